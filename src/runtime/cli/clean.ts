// `octavo clean [book]`: removes the site, the exports and the cache, and nothing else.

import { existsSync } from "node:fs";
import { rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { exportsFolder } from "../config/index.ts";
import { isSite } from "../site-files.ts";
import { outOf } from "./build.ts";
import { exportsOf } from "./export.ts";
import { findBook, isMisconfigured } from "./open.ts";
import { shown } from "./report.ts";

export async function cleanCommand(book: string | undefined): Promise<number> {
  const folder = await findBook(book);
  if (isMisconfigured(folder)) return 1;
  const out = outOf(folder);
  const cache = join(folder.isFile ? process.cwd() : folder.root, ".octavo");
  const ours = [
    ...((await isSite(out)) ? [out] : []),
    ...(await exportsOf(folder)),
    ...(existsSync(cache) ? [cache] : []),
  ];
  for (const path of ours) await rm(path, { recursive: true, force: true });
  // Nothing is left of the folder around exports, unless others have put something there.
  await rmdir(join(folder.isFile ? process.cwd() : folder.root, exportsFolder)).catch(() => undefined);
  console.log(ours.length > 0 ? `removed ${ours.map(shown).join(", ")}` : "nothing to remove");
  return 0;
}
