// The saved pieces of a tab's Python cells, in book order: what each `#@save` stands on or above.

import type { SyntaxNode } from "@lezer/common";
import { foldedCell, nearestOrigin } from "../../cells/index.ts";
import { cellsOf } from "../cells.ts";
import type { SavedCell, SavingPage } from "../model.ts";
import type { Piece } from "./model.ts";
import { definitionOf, endOf, lineStart, statementsOf, stringsIn } from "./tree.ts";

/** The pieces of a page. */
export function piecesOf(page: SavingPage, tab: string): readonly Piece[] {
  return cellsOf(page, tab, "python").flatMap((cell) => {
    if (cell.marks.save.length === 0) return [];
    const { code, saves } = foldedCell(cell, tab);
    return piecesIn({ page, cell, code }, saves);
  });
}

function piecesIn(from: SavedCell, saves: readonly number[]): readonly Piece[] {
  const { text } = from.code;
  const statements = statementsOf(text);
  // Each saved statement, and where it begins: with the comments between the mark and it.
  const saved = new Map<SyntaxNode, number>();
  for (const offset of saves) {
    const first = statements.findIndex((statement) => endOf(statement, text) > offset);
    const marked = statements[first];
    if (!marked) continue;
    const isAbove = offset < marked.from || !standsOn(from, offset);
    if (!saved.has(marked)) saved.set(marked, isAbove ? startOf(from, offset, marked) : marked.from);
    for (let index = first + 1; index < statements.length; index++) {
      const [before, next] = [statements[index - 1], statements[index]];
      if (!before || !next || !goesOn(before, next, text, isAbove)) break;
      if (!saved.has(next)) saved.set(next, next.from);
    }
  }
  return group(from, statements, saved);
}

/** True when the mark of a save stands on a line of the code that it saves, and not on one of its own. */
function standsOn({ cell, code }: SavedCell, offset: number): boolean {
  const line = cell.text.slice(0, nearestOrigin(code, offset)).split("\n").length - 1;
  return cell.marks.save.includes(line);
}

/** Where the comments begin that stand between a mark and the statement below it; a mark of the book's own is none. */
function startOf(from: SavedCell, offset: number, statement: SyntaxNode): number {
  const { text } = from.code;
  let start = statement.from;
  for (;;) {
    const before = lineStart(text, start - 1);
    if (start <= offset || before < offset || text[before] !== "#" || standsOn(from, before)) return start;
    start = before;
  }
}

/**
 * True when a mark saves the `next` statement as well: no empty line stands between the two, and the one before is an
 * import or, below a mark on a line of its own, one line long. `DATA = dict()` and `URL = "…"` go together so.
 */
function goesOn(before: SyntaxNode, next: SyntaxNode, text: string, isAbove: boolean): boolean {
  const end = endOf(before, text);
  if (!/^\n(?:#[^\n]*\n)*$/.test(text.slice(end, next.from))) return false;
  const isImport = before.name === "ImportStatement";
  if (!isAbove) return isImport && next.name === "ImportStatement";
  return isImport || !text.slice(before.from, end).includes("\n");
}

/** A definition is a piece of its own; other statements that follow each other are one. */
function group(
  from: SavedCell,
  statements: readonly SyntaxNode[],
  saved: ReadonlyMap<SyntaxNode, number>,
): readonly Piece[] {
  const { text } = from.code;
  const pieces: { start: number; end: number; isOpen: boolean }[] = [];
  for (const [index, statement] of statements.entries()) {
    const start = saved.get(statement);
    if (start === undefined) continue;
    const end = endOf(statement, text);
    const isOpen = definitionOf(statement, text) === undefined;
    const last = pieces.at(-1);
    const before = statements[index - 1];
    const follows =
      before !== undefined && saved.has(before) && /^\n(?:#[^\n]*\n)*$/.test(text.slice(last?.end, start));
    if (last?.isOpen && isOpen && follows) last.end = end;
    else pieces.push({ start, end, isOpen });
  }
  return pieces.map(({ start, end }) => ({ from, start, end, text: tidied(text.slice(start, end)) }));
}

/** Without blanks at the ends of lines, but for those in strings. */
function tidied(text: string): string {
  const strings = stringsIn(text);
  return text.replace(/[^\S\n]+$/gm, (blanks, at: number) =>
    strings.some(({ from, to }) => from < at && at < to) ? blanks : "",
  );
}
