// Content keys: hash("a", "b") is the same for the same parts on every machine.

import { createHash } from "node:crypto";

/** SHA-256 of the parts, in hexadecimal. Each part's length goes in, so that ("ab", "c") and ("a", "bc") differ. */
export function hash(...parts: readonly (string | Uint8Array)[]): string {
  const digest = createHash("sha256");
  for (const part of parts) {
    const bytes = typeof part === "string" ? Buffer.from(part) : part;
    digest.update(`${bytes.length}:`).update(bytes);
  }
  return digest.digest("hex");
}
