// One page in one tab as a TypeScript program, with its spans back to the markdown.

import type { Diagnostic, Place } from "../diagnostic.ts";

/** One page in one tab: the TypeScript that is checked, and the same text that is run. */
export interface Program {
  /** Path of the page. */
  readonly page: string;
  /** Id of the tab; "" on a page without tabs. */
  readonly tab: string;
  /** An ES module that exports `async function* run(show)`; it yields a cell's index when the cell is done. */
  readonly text: string;
  /** Sorted by `at`, not overlapping. What no span covers was generated. */
  readonly spans: readonly Span[];
  /** The cells in the order in which they run. */
  readonly cells: readonly ProgramCell[];
  /** Module names that the cells import, sorted. */
  readonly imports: readonly string[];
  /** Syntax errors and what scopes cannot do. A program with an error here is neither checked nor run. */
  readonly diagnostics: readonly Diagnostic[];
}

/** `length` code units at `at` of the program's text were copied from `place`. */
export interface Span {
  readonly at: number;
  readonly length: number;
  /** Index of the cell. */
  readonly cell: number;
  /** Where the first of them stands in the page. A span never crosses a line end, so columns map one to one. */
  readonly place: Place;
}

export interface ProgramCell {
  /** `Cell.index`. */
  readonly index: number;
  readonly place: Place;
  readonly raises?: string;
  /** Seconds, when the cell says so. */
  readonly timeout?: number;
  readonly noCheck: boolean;
  /** Hidden outputs are captured all the same: tests and caches see them. */
  readonly hideOutput: boolean;
}

/** A cell as one tab's readers see it: branches folded, marks gone. */
export interface ShownCode {
  readonly language: string;
  readonly text: string;
}
