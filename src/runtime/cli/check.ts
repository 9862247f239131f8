// `octavo check [book]`: types, references, tabs, links, labels; runs nothing.

import { check } from "../pipeline.ts";
import { withBook } from "./open.ts";
import { countDiagnostics, countOf, exitCode, jsonReport, printDiagnostics, proseCounts } from "./report.ts";

export async function checkCommand(
  book: string | undefined,
  flags: { readonly strict?: boolean; readonly json?: boolean },
): Promise<number> {
  const begun = performance.now();
  return withBook(book, { json: flags.json }, async (stages, { root, config }) => {
    const { diagnostics, summary } = await check(stages);
    const seconds = (performance.now() - begun) / 1000;
    if (flags.json) console.log(jsonReport(summary, diagnostics, seconds));
    else {
      printDiagnostics(diagnostics, { root, textOf: stages.textOf });
      const counts = `${countOf(summary.pages, "page")}, ${countOf(summary.cells.total, "cell")}, ${proseCounts(summary)} in ${seconds.toFixed(1)} s`;
      console.log(`${counts}; ${countDiagnostics(diagnostics) || "no problems"}`);
    }
    return exitCode(diagnostics, flags.strict ?? config.strict);
  });
}
