// What flows through tangling: saved pieces of cells, with where they are from.

import type ts from "typescript";
import type { Mapped } from "../cells/index.ts";
import type { Tab } from "../config/index.ts";
import type { Cell, Page } from "../source/index.ts";

/** A generated library. */
export interface LibraryFile {
  /** From the book's root. */
  readonly path: string;
  readonly content: string;
}

/** A tab that has a library. */
export type LibraryTab = Tab & { readonly library: NonNullable<Tab["library"]> };

/** A cell of a page as one tab has it. */
export interface TabCell {
  readonly page: Page;
  readonly cell: Cell;
  readonly code: Mapped;
  readonly file: ts.SourceFile;
  /** Its statements that are saved; overloads of a function are saved together. */
  readonly saved: readonly ts.Statement[];
}

/** All TypeScript cells of one page in one tab: the scope in which its saved statements were written. */
export interface TabPage {
  readonly page: Page;
  readonly cells: readonly TabCell[];
}

/** A statement that is saved. */
export interface Piece {
  readonly in: TabPage;
  readonly from: TabCell;
  readonly statement: ts.Statement;
}
