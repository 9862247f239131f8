// Hashes of files that pages show, kept for as long as the files do not change.

import { stat } from "node:fs/promises";
import { join } from "node:path";
import { bytesInside } from "./files.ts";
import { hash } from "./hash.ts";

/** What gives a hash of what stands in a file below `root`, "" when there is none; it is read again when it has changed. */
export function fileSums(root: string): (path: string) => Promise<string> {
  const known = new Map<string, { readonly stamp: string; readonly sum: string }>();
  return async (path) => {
    const found = await stat(join(root, path)).catch(() => undefined);
    if (!found) return "";
    // A file that has just been written may change without its time doing so.
    const isSettled = Date.now() - found.mtimeMs > 2000;
    const stamp = `${found.mtimeMs} ${found.size} ${found.ino}`;
    const before = known.get(path);
    if (isSettled && before?.stamp === stamp) return before.sum;
    const sum = hash(bytesInside(root, path) ?? "");
    known.set(path, { stamp, sum });
    return sum;
  };
}
