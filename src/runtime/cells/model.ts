// One page in one tab as a TypeScript program, with its spans back to the markdown:
//
//   import * as d2l from "octavo/d2l/pytorch";              // of all cells, each once
//   async function* $run($show: (value: unknown) => void): AsyncGenerator<unknown, void> {
//   // cell 0
//   const model = new d2l.Module();
//   $show(model);                                           // the value of the cell's last expression
//   yield 0;                                                // after each cell its index
//   {
//   // cell 3                                               // declares `model` again: a block to the program's end
//   const model = [1, 2, 3];
//   yield 3;
//   // cell 4
//   try {                                                   // `//@raises`: what the cell declares stays in it
//   model.fit();
//   yield 4;                                                // it did not fail
//   } catch ($error) {
//   yield { cell: 4, raised: $error };                      // it did
//   }
//   }
//   }
//   export { $run as run };
//
// Names that begin with `$` and are not a cell's own: `$run`, `$show`, `$error`, `$methods1` …

import type { Diagnostic, Place } from "../diagnostic.ts";

/** One page in one tab: the TypeScript that is checked, and the same text that is run. */
export interface Program {
  /** Path of the page. */
  readonly page: string;
  /** Id of the tab; "" on a page without tabs. */
  readonly tab: string;
  /**
   * An ES module that exports `run(show)`, an async generator. It yields a cell's index when the cell is done and, of a
   * cell that is expected to fail and did, `{ cell, raised }`. `show` gets the value of a cell's last expression, also
   * when that is undefined.
   */
  readonly text: string;
  /** Sorted by `at`, not overlapping. What no span covers was generated. Text may be moved: places need not grow. */
  readonly spans: readonly Span[];
  /** The cells in the order in which they run. */
  readonly cells: readonly ProgramCell[];
  /** Module names that the cells import, `import("…")` too, sorted. */
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
  /** Where they stand in the page. A span never crosses a line end, so columns map one to one. */
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
