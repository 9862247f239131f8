// The cells from which a tab's library is made.

import type { Cell } from "../source/index.ts";
import type { SavingPage } from "./model.ts";

/** The cells of a language that a page has in a tab; "" is the tab of pages without tabs. */
export function cellsOf({ cells, tabs }: SavingPage, tab: string, language: string): readonly Cell[] {
  return cells.filter(
    (cell) => cell.language === language && (tab === "" ? tabs.length === 0 : cell.tabs.includes(tab)),
  );
}
