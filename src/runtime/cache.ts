// Results found by content: <folder>/<kind>/<key>, written whole, with length and hash, so that a damaged entry is a miss.

import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { codeOf } from "./files.ts";
import { hash } from "./hash.ts";

/** Plain values by kind and key; and texts, each a file under the hash of what it holds. */
export interface Cache {
  /** The value that was written, or nothing where there is none or it is damaged. */
  read<T>(kind: string, key: string): Promise<T | undefined>;
  /** A cache that cannot be written is no fault: the next build works without. */
  write(kind: string, key: string, value: unknown): Promise<void>;
  /** Keeps a text as a file; gives its name, or nothing when it cannot be written. */
  keep(text: string): Promise<string | undefined>;
  /** The file of a text that is kept, or nothing where there is none or it is damaged. */
  fileOf(name: string): Promise<string | undefined>;
}

const magic = "octavo-cache-1";

/** A cache in a folder; no value is read when it is `fresh`. */
export function createCache(folder: string, fresh = false): Cache {
  const placeOf = (kind: string, key: string) => join(folder, kind, key.slice(0, 2), key);
  return {
    async read<T>(kind: string, key: string) {
      if (fresh) return undefined;
      const file = placeOf(kind, key);
      const text = await readFile(file, "utf8").catch(() => undefined);
      if (text === undefined) return undefined;
      const end = text.indexOf("\n");
      const body = text.slice(end + 1);
      const [mark, length, sum] = text.slice(0, end).split(" ");
      if (mark === magic && Number(length) === body.length && sum === hash(key, body)) return JSON.parse(body) as T;
      await rm(file, { force: true, recursive: true }).catch(() => {});
      return undefined;
    },
    async write(kind, key, value) {
      const body = JSON.stringify(value);
      await put(placeOf(kind, key), `${magic} ${body.length} ${hash(key, body)}\n${body}`);
    },
    async keep(text) {
      const name = hash(text);
      return (await put(placeOf("text", name), text)) ? name : undefined;
    },
    async fileOf(name) {
      const file = placeOf("text", name);
      const bytes = await readFile(file).catch(() => undefined);
      if (bytes === undefined || hash(bytes) === name) return bytes && file;
      await rm(file, { force: true, recursive: true }).catch(() => {});
      return undefined;
    },
  };
}

/** Writes an entry; false when that does not go: read-only or full, say. */
async function put(file: string, content: string): Promise<boolean> {
  const temporary = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  const write = async () => {
    await writeFile(temporary, content, { flag: "wx" });
    await rename(temporary, file);
  };
  try {
    // Most often the folder is there.
    await write().catch(async (error) => {
      if (codeOf(error) !== "ENOENT") throw error;
      await mkdir(dirname(file), { recursive: true });
      await write();
    });
    return true;
  } catch {
    await rm(temporary, { force: true }).catch(() => {});
    return false;
  }
}
