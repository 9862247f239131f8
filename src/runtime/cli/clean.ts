// `octavo clean [book]`: removes the site and the cache, and nothing else.

import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { isSite } from "../site-files.ts";
import { outOf } from "./build.ts";
import { findBook, isMisconfigured } from "./open.ts";
import { shown } from "./report.ts";

export async function cleanCommand(book: string | undefined): Promise<number> {
  const folder = await findBook(book);
  if (isMisconfigured(folder)) return 1;
  const out = outOf(folder);
  const cache = join(folder.isFile ? process.cwd() : folder.root, ".octavo");
  const ours = [...((await isSite(out)) ? [out] : []), ...(existsSync(cache) ? [cache] : [])];
  for (const path of ours) await rm(path, { recursive: true, force: true });
  console.log(ours.length > 0 ? `removed ${ours.map(shown).join(", ")}` : "nothing to remove");
  return 0;
}
