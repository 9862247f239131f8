// `npm run operations`: prints the table of operations, when its test has made it.

import { type Reporter, startVitest, type TestModule } from "vitest/node";
import { dialects, namesOfOperations } from "./names.ts";
import { type Check, checks, type Row } from "./table.ts";

/** Prints what table.test.ts found. */
const printer: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules)
      for (const test of module.children.allTests()) {
        const { rows } = test.meta() as { rows?: readonly Row[] };
        if (rows) console.log(printed(rows));
        if (test.result().state === "failed") console.log(`failed: ${test.name}`);
      }
  },
};

function printed(rows: readonly Row[]): string {
  const names = namesOfOperations();
  const columns = Object.keys(checks) as Check[];
  const heads = ["operation", ...dialects, ...columns];
  const lines = rows.map((row) => [
    row.operation,
    ...names.map((own) => (own.get(row.operation) ?? ["–"]).slice(0, 2).join(" ")),
    ...columns.map((check) => markOf(row, check)),
  ]);
  const widths = heads.map((head, i) => Math.max(head.length, ...lines.map((line) => line[i].length)));
  const aligned = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]))
      .join("  ")
      .trimEnd();
  const legend = columns.map((check) => `${check.padEnd(10)}${checks[check]}`);
  const marks =
    "✓ checked, · makes no sense, or PyTorch refuses it, empty: not checked; (name): a part of what it does";
  return [aligned(heads), ...lines.map(aligned), "", ...legend, "", marks].join("\n");
}

function markOf({ checks: seen, pointless, elsewhere }: Row, check: Check): string {
  if (seen.includes(check)) return "✓";
  if (check === "value" && elsewhere) return elsewhere.replace(".test.ts", "");
  return pointless.includes(check) ? "·" : "";
}

const root = new URL("../../..", import.meta.url).pathname;
const vitest = await startVitest("test", ["test/library/operations/table.test.ts"], {
  root,
  config: `${root}/test/vitest.config.ts`,
  watch: false,
  reporters: [printer],
});
await vitest.close();
