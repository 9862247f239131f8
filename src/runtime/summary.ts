// A build in numbers: what `--json` prints and the last line of a build says.

import type { Book } from "./book/index.ts";
import type { Program } from "./cells/index.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Outcome, Run } from "./kernel/index.ts";
import type { Page } from "./source/index.ts";

export interface Summary {
  readonly pages: number;
  /** Pages that were woven anew: they have changed, or what they refer to. */
  readonly woven: number;
  /** Each cell of the source counts once, by the worst that happened to it in any tab: failed, not run, run, cached. */
  readonly cells: {
    readonly total: number;
    readonly run: number;
    readonly cached: number;
    readonly failed: number;
    readonly notRun: number;
  };
  readonly formulas: { readonly total: number; readonly failed: number };
  readonly labels: number;
  readonly references: { readonly resolved: number; readonly dangling: number };
  readonly citations: { readonly resolved: number; readonly unknown: number };
  readonly images: { readonly total: number; readonly missing: number };
}

interface Work {
  readonly page: Pick<Page, "cells" | "facts">;
  readonly programs: readonly Program[];
  readonly runs: ReadonlyMap<string, Run>;
  readonly formulas: { readonly total: number; readonly failed: number };
  readonly isNew: boolean;
}

/** Counts what a build did. */
export function summarize(book: Book, work: readonly Work[], diagnostics: readonly Diagnostic[]): Summary {
  const sum = (count: (work: Work) => number) => work.reduce((total, one) => total + count(one), 0);
  const found = (rule: Diagnostic["rule"]) => diagnostics.filter((diagnostic) => diagnostic.rule === rule).length;
  const cells = { total: 0, run: 0, cached: 0, failed: 0, notRun: 0 };
  for (const { page, runs } of work) {
    cells.total += page.cells.length;
    for (const { index } of page.cells) cells[stateOf(index, runs)] += 1;
  }
  const references = sum(({ page }) => page.facts.references.length);
  const citations = sum(({ page }) => page.facts.citations.reduce((total, { keys }) => total + keys.length, 0));
  const dangling = found("reference-resolves");
  const unknown = found("citation-resolves");
  return {
    pages: work.length,
    woven: work.filter(({ isNew }) => isNew).length,
    cells,
    formulas: { total: sum(({ formulas }) => formulas.total), failed: sum(({ formulas }) => formulas.failed) },
    labels: book.targets.size,
    references: { resolved: references - dangling, dangling },
    citations: { resolved: citations - unknown, unknown },
    images: { total: sum(({ page }) => page.facts.images.length), missing: found("image-exists") },
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
