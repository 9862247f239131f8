// Runs in Vitest's worker: a page's tests are described, and its programs run, each when the first of its tests is asked for.

import type * as vitest from "vitest";
import type { Diagnostic } from "../diagnostic.ts";
import { createKernel, failuresOf, type Kernel, type Outcome, type Run } from "../kernel/index.ts";
import { faultError } from "./fault-error.ts";
import type { PageTests, TabTests } from "./model.ts";

/** What is asked of Vitest; given by the page's own module, which Vitest resolves wherever this package lies. */
type Vitest = Pick<typeof vitest, "afterAll" | "describe" | "test">;

/** Calls `define` from the page's first line, or a cell's own, where Vitest then places the test. */
type At = Readonly<Record<number | "page", (define: () => void) => void>>;

/** Seconds beyond the page's limit until Vitest gives up: the kernel's own limits come first and say more. */
const slack = 60;

/** Describes the tests of a page. */
export function describePage({ afterAll, describe, test }: Vitest, page: PageTests, at: At): void {
  let kernel: Kernel | undefined;
  const open = () => {
    kernel ??= createKernel({ root: page.root, config: page.config, cache: page.cache, jobs: 1 });
    return kernel;
  };
  afterAll(() => kernel?.close());

  at.page(() =>
    test("is well-formed", () => {
      if (page.faults.length > 0) throw faultError(page, page.faults);
    }),
  );

  for (const tab of page.tabs) {
    const running = startOnce(() => runProgram(open(), tab));
    const defineCells = () => {
      for (const { index, name, faults } of tab.cells) {
        const run = async ({ skip }: { readonly skip: (note?: string) => never }) => {
          if (page.faults.length > 0) skip("The page is not well-formed");
          const { outcome, failures } = await running().of(index);
          const found = [...faults, ...failures];
          if (found.length > 0) throw faultError(page, found);
          if (outcome.state === "not-run") skip("An earlier cell failed");
        };
        const limit = { timeout: (page.config.limits.pageSeconds + slack) * 1000 };
        at[index]?.(() => test(name, limit, run));
      }
    };
    if (tab.label === "") defineCells();
    else describe(tab.label, defineCells);
  }
}

interface Finished {
  readonly outcome: Outcome;
  readonly failures: readonly Diagnostic[];
}

/** Runs a tab's program; each cell's outcome can be waited for by itself. */
function runProgram(kernel: Kernel, { program }: TabTests): { of(cell: number): Promise<Finished> } {
  const waiting = new Map<number, (outcome: Outcome | undefined) => void>();
  const known = new Map<number, Promise<Outcome | undefined>>(
    program.cells.map(({ index }) => [index, new Promise((settle) => waiting.set(index, settle))]),
  );
  const last = program.cells.at(-1)?.index;
  const whole: Promise<Run> = kernel.run(program, {
    onOutcome: (outcome) => waiting.get(outcome.cell)?.(outcome),
  });
  // A run that rejects is a fault of ours: whoever waits for the whole hears of it.
  const settleAll = () => {
    for (const settle of waiting.values()) settle(undefined);
  };
  whole.then(settleAll, settleAll);
  return {
    async of(cell) {
      const early = await known.get(cell);
      // The last cell answers for what is left behind, too; of a failed one the run knows why.
      if (early?.state === "passed" && cell !== last) return { outcome: early, failures: [] };
      const run = await whole;
      const outcome = run.outcomes.find((one) => one.cell === cell) ?? { cell, state: "not-run", outputs: [] };
      return { outcome, failures: failuresOf(run).get(cell) ?? [] };
    },
  };
}

function startOnce<T>(start: () => T): () => T {
  let started: { readonly value: T } | undefined;
  return () => {
    started ??= { value: start() };
    return started.value;
  };
}
