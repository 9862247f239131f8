// The module that stands for a page: line 12 of it defines the test of the cell at line 12, so that Vitest's places are the page's.
//
//   const page = (define) => define();
//   (9 empty lines)
//   const cell0 = (define) =>
//   define();
//   …
//   import * as vitest from "vitest"; import { describePage } from "…/suite.ts"; describePage(vitest, …, { page, 0: cell0 });

import { fileURLToPath } from "node:url";
import type { PageTests } from "./model.ts";

const suite = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "./suite.ts" : "./suite.js", import.meta.url),
).replaceAll("\\", "/");

/** The code of the module. */
export function moduleOf({ root, config, cache, page, text, faults, tabs }: PageTests): string {
  const starts = new Map(
    tabs.flatMap(({ program }) => program.cells.map(({ index, place }) => [index, place.start.line] as const)),
  );
  const lines: string[] = ["const page = (define) => define();"];
  const append = (line: number, code: string) => {
    lines[line - 1] = (lines[line - 1] ?? "") + code;
  };
  for (const [index, line] of starts) {
    // The call that Vitest sees begins its line, as the cell does.
    append(Math.max(1, line - 1), `const cell${index} = (define) =>`);
    append(line, "define();");
  }
  const data = JSON.stringify({ root, config, cache, page, text, faults, tabs } satisfies PageTests);
  const cells = [...starts.keys()].map((index) => `${index}: cell${index}`);
  return [
    ...Array.from(lines, (line) => line ?? ""),
    `import * as vitest from "vitest"; import { describePage } from ${JSON.stringify(suite)};`,
    // Parsed as data: several times as fast as an object in code.
    `describePage(vitest, JSON.parse(${JSON.stringify(data)}), { ${["page", ...cells].join(", ")} });`,
  ].join("\n");
}
