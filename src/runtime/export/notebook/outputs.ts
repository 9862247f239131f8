// What a cell showed, as a notebook keeps it.

import type { Json, MimeBundle, Outcome, Output } from "../../kernel/index.ts";
import { plotFile } from "./drawing.ts";
import { linesOf, type NotebookOutput } from "./model.ts";

/** A cell's outputs. The last thing shown is the cell's result where `hasValue`; `count` is the cell's number. */
export function outputsOf(outcome: Outcome, count: number, hasValue: boolean): readonly NotebookOutput[] {
  const { outputs } = outcome;
  const result = hasValue && outcome.state === "passed" ? outputs.findLastIndex(({ type }) => type === "display") : -1;
  return outputs.map((output, i) => outputOf(output, i === result ? count : undefined));
}

function outputOf(output: Output, count: number | undefined): NotebookOutput {
  switch (output.type) {
    case "stream":
      return { output_type: "stream", name: output.stream, text: linesOf(output.text) };
    case "display": {
      const data = dataOf(output.bundle);
      return count === undefined
        ? { output_type: "display_data", data, metadata: {} }
        : { output_type: "execute_result", execution_count: count, data, metadata: {} };
    }
    case "error":
      return {
        output_type: "error",
        ename: output.name,
        evalue: output.message,
        traceback: [`${output.name}${output.message && `: ${output.message}`}`, ...output.trace],
      };
  }
}

/** Texts as lists of lines, JSON as it is. A plot of ours, which Jupyter does not know, becomes a picture. */
function dataOf({ "application/vnd.octavo.plot+json": plot, ...rest }: MimeBundle): Readonly<Record<string, Json>> {
  const svg = plot === undefined ? undefined : plotFile(plot);
  const bundle: MimeBundle = svg === undefined ? rest : { ...rest, "image/svg+xml": svg };
  const data = Object.entries(bundle).map(([type, value]): [string, Json] => {
    // Base64 is one line.
    const isWhole =
      /^application\/(?:.*\+)?json$/.test(type) || (type.startsWith("image/") && type !== "image/svg+xml");
    return [type, isWhole || typeof value !== "string" ? value : linesOf(value)];
  });
  return Object.fromEntries(data);
}
