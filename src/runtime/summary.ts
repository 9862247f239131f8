// A build in numbers: what `--json` prints and the last line of a build says.

import type { Book } from "./book/index.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Outcome, Run } from "./kernel/index.ts";
import type { ReadPage } from "./pages/index.ts";

export interface Summary {
  readonly pages: number;
  /** Pages that were woven anew: they have changed, or what they refer to. */
  readonly woven: number;
  /** Each cell of the source counts once, by the worst that happened to it in any tab: failed, not run, run, cached; those that only name their page's tabs by themselves. */
  readonly cells: {
    readonly total: number;
    readonly naming: number;
    readonly run: number;
    readonly cached: number;
    readonly failed: number;
    readonly notRun: number;
  };
  readonly formulas: { readonly total: number; readonly failed: number };
  readonly labels: number;
  /** The same labels, by what they name; `other`: a place in the text. */
  readonly labelled: {
    readonly sections: number;
    readonly figures: number;
    readonly tables: number;
    readonly equations: number;
    readonly other: number;
  };
  readonly references: { readonly resolved: number; readonly dangling: number };
  /** Places that cite, those unknown that name a work that no bibliography has; `works` counts each work that they name. */
  readonly citations: { readonly resolved: number; readonly unknown: number; readonly works: number };
  readonly images: { readonly total: number; readonly missing: number };
}

/** A page in numbers. */
export interface PageCounts {
  readonly isNew: boolean;
  readonly cells: Summary["cells"];
  readonly formulas: Summary["formulas"];
  readonly references: number;
  readonly citations: { readonly total: number; readonly unknown: number; readonly works: number };
  readonly images: number;
}

/** Counts what a build did with one page. */
export function countPage(
  { languages, facts }: ReadPage,
  book: Book,
  runs: ReadonlyMap<string, Run>,
  formulas: { readonly failed: number },
  isNew: boolean,
): PageCounts {
  const cells = {
    total: languages.length + facts.namingCells,
    naming: facts.namingCells,
    run: 0,
    cached: 0,
    failed: 0,
    notRun: 0,
  };
  for (let index = 0; index < languages.length; index++) cells[stateOf(index, runs)] += 1;
  return {
    isNew,
    cells,
    formulas: { total: facts.formulas, failed: formulas.failed },
    references: facts.references.length,
    citations: {
      total: facts.citations.length,
      unknown: facts.citations.filter(({ keys }) => keys.some((key) => !book.citations.has(key))).length,
      works: facts.citations.reduce((total, { keys }) => total + keys.length, 0),
    },
    images: facts.images.length,
  };
}

/** Counts what a build did. */
export function summarize(book: Book, pages: readonly PageCounts[], diagnostics: readonly Diagnostic[]): Summary {
  const sum = (count: (page: PageCounts) => number) => pages.reduce((total, page) => total + count(page), 0);
  const cells = (state: keyof Summary["cells"]) => sum((page) => page.cells[state]);
  const found = (rule: Diagnostic["rule"]) => diagnostics.filter((diagnostic) => diagnostic.rule === rule).length;
  const dangling = found("reference-resolves");
  const unknown = sum(({ citations }) => citations.unknown);
  const labelled = (kind: string) => [...book.targets.values()].filter((target) => target.kind === kind).length;
  const [sections, figures, tables] = [labelled("section"), labelled("figure"), labelled("table")];
  const equations = labelled("equation");
  return {
    pages: pages.length,
    woven: pages.filter(({ isNew }) => isNew).length,
    cells: {
      total: cells("total"),
      naming: cells("naming"),
      run: cells("run"),
      cached: cells("cached"),
      failed: cells("failed"),
      notRun: cells("notRun"),
    },
    formulas: { total: sum(({ formulas }) => formulas.total), failed: sum(({ formulas }) => formulas.failed) },
    labels: book.targets.size,
    labelled: {
      sections,
      figures,
      tables,
      equations,
      other: book.targets.size - sections - figures - tables - equations,
    },
    references: { resolved: sum(({ references }) => references) - dangling, dangling },
    citations: {
      resolved: sum(({ citations }) => citations.total) - unknown,
      unknown,
      works: sum(({ citations }) => citations.works),
    },
    images: { total: sum(({ images }) => images), missing: found("image-exists") },
  };
}

function stateOf(cell: number, runs: ReadonlyMap<string, Run>): "run" | "cached" | "failed" | "notRun" {
  const outcomes: { outcome: Outcome; cached: boolean }[] = [];
  for (const run of runs.values()) {
    const outcome = run.outcomes.find((one) => one.cell === cell);
    if (outcome) outcomes.push({ outcome, cached: run.cached });
  }
  if (outcomes.some(({ outcome }) => outcome.state === "failed")) return "failed";
  if (outcomes.length === 0 || outcomes.some(({ outcome }) => outcome.state === "not-run")) return "notRun";
  return outcomes.every(({ cached }) => cached) ? "cached" : "run";
}
