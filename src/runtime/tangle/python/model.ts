// What flows through the tangling of Python: saved stretches of cells.

import type { SavedCell } from "../model.ts";

/** A saved definition, or simple statements that are saved together, with the comments between their mark and them. */
export interface Piece {
  readonly from: SavedCell;
  /** Where it stands in the cell's folded text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
