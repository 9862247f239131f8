// Whether a cell ends in an expression, whose value Jupyter calls the cell's result.

import { foldedCell } from "../../cells/index.ts";
import { parseModule } from "../../cells/syntax.ts";
import { shownValue } from "../../cells/value.ts";
import type { Cell } from "../../source/index.ts";

/** Only cells that are run are asked for, and those are TypeScript. */
export function hasValue(cell: Cell, tab: string): boolean {
  return shownValue(parseModule(foldedCell(cell, tab).code.text).file.statements) !== undefined;
}
