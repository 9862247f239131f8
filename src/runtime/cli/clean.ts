// `octavo clean [book]`: removes the site and the cache, and nothing else.

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { loadBook } from "../config/index.ts";
import { hasErrors } from "../diagnostic.ts";
import { isSite } from "../site-files.ts";
import { printDiagnostics } from "./report.ts";

export async function cleanCommand(book: string | undefined): Promise<number> {
  const folder = await loadBook(book);
  if (hasErrors(folder.diagnostics)) {
    printDiagnostics(folder.diagnostics, folder.textOf);
    return 1;
  }
  const base = folder.isFile ? process.cwd() : folder.root;
  const out = join(base, folder.config.out);
  if (await isSite(out)) await rm(out, { recursive: true });
  await rm(join(base, ".octavo"), { recursive: true, force: true });
  return 0;
}
