// What is said between the builder and a worker, a process that works on pages: a call, then its answer, then the next call.

import type { Book, BookPart } from "../book/index.ts";
import type { Run } from "../kernel/index.ts";
import type { PageSource, PageWorkOptions } from "./model.ts";

export type Call =
  /** The first that is said. It has no answer, and neither has the next. */
  | { readonly name: "open"; readonly options: PageWorkOptions }
  /** What all pages that are woven from now on take of the book. */
  | { readonly name: "common"; readonly common: Book }
  | Work;

export type Work =
  | { readonly name: "parse"; readonly source: PageSource }
  | { readonly name: "compile"; readonly source: PageSource; readonly tabs: readonly string[] }
  | {
      readonly name: "weave";
      readonly source: PageSource;
      readonly part: BookPart;
      readonly runs: ReadonlyMap<string, Run>;
    }
  | { readonly name: "rehearse"; readonly source: PageSource; readonly part: BookPart };

/** What a worker says when it has come up, before it answers. */
export interface Greeting {
  readonly isUp: true;
}

export type Answer = { readonly value: unknown } | { readonly error: unknown };
