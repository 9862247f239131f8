// Results found by content: <folder>/<kind>/<key>, written whole, with length and hash, so that a damaged entry is a miss.

import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeFileAtomic } from "../files.ts";
import { hash } from "../hash.ts";

/** Plain values by kind and key. */
export interface Cache {
  /** The value that was written, or nothing where there is none or it is damaged. */
  read<T>(kind: string, key: string): Promise<T | undefined>;
  /** A cache that cannot be written is no fault: the next build works without. */
  write(kind: string, key: string, value: unknown): Promise<void>;
}

const magic = "octavo-cache-1";

/** A cache in a folder; nothing is read when it is `fresh`. */
export function createCache(folder: string, fresh = false): Cache {
  const fileOf = (kind: string, key: string) => join(folder, kind, key.slice(0, 2), key);
  return {
    async read<T>(kind: string, key: string) {
      if (fresh) return undefined;
      const file = fileOf(kind, key);
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
      const file = fileOf(kind, key);
      try {
        await mkdir(dirname(file), { recursive: true });
        await writeFileAtomic(file, `${magic} ${body.length} ${hash(key, body)}\n${body}`);
      } catch {
        // Read-only or full: the value is computed again next time.
      }
    },
  };
}
