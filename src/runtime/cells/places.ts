// Offsets in a cell's text -> places in its page.

import type { Place, Point } from "../diagnostic.ts";
import type { Cell } from "../source/model.ts";
import { type Kept, type Mapped, nearestOrigin } from "./edits.ts";
import { type Line, lineAt, linesOf } from "./lines.ts";
import type { Span } from "./model.ts";

/** The place of `start` to `end` of the cell's text, in the page at `path`. */
export function placeIn(path: string, cell: Cell, start: number, end: number, lines = linesOf(cell.text)): Place {
  return { path, start: pointIn(cell, start, lines), end: pointIn(cell, Math.max(start, end), lines) };
}

/** The place of `start` to `end` of what a cell has become; what was put in stands where the text before it ends. */
export function placeOf(path: string, cell: Cell, code: Mapped, start: number, end: number): Place {
  const from = nearestOrigin(code, start);
  const to = end > start ? nearestOrigin(code, end - 1) + 1 : from;
  return placeIn(path, cell, from, Math.min(to, cell.text.length));
}

function pointIn(cell: Cell, offset: number, lines: readonly Line[]): Point {
  const index = lineAt(lines, offset);
  const start = cell.lines[index] ?? cell.place.start;
  const column = offset - (lines[index]?.start ?? 0);
  return { line: start.line, column: start.column + column, offset: start.offset + column };
}

/** Spans of a stretch of the program that begins at `at`; line ends belong to none. */
export function spansOf(path: string, cell: Cell, code: Mapped, at: number): readonly Span[] {
  const lines = linesOf(cell.text);
  return code.kept
    .flatMap((kept) => byLine(code.text, kept))
    .map(({ at: start, length, from }) => ({
      at: at + start,
      length,
      cell: cell.index,
      place: placeIn(path, cell, from, from + length, lines),
    }));
}

function byLine(text: string, { at, length, from }: Kept): readonly Kept[] {
  const stretches: Kept[] = [];
  let start = at;
  while (start < at + length) {
    const lineEnd = text.indexOf("\n", start);
    const end = lineEnd === -1 ? at + length : Math.min(lineEnd, at + length);
    if (end > start) stretches.push({ at: start, length: end - start, from: from + start - at });
    start = end + 1;
  }
  return stretches;
}
