// `npm run whole -- FOLDER`: builds a book and holds every page and tab to an independent reading of its chapters.
//
// Says what a book holds by that reading and by ours, where a page differs from its chapter, which marks of the author's are
// seen on a page, which links lead nowhere, and what is not valid HTML. Exit code 1 when there is anything of the last four.

import { parseArgs } from "node:util";
import { examine } from "./examine.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { most: { type: "string", default: "20" } },
});
const most = Number(values.most);
let faults = 0;

for (const folder of positionals.length > 0 ? positionals : ["."]) {
  const found = await examine(folder);
  console.log(`${folder}: ${found.pages} pages, ${found.views} views of a page in a tab`);
  console.table(found.counts);
  for (const { path, line, rule, message } of found.errors) console.log(`  ${path}:${line} ${rule}: ${message}`);
  list("pages differ from their chapters", found.differences, ({ path, line, tab, written, shown }) =>
    [`${path}:${line}${tab && ` (${tab})`}`, `  written: ${written}`, `  shown:   ${shown}`].join("\n    "),
  );
  list("marks are seen", found.marks, ({ page, text }) => `${page}: ${text}`);
  list("links lead nowhere", found.dead, ({ page, address }) => `${page}: ${address}`);
  list("faults of HTML", found.invalid, ({ page, fault }) => `${page}:${fault}`);
}
process.exitCode = faults > 0 ? 1 : 0;

function list<T>(what: string, all: readonly T[], say: (one: T) => string): void {
  faults += all.length;
  console.log(`${all.length} ${what}`);
  for (const one of all.slice(0, most)) console.log(`  ${say(one)}`);
}
