// Opens a book for a command: loads it, binds its stages, and closes them whatever happens.

import { resolve } from "node:path";
import { type BookFolder, loadBook } from "../config/index.ts";
import { hasErrors } from "../diagnostic.ts";
import { createStages, type Stages, type StagesOptions } from "../stages.ts";
import { printDiagnostics } from "./report.ts";

/** Calls `use` with the book's stages and gives its exit code; a book whose configuration is wrong is reported, code 1. */
export async function withBook(
  path: string | undefined,
  options: StagesOptions,
  use: (stages: Stages, folder: BookFolder) => Promise<number>,
): Promise<number> {
  const folder = await loadBook(path);
  if (hasErrors(folder.diagnostics)) {
    printDiagnostics(folder.diagnostics, folder.textOf);
    return 1;
  }
  // One file is a book for the moment: its cache stands where the command does, not beside the file.
  const cache = folder.isFile ? { cache: resolve(".octavo/cache") } : {};
  const stages = createStages(folder, { ...cache, ...options });
  const interrupt = () => {
    stages.close().finally(() => process.exit(130));
  };
  process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
  try {
    return await use(stages, folder);
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
    await stages.close();
  }
}
