// A small book woven in memory: { "a.md": "# A" } -> its pages' HTML.

import { type Book, type BookPage, bind, commonOf, joined, partOf } from "../../../src/runtime/book/index.ts";
import { configOf } from "../../../src/runtime/config/defaults.ts";
import type { Config } from "../../../src/runtime/config/index.ts";
import type { Diagnostic } from "../../../src/runtime/diagnostic.ts";
import type { Outcome, Run } from "../../../src/runtime/kernel/index.ts";
import { type Facts, parse } from "../../../src/runtime/source/index.ts";
import { type Woven, weavePage } from "../../../src/runtime/weave/index.ts";

/** Outcomes by tab and by cell: what a test writes in place of a run. */
export type Outcomes = Readonly<Record<string, Readonly<Record<string, Outcome | Outcome["outputs"]>>>>;

export interface Written {
  /** Text by path; the first is the index. */
  readonly pages: Readonly<Record<string, string>>;
  readonly config?: Partial<Config>;
  readonly bibliography?: string;
  readonly outcomes?: Readonly<Record<string, Outcomes>>;
  readonly files?: Readonly<Record<string, Uint8Array>>;
}

export interface WovenBook {
  readonly book: Book;
  readonly pages: ReadonlyMap<string, Woven>;
  readonly diagnostics: readonly Diagnostic[];
  html(path: string): string;
  article(path: string): string;
}

export const defaults: Config = configOf({ tabs: ["mxnet", "pytorch", "tensorflow", "jax"], defaultTab: "all" });

export const { tabs } = defaults;

/** As stages do: each page with its part of the book. */
const inPart = (book: Book, facts: Facts) => {
  const part = partOf(book, facts);
  return { book: joined(commonOf(book), part), own: part.own };
};

export function weaveBook(
  { pages, config: options, bibliography, outcomes = {}, files = {} }: Written,
  seenBy: (book: Book, facts: Facts) => { readonly book: Book; readonly own?: BookPage } = inPart,
): WovenBook {
  const paths = Object.keys(pages);
  const config: Config = { ...defaults, index: paths[0] ?? "", ...options };
  const parsed = paths.map((path) => parse(path, pages[path] ?? "", config));
  const bibliographies = new Map(bibliography === undefined ? [] : [["references.bib", bibliography]]);
  const facts = parsed.map((page) => page.facts);
  const book = bind(
    facts,
    { ...config, bibliography: [...bibliographies.keys()] },
    { exists: (path) => path in files, bibliographies },
  );
  const woven = new Map(
    parsed.map((page) => {
      const runs = Object.entries(outcomes[page.path] ?? {}).map(([tab, cells]) => [tab, runOf(cells)] as const);
      const seen = seenBy(book, page.facts);
      return [page.path, weavePage(page, seen.book, new Map(runs), config, (path) => files[path], seen.own)];
    }),
  );
  const html = (path: string) => {
    const [first] = woven.get(path)?.files ?? [];
    return first && "content" in first ? String(first.content) : "";
  };
  return {
    book,
    pages: woven,
    diagnostics: [
      ...parsed.flatMap((page) => page.diagnostics),
      ...book.diagnostics,
      ...[...woven.values()].flatMap((one) => one.diagnostics),
    ],
    html,
    article: (path) => /<article>([\s\S]*?)<\/article>/.exec(html(path))?.[1] ?? "",
  };
}

function runOf(cells: Outcomes[string]): Run {
  const outcomes = Object.entries(cells).map(
    ([cell, one]): Outcome => ("state" in one ? one : { cell: Number(cell), state: "passed", outputs: one }),
  );
  return { key: "", outcomes, diagnostics: [], cached: false };
}
