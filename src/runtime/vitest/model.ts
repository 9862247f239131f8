// What is sent from Vite's process, which reads and type-checks a page, to the worker that runs it. Plain data.

import type { Program } from "../cells/index.ts";
import type { Config } from "../config/index.ts";
import type { Diagnostic } from "../diagnostic.ts";

/** One page as tests. */
export interface PageTests {
  /** The book's root, absolute. */
  readonly root: string;
  readonly config: Config;
  /** Folder of the cache, absolute. */
  readonly cache: string;
  /** From the root. */
  readonly page: string;
  /** The page's source, for frames. */
  readonly text: string;
  /** Errors of the page as a whole: it is not well-formed. */
  readonly faults: readonly Diagnostic[];
  readonly tabs: readonly TabTests[];
}

/** The tests of one tab. */
export interface TabTests {
  /** The suite's name; "" on a page without tabs. */
  readonly label: string;
  readonly program: Program;
  /** One a cell of the program, in their order. */
  readonly cells: readonly CellTest[];
}

export interface CellTest {
  /** `Cell.index`. */
  readonly index: number;
  /** Unique in its tab. */
  readonly name: string;
  /** What is wrong with its types. */
  readonly faults: readonly Diagnostic[];
}
