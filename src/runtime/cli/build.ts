// `octavo build [book]`: runs what has no cached output and writes the site.

import { join, resolve } from "node:path";
import type { BookFolder } from "../config/index.ts";
import { type Diagnostic, startOf } from "../diagnostic.ts";
import { build } from "../pipeline.ts";
import { whyNotSite, writeSite } from "../site-files.ts";
import { withBook } from "./open.ts";
import { countDiagnostics, exitCode, jsonReport, printDiagnostics, progressTo, shown, summaryLine } from "./report.ts";
import { UsageError } from "./usage.ts";

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
  const { fresh, jobs, json } = flags;
  return withBook(book, { json, ...(fresh && { fresh }), ...(jobs && { jobs }) }, async (stages, folder) => {
    const out = outOf(folder, flags.out);
    // Said before anything runs: a build can take long.
    const refusal = await whyNotSite(out);
    if (refusal) throw new UsageError(`${shown(out)}: ${refusal}`);
    checkTab(folder, flags.tab);
    const progress = progressTo(process.stderr);
    const options = { run: flags.run && folder.config.run, ...(flags.tab && { tab: flags.tab }) };
    const built = await build(stages, options, json ? {} : progress);
    progress.done();
    const unwritten = await writeSite(out, built.files, folder.root).then(
      (): readonly Diagnostic[] => [],
      (error: Error): readonly Diagnostic[] => {
        const message = `The site cannot be written to ${shown(out)}: ${error.message}`;
        return [{ severity: "error", rule: "output-is-written", message, place: startOf(folder.config.index) }];
      },
    );
    const diagnostics = [...built.diagnostics, ...unwritten];
    const seconds = (performance.now() - begun) / 1000;
    if (json) console.log(jsonReport(built.summary, diagnostics, seconds));
    else {
      printDiagnostics(diagnostics, { root: folder.root, textOf: stages.textOf });
      console.log([summaryLine(built.summary, seconds), countDiagnostics(diagnostics)].filter(Boolean).join("; "));
      if (unwritten.length === 0) console.log(shown(out));
    }
    return exitCode(diagnostics, flags.strict ?? folder.config.strict);
  });
}

/** Where the site goes: as the command says, else as the book does; that of a single file stands where the command does. */
export function outOf({ root, config, isFile }: BookFolder, out?: string): string {
  if (out !== undefined) return resolve(out);
  return isFile ? resolve(config.out) : join(root, config.out);
}

function checkTab({ config, isFile }: BookFolder, tab: string | undefined): void {
  const known = config.tabs.map(({ id }) => id);
  if (tab === undefined || isFile || known.includes(tab)) return;
  throw new UsageError(`The book has no tab "${tab}"; it has ${known.join(", ") || "none"}`);
}
