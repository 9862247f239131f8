// Where in the chapter: a stack -> the built program -> its text -> the cell's span -> markdown.

import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Program, ProgramCell } from "../cells/index.ts";
import type { Place } from "../diagnostic.ts";

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
