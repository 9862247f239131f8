// `octavo check [book]`: types, references, tabs, links, labels; runs nothing.

import { check } from "../pipeline.ts";
import { withBook } from "./open.ts";
import { countDiagnostics, exitCode, jsonReport, printDiagnostics } from "./report.ts";

export async function checkCommand(
  book: string | undefined,
  flags: { readonly strict?: boolean; readonly json?: boolean },
): Promise<number> {
  const begun = performance.now();
  return withBook(book, {}, async (stages) => {
    const { diagnostics, summary } = await check(stages);
    const seconds = (performance.now() - begun) / 1000;
    if (flags.json) console.log(jsonReport(summary, diagnostics, seconds));
    else {
      printDiagnostics(diagnostics, stages.textOf);
      const counts = countDiagnostics(diagnostics) || "no problems";
      console.log(
        `${summary.pages} page${summary.pages === 1 ? "" : "s"}, ${summary.cells.total} cells: ${counts}; ${seconds.toFixed(1)} s`,
      );
    }
    return exitCode(diagnostics, flags.strict);
  });
}
