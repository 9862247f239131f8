// What flows through tangling, whatever the language: libraries, and cells with where they are from.

import type { Mapped } from "../cells/index.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Cell, Page } from "../source/index.ts";

/** A page, as far as tangling needs it. */
export type SavingPage = Omit<Page, "tree">;

/** A generated library. */
export interface LibraryFile {
  /** From the book's root. */
  readonly path: string;
  readonly content: string;
}

/** A library's text, and the faults of what is saved into it. */
export interface TangledTab {
  readonly content: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** A cell of a page as one tab has it. */
export interface SavedCell {
  readonly page: SavingPage;
  readonly cell: Cell;
  readonly code: Mapped;
}
