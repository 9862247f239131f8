// The package's version.

import { readFileSync } from "node:fs";

/** As package.json says; the file is two folders up in the sources and in the compiled package alike. */
export function version(): string {
  const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return version;
}
