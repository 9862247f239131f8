// What flows through the tangling of TypeScript: saved statements, and the cells and pages in whose scope they stand.

import type ts from "typescript";
import type { SavedCell, SavingPage } from "../model.ts";

/** A cell of a page as one tab has it. */
export interface TabCell extends SavedCell {
  readonly file: ts.SourceFile;
  /** Its statements that are saved; overloads of a function are saved together. */
  readonly saved: readonly ts.Statement[];
}

/** All TypeScript cells of one page in one tab: the scope in which its saved statements were written. */
export interface TabPage {
  readonly page: SavingPage;
  readonly cells: readonly TabCell[];
}

/** A statement that is saved. */
export interface Piece {
  readonly in: TabPage;
  readonly from: TabCell;
  readonly statement: ts.Statement;
}
