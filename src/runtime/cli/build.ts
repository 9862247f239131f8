// `octavo build [book]`: runs what has no cached output and writes the site.

import { join, resolve } from "node:path";
import { startOf } from "../diagnostic.ts";
import { writeSite } from "../site-files.ts";
import { build } from "../pipeline.ts";
import { withBook } from "./open.ts";
import { countDiagnostics, exitCode, jsonReport, printDiagnostics, progressTo, summaryLine } from "./report.ts";

export interface BuildFlags {
  readonly out?: string;
  readonly tab?: string;
  readonly run: boolean;
  readonly fresh?: boolean;
  readonly strict?: boolean;
  readonly jobs?: number;
  readonly json?: boolean;
}

export async function buildCommand(book: string | undefined, flags: BuildFlags): Promise<number> {
  const begun = performance.now();
  const { fresh, jobs } = flags;
  return withBook(book, { ...(fresh && { fresh }), ...(jobs && { jobs }) }, async (stages, folder) => {
    const progress = progressTo(process.stderr);
    const options = { run: flags.run, ...(flags.tab && { tab: flags.tab }) };
    const built = await build(stages, options, flags.json ? {} : progress);
    progress.done();
    const out = flags.out
      ? resolve(flags.out)
      : folder.isFile
        ? resolve(folder.config.out)
        : join(folder.root, folder.config.out);
    const diagnostics = [...built.diagnostics];
    try {
      await writeSite(out, built.files, folder.root);
    } catch (error) {
      const message = `The site cannot be written to ${out}: ${error instanceof Error ? error.message : error}`;
      diagnostics.push({ severity: "error", rule: "output-is-written", message, place: startOf(".") });
    }
    const seconds = (performance.now() - begun) / 1000;
    if (flags.json) console.log(jsonReport(built.summary, diagnostics, seconds));
    else {
      printDiagnostics(diagnostics, stages.textOf);
      console.log([summaryLine(built.summary, seconds), countDiagnostics(diagnostics)].filter(Boolean).join("; "));
      console.log(out);
    }
    return exitCode(diagnostics, flags.strict);
  });
}
