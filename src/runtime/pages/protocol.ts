// What is said between the builder and a thread that works on pages: a call, then its answer, then the next call.

import type { Book } from "../book/index.ts";
import type { Run } from "../kernel/index.ts";
import type { PageSource } from "./model.ts";

export type Call =
  /** The book that pages are woven with from now on. It has no answer. */
  | { readonly name: "book"; readonly book: Book }
  | { readonly name: "parse"; readonly source: PageSource }
  | { readonly name: "compile"; readonly source: PageSource; readonly tabs: readonly string[] }
  | { readonly name: "weave"; readonly source: PageSource; readonly runs: ReadonlyMap<string, Run> };

export type Answer = { readonly value: unknown } | { readonly error: unknown };
