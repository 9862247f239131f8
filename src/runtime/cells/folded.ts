// A cell as one tab has it: `//@tab` lines and `tab.selected` decided, marks and magics gone, the rest as written.

import type { Cell } from "../source/model.ts";
import { destinationOf, type Edit, edit, type Mapped, whole, withoutEmptied } from "./edits.ts";
import { foldTabs } from "./fold.ts";
import { foldPython } from "./fold-python.ts";
import { linesOf, markOf, type NamedTab, tabLines } from "./lines.ts";
import { literalsOf, parseModule } from "./syntax.ts";

/** A cell's source in one tab. */
export interface FoldedCell {
  /** The text, and where in `Cell.text` each of its characters came from. */
  readonly code: Mapped;
  /** Offsets into the text of what a save mark stands on or above. */
  readonly saves: readonly number[];
  /** Tabs that the cell names inside, in whatever tab. */
  readonly named: readonly NamedTab[];
  /** Conditions on tabs whose names are not string literals, by offsets into `Cell.text`. */
  readonly unreadable: readonly { readonly start: number; readonly end: number }[];
}

/** Decides all that depends on the tab; `tab` is "" on a page without tabs. */
export function foldedCell(cell: Cell, tab: string): FoldedCell {
  const { masked, dropped, named } = tabLines(cell, tab);
  const lines = linesOf(cell.text);
  const folding = isScript(cell.language)
    ? foldTabs(masked, tab)
    : cell.language === "python"
      ? foldPython(masked, tab)
      : { edits: [], named: [], unreadable: [] };
  const marks = markEdits(cell, masked, dropped);
  const drops = lines.flatMap(({ start, end }, index): Edit[] =>
    dropped[index] ? [lineEdit(cell.text, start, end)] : [],
  );
  const code = withoutEmptied(cell.text, edit(whole(cell.text), [...folding.edits, ...drops, ...marks]));
  return {
    code,
    saves: cell.marks.save.flatMap((line) => savedOffset(cell, code, line)),
    named: [...named, ...folding.named],
    unreadable: folding.unreadable,
  };
}

/** Languages that TypeScript's parser reads. */
export function isScript(language: string): boolean {
  return language === "typescript" || language === "javascript";
}

/** Takes a line out, with the line end after it, or before it for the last. */
function lineEdit(text: string, start: number, end: number): Edit {
  if (end < text.length) return { start, end: end + 1, put: "" };
  return { start: Math.max(0, start - 1), end, put: "" };
}

/** Takes the marks out; a line that is nothing but a mark goes altogether. */
function markEdits(cell: Cell, masked: string, dropped: readonly boolean[]): readonly Edit[] {
  const found = linesOf(masked).flatMap(({ start, end }, index) => {
    const mark = dropped[index] ? undefined : markOf(masked.slice(start, end), cell.language);
    return mark ? [{ start, end, mark }] : [];
  });
  if (found.length === 0) return [];
  const literals = isScript(cell.language) ? literalsOf(parseModule(masked).file) : [];
  return found
    .filter(
      ({ start, mark }) =>
        !literals.some((literal) => literal.start < start + mark.sign && start + mark.sign < literal.end),
    )
    .map(({ start, end, mark }) =>
      mark.start === 0 ? lineEdit(cell.text, start, end) : { start: start + mark.start, end, put: "" },
    );
}

/** Where the code is that the save mark in `line` stands on or, on a line of its own, above; nothing if the tab has it not. */
function savedOffset(cell: Cell, code: Mapped, line: number): readonly number[] {
  const lines = linesOf(cell.text);
  const own = lines[line];
  if (!own) return [];
  const before = firstKept(cell, code, own.start, own.end);
  if (before !== undefined) return [before];
  const mark = markOf(cell.text.slice(own.start, own.end), cell.language);
  if (!mark || cell.text.slice(own.start, own.start + mark.start).trim() !== "") return [];
  const next = firstKept(cell, code, own.end, cell.text.length);
  return next === undefined ? [] : [next];
}

/** The first character but blanks that was kept of `start` to `end`, where it now is. */
function firstKept(cell: Cell, code: Mapped, start: number, end: number): number | undefined {
  for (let offset = start; offset < end; offset++) {
    if (/\s/.test(cell.text[offset] ?? " ")) continue;
    const now = destinationOf(code, offset);
    if (now !== undefined) return now;
  }
  return undefined;
}
