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
  const cells = {
    total: 0,
    naming: sum(({ page }) => page.facts.namingCells),
    run: 0,
    cached: 0,
    failed: 0,
    notRun: 0,
  };
  for (const { page, runs } of work) {
    cells.total += page.cells.length + page.facts.namingCells;
    for (const { index } of page.cells) cells[stateOf(index, runs)] += 1;
  }
  const references = sum(({ page }) => page.facts.references.length);
  const citations = work.flatMap(({ page }) => page.facts.citations);
  const dangling = found("reference-resolves");
  const unknown = citations.filter(({ keys }) => keys.some((key) => !book.citations.has(key))).length;
  const labelled = (kind: string) => [...book.targets.values()].filter((target) => target.kind === kind).length;
  const [sections, figures, tables] = [labelled("section"), labelled("figure"), labelled("table")];
  const equations = labelled("equation");
  return {
    pages: work.length,
    woven: work.filter(({ isNew }) => isNew).length,
    cells,
    formulas: { total: sum(({ page }) => page.facts.formulas), failed: sum(({ formulas }) => formulas.failed) },
    labels: book.targets.size,
    labelled: {
      sections,
      figures,
      tables,
      equations,
      other: book.targets.size - sections - figures - tables - equations,
    },
    references: { resolved: references - dangling, dangling },
    citations: {
      resolved: citations.length - unknown,
      unknown,
      works: citations.reduce((total, { keys }) => total + keys.length, 0),
    },
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
