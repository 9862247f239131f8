// Keys of what makes a value: our own sources, and the versions of the packages that they build on.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hash } from "./hash.ts";

/** Gives the key of some of our folders; each is read once. */
export function sourceKeys(): (...folders: readonly string[]) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  const keyOf = (folder: string) => {
    const key = known.get(folder) ?? keyOfFolder(folder);
    known.set(folder, key);
    return key;
  };
  return async (...folders) => hash(...(await Promise.all(["../../package.json", ...folders].map(keyOf))));
}

async function keyOfFolder(name: string): Promise<string> {
  const at = fileURLToPath(new URL(`./${name}`, import.meta.url));
  if (name.endsWith(".json")) return hash(await readFile(at, "utf8"));
  const files = (await readdir(at, { recursive: true })).filter((file) => /\.(ts|js|css|svg)$/.test(file)).sort();
  return hash(...files, ...(await Promise.all(files.map((file) => readFile(join(at, file), "utf8")))));
}
