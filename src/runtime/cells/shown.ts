// What one tab's readers see of a cell: conditions on tabs decided, marks and magics gone, the framework's own names.

import type { Config } from "../config/index.ts";
import type { Cell } from "../source/model.ts";
import { aliased } from "./aliases/aliased.ts";
import { foldedCell } from "./folded.ts";
import type { ShownCode } from "./model.ts";

/**
 * The code that readers of `tab` see ("" on a page without tabs), or nothing when it is hidden or none is left. The
 * book's tabs say what its library's names are shown as.
 */
export function shownCode(cell: Cell, tab: string, tabs: Config["tabs"]): ShownCode | undefined {
  if (cell.marks.hideCode) return undefined;
  const aliases = tabs.find(({ id }) => id === tab)?.aliases;
  const text = aliased(foldedCell(cell, tab).code, cell.language, aliases)
    .text.split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/^(?:[^\S\n]*\n)+/, "")
    .trimEnd();
  return text.trim() === "" ? undefined : { language: cell.language, text };
}
