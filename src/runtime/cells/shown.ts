// What one tab's readers see of a cell: conditions on tabs decided, marks and magics gone.

import type { Cell } from "../source/model.ts";
import { foldedCell } from "./folded.ts";
import type { ShownCode } from "./model.ts";

/** The code that readers of `tab` see ("" on a page without tabs), or nothing when it is hidden or none is left. */
export function shownCode(cell: Cell, tab: string): ShownCode | undefined {
  if (cell.marks.hideCode) return undefined;
  const text = foldedCell(cell, tab)
    .code.text.split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/^(?:[^\S\n]*\n)+/, "")
    .trimEnd();
  return text.trim() === "" ? undefined : { language: cell.language, text };
}
