// Runs the benches beside this file: `npm run bench -- [--only w1,build] [--json]`.
// A bench is a file that exports `name` and `run`; what it measures comes back as rows (rows.ts).

import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Bench, type Row, tableOf } from "./rows.ts";

const { values: options } = parseArgs({ options: { only: { type: "string" }, json: { type: "boolean" } } });
const only = options.only?.split(",");

const folder = new URL(".", import.meta.url);
const files = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && file !== "run.ts" && file !== "rows.ts")
  .sort();

const rows: Row[] = [];
for (const file of files) {
  const bench = (await import(new URL(file, folder).href)) as Partial<Bench>;
  if (bench.name === undefined || bench.run === undefined || (only && !only.includes(bench.name))) continue;
  if (!options.json) console.error(`${bench.name} …`);
  rows.push(...(await bench.run()));
}
console.log(options.json ? JSON.stringify(rows, null, 2) : tableOf(rows));
