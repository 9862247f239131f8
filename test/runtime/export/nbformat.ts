// Jupyter's notebook format 4.5 as a check of our own: what its JSON schema says, as far as notebooks of ours can hold it.
// (github.com/jupyter/nbformat, nbformat.v4.5.schema.json; the same notebooks pass Python's nbformat.validate.)

type Fault = string;

/** What is wrong with a notebook, by the place in it; empty when it is valid. */
export function faultsOf(notebook: unknown): readonly Fault[] {
  const faults: Fault[] = [];
  const record = (value: unknown, at: string): Record<string, unknown> => {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    faults.push(`${at} is no object`);
    return {};
  };
  const list = (value: unknown, at: string): readonly unknown[] => {
    if (Array.isArray(value)) return value;
    faults.push(`${at} is no list`);
    return [];
  };
  const check = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  const keys = (
    value: Record<string, unknown>,
    at: string,
    required: readonly string[],
    others: readonly string[] = [],
  ) => {
    for (const key of required) check(key in value, `${at} has no ${key}`);
    for (const key of Object.keys(value)) check([...required, ...others].includes(key), `${at} has a key ${key}`);
  };
  const isText = (value: unknown) =>
    typeof value === "string" || (Array.isArray(value) && value.every((line) => typeof line === "string"));
  const isCount = (value: unknown) => value === null || (Number.isInteger(value) && (value as number) >= 0);

  const root = record(notebook, "notebook");
  keys(root, "notebook", ["cells", "metadata", "nbformat", "nbformat_minor"]);
  check(root.nbformat === 4 && root.nbformat_minor === 5, "notebook is not 4.5");
  const metadata = record(root.metadata, "metadata");
  if ("kernelspec" in metadata) {
    const spec = record(metadata.kernelspec, "kernelspec");
    for (const key of ["name", "display_name"]) check(typeof spec[key] === "string", `kernelspec has no ${key}`);
  }
  if ("language_info" in metadata)
    check(typeof record(metadata.language_info, "language_info").name === "string", "language_info has no name");
  if ("title" in metadata) check(typeof metadata.title === "string", "title is no text");
  if ("authors" in metadata) for (const author of list(metadata.authors, "authors")) record(author, "author");

  const ids = new Set<unknown>();
  for (const [i, one] of list(root.cells, "cells").entries()) {
    const at = `cell ${i}`;
    const cell = record(one, at);
    const { id, cell_type: type } = cell;
    check(typeof id === "string" && /^[a-zA-Z0-9_-]{1,64}$/.test(id), `${at} has no sound id`);
    check(!ids.has(id), `${at} has the id of another`);
    ids.add(id);
    check(isText(cell.source), `${at} has no source`);
    const own = record(cell.metadata, `${at}'s metadata`);
    if ("tags" in own) {
      const tags = list(own.tags, `${at}'s tags`);
      check(
        tags.every((tag) => typeof tag === "string" && /^[^,]+$/.test(tag)),
        `${at} has an unsound tag`,
      );
      check(new Set(tags).size === tags.length, `${at} has a tag twice`);
    }
    if ("jupyter" in own)
      for (const hidden of Object.values(record(own.jupyter, `${at}'s metadata.jupyter`)))
        check(typeof hidden === "boolean", `${at} is half hidden`);
    if (type === "markdown") keys(cell, at, ["cell_type", "id", "metadata", "source"], ["attachments"]);
    else if (type === "code") {
      keys(cell, at, ["cell_type", "execution_count", "id", "metadata", "outputs", "source"]);
      check(isCount(cell.execution_count), `${at} has no count`);
      for (const [j, output] of list(cell.outputs, `${at}'s outputs`).entries())
        checkOutput(record(output, `${at}, output ${j}`), `${at}, output ${j}`);
    } else faults.push(`${at} is a ${String(type)}`);
  }
  return faults;

  function checkOutput(output: Record<string, unknown>, at: string): void {
    switch (output.output_type) {
      case "stream":
        keys(output, at, ["output_type", "name", "text"]);
        check(typeof output.name === "string" && isText(output.text), `${at} is no stream`);
        return;
      case "display_data":
      case "execute_result": {
        const isResult = output.output_type === "execute_result";
        keys(output, at, ["output_type", "data", "metadata", ...(isResult ? ["execution_count"] : [])]);
        if (isResult) check(isCount(output.execution_count), `${at} has no count`);
        record(output.metadata, `${at}'s metadata`);
        for (const [mime, value] of Object.entries(record(output.data, `${at}'s data`)))
          check(/^application\/(?:.*\+)?json$/.test(mime) || isText(value), `${at}: ${mime} is no text`);
        return;
      }
      case "error":
        keys(output, at, ["output_type", "ename", "evalue", "traceback"]);
        check(typeof output.ename === "string" && typeof output.evalue === "string", `${at} has no name`);
        check(
          list(output.traceback, `${at}'s traceback`).every((line) => typeof line === "string"),
          `${at} has no trace`,
        );
        return;
      default:
        faults.push(`${at} is a ${String(output.output_type)}`);
    }
  }
}
