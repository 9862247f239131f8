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

/** Texts as lists of lines; JSON as it is; a plot of ours, which Jupyter does not know, as a picture beside it. */
function dataOf(bundle: MimeBundle): Readonly<Record<string, Json>> {
  const data: Record<string, Json> = {};
  const plot = bundle["application/vnd.octavo.plot+json"];
  const svg = plot === undefined ? undefined : plotFile(plot);
  for (const [type, value] of Object.entries({ ...bundle, ...(svg !== undefined && { "image/svg+xml": svg }) })) {
    const isJson = /^application\/(?:.*\+)?json$/.test(type);
    data[type] = isJson || typeof value !== "string" ? value : isPicture(type) ? value : linesOf(value);
  }
  return data;
}

/** Base64, which is one line. */
function isPicture(type: string): boolean {
  return type.startsWith("image/") && type !== "image/svg+xml";
}
