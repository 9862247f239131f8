// What package.json promises: every export has its source here and is where `npm pack` compiles it to.

import { readFileSync } from "node:fs";
import { relative } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const root = new URL("..", import.meta.url).pathname;

interface Target {
  readonly "octavo:source": string;
  readonly types: string;
  readonly default: string;
}
const exported: Record<string, Target | string> = JSON.parse(readFileSync(`${root}package.json`, "utf8")).exports;

/** All that `tsc -p` writes, from the repository's root; by its source. */
function outputsOf(project: string): Map<string, readonly string[]> {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  const config = ts.getParsedCommandLineOfConfigFile(`${root}${project}/tsconfig.json`, { noEmit: false }, host);
  expect(config?.errors).toEqual([]);
  return new Map(
    config?.fileNames.map((file) => [
      relative(root, file),
      ts.getOutputFileNames(config, file, false).map((output) => relative(root, output)),
    ]),
  );
}

test("every export is compiled into the package", () => {
  const outputs = new Map([...outputsOf("src/runtime"), ...outputsOf("src/library")]);
  const wrong: string[] = [];
  for (const [name, target] of Object.entries(exported)) {
    if (typeof target === "string") continue;
    const [before = "", after = ""] = target["octavo:source"].slice(2).split("*");
    const sources = [...outputs.keys()].filter((path) => path.startsWith(before) && path.endsWith(after));
    if (sources.length === 0) wrong.push(`${name}: no source`);
    for (const source of sources) {
      const stem = source.slice(before.length, source.length - after.length);
      for (const kind of ["types", "default"] as const) {
        const path = target[kind].slice(2).replace("*", stem);
        if (outputs.get(source)?.includes(path) !== true) wrong.push(`${name}: ${source} does not become ${path}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});
