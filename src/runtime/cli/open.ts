// Opens a book for a command: finds it, binds its stages, and closes them whatever happens.

import { resolve } from "node:path";
import { type BookFolder, loadBook } from "../config/index.ts";
import { compareDiagnostics, hasErrors } from "../diagnostic.ts";
import { settled } from "../site-files.ts";
import { createStages, type Stages, type StagesOptions } from "../stages.ts";
import { jsonReport, printDiagnostics } from "./report.ts";
import { UsageError } from "./usage.ts";

/** The book at `path`. @throws UsageError when there is none. */
export async function findBook(path: string | undefined): Promise<BookFolder> {
  const folder = await loadBook(path);
  // What has no file of its own is not in the book: there is none.
  const missing = folder.diagnostics.find(({ severity, place }) => severity === "error" && place.path === ".");
  if (missing) throw new UsageError(missing.message, missing.hint);
  return folder;
}

/** Says what is wrong with a book's configuration; false when nothing is. */
export function isMisconfigured(folder: BookFolder, json = false): boolean {
  if (!hasErrors(folder.diagnostics)) return false;
  const faults = [...folder.diagnostics].sort(compareDiagnostics);
  if (json) console.log(jsonReport(undefined, faults, 0));
  else printDiagnostics(faults, folder);
  return true;
}

/** Where a command keeps outputs. One file is a book for the moment: its cache stands where the command does, not beside it. */
export function cacheOf(folder: BookFolder): StagesOptions {
  return folder.isFile ? { cache: resolve(".octavo/cache") } : {};
}

/** Calls `use` with the stages of a book and gives its exit code. Ctrl+C ends it: processes closed, what is being written done. */
export async function withStages(
  folder: BookFolder,
  options: StagesOptions,
  use: (stages: Stages) => Promise<number>,
): Promise<number> {
  const stages = createStages(folder, { ...cacheOf(folder), ...options });
  let isInterrupted = false;
  const interrupt = () => {
    isInterrupted = true;
    Promise.allSettled([stages.close(), settled()]).then(() => process.exit(130));
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    return await use(stages);
  } catch (error) {
    // What was under way when it was interrupted has failed by that.
    if (isInterrupted) return 130;
    throw error;
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
    await stages.close();
  }
}

/** The same for a book that is named; one whose configuration is wrong is reported, code 1. */
export async function withBook(
  path: string | undefined,
  options: StagesOptions & { readonly json?: boolean | undefined },
  use: (stages: Stages, folder: BookFolder) => Promise<number>,
): Promise<number> {
  const { json, ...rest } = options;
  const folder = await findBook(path);
  if (isMisconfigured(folder, json)) return 1;
  return withStages(folder, rest, (stages) => use(stages, folder));
}
