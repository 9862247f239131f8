// A program that cannot be built: an import that does not resolve, or a library file that does not parse.

import { isAbsolute, resolve } from "node:path";
import type { Program, ProgramCell } from "../cells/index.ts";
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

/** The run of a program that could not start: the cell that imports what is at fault has failed, and none has run. @throws `error` when it is not esbuild's. */
export function unbuilt(
  program: Program,
  key: string,
  error: unknown,
  hooks: { readonly onOutcome?: (outcome: Outcome) => void },
  root: string,
  reaches: (imported: string, file: string) => boolean,
): Run {
  const messages = (error as { readonly errors?: readonly Message[] }).errors;
  const first = program.cells[0];
  if (!messages || messages.length === 0 || !first) throw error;
  const found = messages.map(({ location }) => {
    const offset = location === null ? -1 : faultOf(program, location, reaches);
    const span = program.spans.find(({ at, length }) => offset >= at && offset < at + Math.max(1, length));
    return { offset, cell: program.cells.find(({ index }) => index === span?.cell) ?? first };
  });
  const diagnostics = messages.map(({ text, location }, i): Diagnostic => {
    const { offset, cell } = found[i]!;
    const place = placeOf(program, offset) ?? placeOfCell(program, cell);
    const base = { severity: "error", rule: "cell-succeeds", place } as const;
    if (location === null || isProgram(location)) return { ...base, message: text };
    const column = characters(location.lineText, location.column) + 1;
    const message = `${text}, in ${nameOf(root, fileOf(location))}:${location.line}:${column}, which the page's cells import`;
    const hint = "If it is a tab's library, `octavo tangle` writes it anew.";
    return { ...base, message, ...(importsTangled(program) && { hint }) };
  });
  const blamed: ProgramCell = found[0]?.cell ?? first;
  const outcomes = program.cells.map(
    ({ index }): Outcome =>
      index === blamed.index
        ? { cell: index, state: "failed", outputs: [], why: "threw" }
        : { cell: index, state: "not-run", outputs: [] },
  );
  for (const outcome of outcomes) hooks.onOutcome?.(outcome);
  return { key, outcomes, diagnostics, cached: false };
}

type Location = NonNullable<Message["location"]>;

function isProgram({ file }: Location): boolean {
  return file.endsWith("program.ts");
}

/** esbuild's paths are from where the process stands. */
function fileOf({ file }: Location): string {
  return isAbsolute(file) ? file : resolve(file);
}

/** Where in the program's text the fault is, or the import that leads to it; -1 where that is not to be found. */
function faultOf(program: Program, location: Location, reaches: (imported: string, file: string) => boolean): number {
  if (isProgram(location)) return offsetOf(program.text, location);
  const name = program.imports.find((one) => reaches(one, fileOf(location)));
  if (name === undefined) return -1;
  const at = [`"${name}"`, `'${name}'`].map((quoted) => program.text.indexOf(quoted)).filter((offset) => offset >= 0);
  return at.length === 0 ? -1 : Math.min(...at);
}

function importsTangled({ imports }: Program): boolean {
  return imports.some((name) => !name.startsWith(".") && !name.startsWith("node:"));
}

function offsetOf(text: string, { line, column, lineText }: Location): number {
  const lines = text.split("\n");
  return lines.slice(0, line - 1).reduce((sum, row) => sum + row.length + 1, 0) + characters(lineText, column);
}

/** How many UTF-16 code units the first bytes of a line are. */
function characters(line: string, bytes: number): number {
  return Buffer.from(line).subarray(0, bytes).toString().length;
}
