// Pages that stand in no file: those of the reference, made anew when the sources that they describe have changed.

import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Cache } from "./cache.ts";
import type { Config } from "./config/index.ts";
import { hash } from "./hash.ts";

/** The pages of a reference, and the state of the files, from the root, that they were made from. */
interface KeptReference {
  readonly pages: readonly { readonly path: string; readonly text: string }[];
  readonly files: readonly string[];
  readonly fingerprint: string;
}

/** Texts of the pages by path; `madeBy` is a key of the code that makes them. */
export async function referencePages(
  root: string,
  config: Config,
  cache: Cache,
  madeBy: string,
): Promise<ReadonlyMap<string, string>> {
  const key = hash(madeBy, JSON.stringify(config.reference));
  const known = await cache.read<KeptReference>("reference", key);
  const isCurrent = known !== undefined && (await fingerprintOf(root, known.files)) === known.fingerprint;
  const reference = isCurrent ? known : await referenceOf(root, config);
  if (!isCurrent) await cache.write("reference", key, reference);
  const below = config.source === "" ? "reference" : `${config.source}/reference`;
  return new Map(reference.pages.map(({ path, text }) => [`${below}/${path}`, text]));
}

async function referenceOf(root: string, { reference }: Config): Promise<KeptReference> {
  const { makeReference } = await import("./reference/index.ts");
  const modules = reference.map(({ name, file }) => ({ name, file: join(root, file) }));
  const { pages, files } = makeReference(root, modules);
  const own = files.map((file) => relative(root, file));
  return { pages, files: own, fingerprint: await fingerprintOf(root, own) };
}

/** The contents of files, those that are missing among them. */
async function fingerprintOf(root: string, files: readonly string[]): Promise<string> {
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), "utf8").catch(() => "")));
  return hash(...files, ...texts);
}
