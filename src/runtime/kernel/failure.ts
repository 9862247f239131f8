// What went wrong in a cell, at its place in the chapter: stack -> program -> span -> markdown.

import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Program, ProgramCell } from "../cells/index.ts";
import type { Diagnostic, Place } from "../diagnostic.ts";
import { placeName } from "../frame.ts";
import type { Ending, Thrown } from "./protocol.ts";

/** Finds places of a program that was built and loaded from `module`. */
export interface Locator {
  /** The frames of a stack that lie in the book, innermost first, as places with the function's name. */
  frames(stack: string): readonly { readonly place: Place; readonly name: string }[];
}

/** Maps the stacks of a program's errors. */
export function locate(program: Program, module: string, map: string): Locator {
  const trace = new TraceMap(map);
  const lineStarts = [0];
  for (let at = program.text.indexOf("\n"); at >= 0; at = program.text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  const placeAt = (line: number, column: number): Place | undefined => {
    const original = originalPositionFor(trace, { line, column: column - 1 });
    if (original.line === null || !original.source?.endsWith("program.ts")) return undefined;
    return placeOf(program, (lineStarts[original.line - 1] ?? 0) + original.column);
  };
  return {
    frames(stack) {
      const found: { place: Place; name: string }[] = [];
      for (const row of stack.split("\n")) {
        const match = /^\s*at (?:(.*?) \()?(.*?):(\d+):(\d+)\)?$/.exec(row);
        if (!match || match[2] !== module) continue;
        const place = placeAt(Number(match[3]), Number(match[4]));
        const name = (match[1] ?? "").replace(/^async /, "");
        if (place) found.push({ place, name: /\$?run\b/.test(name) ? "" : name });
      }
      return found;
    },
  };
}

/** The place in the chapter of an offset in the program's text. */
export function placeOf(program: Program, offset: number): Place | undefined {
  const span = program.spans.find(({ at, length }) => offset >= at && offset < at + Math.max(1, length));
  if (!span) return undefined;
  const by = offset - span.at;
  const { path, start, end } = span.place;
  const from = { line: start.line, column: start.column + by, offset: start.offset + by };
  // To the end of the name or number that starts there.
  const word = /^[\p{L}\p{N}_$]+/u.exec(program.text.slice(offset, span.at + span.length))?.[0].length ?? 1;
  const to = { line: start.line, column: from.column + word, offset: from.offset + word };
  return { path, start: from, end: to.offset <= end.offset ? to : end };
}

/** Where a cell's first line of code stands, for failures that have no line of their own. */
export function placeOfCell(program: Program, cell: ProgramCell): Place {
  const first = program.spans
    .filter((span) => span.cell === cell.index)
    .reduce<Place | undefined>(
      (best, { place }) => (best === undefined || place.start.offset < best.start.offset ? place : best),
      undefined,
    );
  return first ?? { ...cell.place, end: cell.place.start };
}

/** A cell threw what it should not, or not what it should. */
export function threwDiagnostic(
  program: Program,
  cell: ProgramCell,
  error: Thrown,
  locator: Locator | undefined,
): Diagnostic {
  const frames = locator?.frames(error.stack) ?? [];
  const [first, ...rest] = frames;
  const name = error.names[0] ?? "Error";
  const said =
    error.stack === "" && error.message.startsWith("threw ")
      ? `The cell ${error.message}`
      : error.message === ""
        ? name
        : `${name}: ${error.message}`;
  const expected =
    cell.raises === undefined
      ? {}
      : { hint: `The cell says \`//@raises ${cell.raises}\`; say \`//@raises ${name}\` if this is what it shows.` };
  return {
    severity: "error",
    rule: cell.raises === undefined ? "cell-succeeds" : "cell-raises",
    message: inTab(program, said),
    ...expected,
    place: first?.place ?? placeOfCell(program, cell),
    ...(rest.length > 0
      ? {
          notes: rest
            .slice(0, 20)
            .map(({ place, name: fn }) => `at ${fn ? `${fn} (${placeName(place)})` : placeName(place)}`),
        }
      : {}),
  };
}

/** A cell that says it fails did not. */
export function notRaised(program: Program, cell: ProgramCell): Diagnostic {
  const message = inTab(program, `The cell should fail with ${cell.raises}, and does not`);
  return {
    severity: "error",
    rule: "cell-raises",
    message,
    hint: "Take `//@raises` away, or make the cell fail.",
    place: placeOfCell(program, cell),
  };
}

/** A program that did not end by itself, blamed on the cell that was running. */
export function endedDiagnostic(program: Program, cell: ProgramCell, ending: Ending): Diagnostic {
  const at = { severity: "error", place: placeOfCell(program, cell) } as const;
  switch (ending.type) {
    case "timed-out":
      return {
        ...at,
        rule: "cell-ends-in-time",
        message: inTab(
          program,
          ending.whole
            ? `The page's cells take longer than ${ending.seconds} s`
            : `The cell takes longer than ${ending.seconds} s`,
        ),
        hint: ending.whole
          ? "Raise `limits.pageSeconds` in the book's configuration."
          : "Does it loop forever? If it only needs longer, say `//@timeout SECONDS` in the cell.",
      };
    case "out-of-memory":
      return {
        ...at,
        rule: "cell-fits-memory",
        message: inTab(
          program,
          `The page's cells need more than ${ending.megabytes} MB of memory${ending.heap ? " for objects" : ""}`,
        ),
        hint: "Keep less at once, or raise `limits.memoryMegabytes` in the book's configuration.",
      };
    case "exited":
      return {
        ...at,
        rule: "cell-does-not-exit",
        message: inTab(
          program,
          ending.how === "exit"
            ? `The cell ends its process with \`process.exit(${ending.code})\``
            : ending.how === "killed"
              ? "The cell kills its process"
              : "The cell waits for a promise that can never settle",
        ),
        hint:
          ending.how === "never-settles"
            ? "Nothing is left that could settle it: no timer, no file, no connection."
            : "Cells share their page's process: throw an error instead.",
      };
  }
}

function inTab({ tab }: Program, message: string): string {
  return tab === "" ? message : `${message} (tab ${tab})`;
}
