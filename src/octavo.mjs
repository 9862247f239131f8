#!/usr/bin/env node
// The `octavo` command. In the repository it runs the TypeScript sources through tsx; in the packed package, compiled JavaScript.

import { existsSync } from "node:fs";

const source = new URL("./runtime/cli/octavo.ts", import.meta.url);
if (existsSync(source)) {
  await import("tsx");
  await import(source.href);
} else {
  await import("../lib/runtime/cli/octavo.js");
}
