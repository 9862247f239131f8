// What all exports begin with: the book bound, and the chosen pages with their tabs and what their cells showed.

import type { Book } from "../book/index.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Run } from "../kernel/index.ts";
import { type Progress, parseAll, runAll } from "../pipeline.ts";
import type { ReadPage, Stages } from "../stages.ts";
import type { ExportOptions } from "./model.ts";

export interface Gathered {
  readonly book: Book;
  /** All pages of the book, in its order. */
  readonly pages: readonly ReadPage[];
  /** The book's tabs: those that it declares, else those of its pages; [""] where there are none. */
  readonly tabs: readonly string[];
  /** The book is one file. */
  readonly isFile: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses and binds the book. */
export async function gather(stages: Stages): Promise<Gathered> {
  const parsed = await parseAll(stages);
  const book = await stages.bind(parsed.map(({ facts }) => facts));
  const byPath = new Map(parsed.map((page) => [page.path, page]));
  const pages = book.order.flatMap((path) => byPath.get(path) ?? []);
  const declared = stages.folder.config.tabs.map(({ id }) => id);
  const tabs = declared.length > 0 ? declared : [...new Set(pages.flatMap((page) => page.tabs))];
  return {
    book,
    pages,
    tabs: tabs.length > 0 ? tabs : [""],
    isFile: stages.folder.isFile,
    diagnostics: [...stages.diagnostics, ...book.diagnostics],
  };
}

/** The pages that an export is asked for, in the book's order. */
export function chosenPages({ pages }: Gathered, { pages: paths }: ExportOptions): readonly ReadPage[] {
  return paths === undefined ? pages : pages.filter(({ path }) => paths.includes(path));
}

/** Whether readers of a tab see a page: one without tabs is everybody's. */
export function isInTab({ tabs }: Pick<ReadPage, "tabs">, tab: string): boolean {
  return tabs.length === 0 || tabs.includes(tab);
}

/** Runs a page's cells, in one tab or in all; by tab. */
export async function runPage(
  stages: Stages,
  page: ReadPage,
  { tab, run }: ExportOptions,
  progress: Progress,
): Promise<{ readonly runs: ReadonlyMap<string, Run>; readonly diagnostics: readonly Diagnostic[] }> {
  const all = await stages.compile(page);
  const programs = tab === undefined ? all : all.filter((program) => program.tab === tab || program.tab === "");
  const runs = await runAll(stages, programs, { run }, progress);
  const diagnostics = [
    ...page.diagnostics,
    ...programs.flatMap((program) => program.diagnostics),
    ...[...runs.values()].flatMap((one) => one.diagnostics),
  ];
  return { runs, diagnostics };
}
