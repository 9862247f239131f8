// A program that cannot be built: an import that does not resolve, or a library file that does not parse.

import { isAbsolute, resolve } from "node:path";
import type { Program } from "../cells/index.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { placeOf, placeOfCell } from "./locate.ts";
import type { Outcome, Run } from "./model.ts";
import { nameOf } from "./modules.ts";

/** What esbuild says. */
interface Message {
  readonly text: string;
  /** `line` from 1, `column` in bytes from 0. */
  readonly location: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly lineText: string;
  } | null;
}

/** The run of a program that could not start: its first cell failed. @throws `error` when it is not esbuild's. */
export function unbuilt(
  program: Program,
  key: string,
  error: unknown,
  hooks: { readonly onOutcome?: (outcome: Outcome) => void },
  root: string,
): Run {
  const messages = (error as { readonly errors?: readonly Message[] }).errors;
  const first = program.cells[0];
  if (!messages || messages.length === 0 || !first) throw error;
  const diagnostics = messages.map(({ text, location }): Diagnostic => {
    const base = { severity: "error", rule: "cell-succeeds" } as const;
    if (location === null || location.file.endsWith("program.ts")) {
      const place = location && placeOf(program, offsetOf(program.text, location));
      return { ...base, message: text, place: place ?? placeOfCell(program, first) };
    }
    // esbuild's paths are from where the process stands.
    const file = isAbsolute(location.file) ? location.file : resolve(location.file);
    const column = characters(location.lineText, location.column) + 1;
    const message = `${text}, in ${nameOf(root, file)}:${location.line}:${column}, which the page's cells import`;
    return {
      ...base,
      message,
      ...(importsTangled(program) && { hint: "If it is a tab's library, `octavo tangle` writes it anew." }),
      place: placeOfCell(program, first),
    };
  });
  const outcomes = program.cells.map(
    ({ index }, i): Outcome =>
      i === 0
        ? { cell: index, state: "failed", outputs: [], why: "threw" }
        : { cell: index, state: "not-run", outputs: [] },
  );
  for (const outcome of outcomes) hooks.onOutcome?.(outcome);
  return { key, outcomes, diagnostics, cached: false };
}

function importsTangled({ imports }: Program): boolean {
  return imports.some((name) => !name.startsWith(".") && !name.startsWith("node:"));
}

function offsetOf(text: string, { line, column, lineText }: NonNullable<Message["location"]>): number {
  const lines = text.split("\n");
  return lines.slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0) + characters(lineText, column);
}

/** How many UTF-16 code units the first bytes of a line are. */
function characters(line: string, bytes: number): number {
  return Buffer.from(line).subarray(0, bytes).toString().length;
}
