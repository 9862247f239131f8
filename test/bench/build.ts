// Our own book on a copy: built from nothing, built again from the cache, each as a whole process; and one page woven
// in this process. No other tool runs, checks and weaves such chapters, so the first two are held against each other.

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { loadBook } from "../../src/runtime/config/index.ts";
import { parseAll } from "../../src/runtime/pipeline.ts";
import { parse } from "../../src/runtime/source/index.ts";
import { createStages } from "../../src/runtime/stages.ts";
import { weavePage } from "../../src/runtime/weave/index.ts";
import { timeOf } from "./measure/timing.ts";
import { median, type Row } from "./rows.ts";

export const name = "build";

const rounds = 5;
const repository = fileURLToPath(new URL("../..", import.meta.url));
const command = join(repository, "src/octavo.mjs");
const section = "chapters/linear-regression/linear-regression-scratch.md";

export async function run(): Promise<readonly Row[]> {
  const root = copyOfBook();
  try {
    const fresh: number[] = [];
    const cached: number[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const made of [".octavo", "dist"]) rmSync(join(root, made), { recursive: true, force: true });
      fresh.push(build(root, "run"));
      cached.push(build(root, "cached"));
    }
    const ratio = median(fresh.map((time, round) => time / cached[round]!));
    const row = { unit: "s", better: "lower" } as const;
    return [
      { ...row, workload: "build from nothing (no peer)", peer: "octavo", value: median(fresh), timesAsFast: 1 },
      { ...row, workload: "build from the cache (no peer)", peer: "octavo", value: median(cached), timesAsFast: ratio },
      {
        workload: "weave one page (no peer)",
        peer: "octavo",
        value: await weave(root),
        unit: "ms",
        better: "lower",
        timesAsFast: null,
      },
    ];
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The book with the sources that its cells import, and no cache. */
function copyOfBook(): string {
  const root = mkdtempSync(join(tmpdir(), "octavo-bench-"));
  for (const path of ["chapters", "octavo.config.ts", "package.json", "src", "site"])
    cpSync(join(repository, path), join(root, path), { recursive: true });
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  return root;
}

/** Seconds that `octavo build` takes, from its start to its end. @throws Error when it did not do what is measured */
function build(root: string, does: "run" | "cached"): number {
  const begun = performance.now();
  const { stdout, stderr } = spawnSync(process.execPath, [command, "build", "--json"], { cwd: root, encoding: "utf8" });
  const seconds = (performance.now() - begun) / 1000;
  const { cells } = JSON.parse(stdout || "{}") as { cells?: { run: number; cached: number } };
  if (!cells || cells[does] === 0 || (does === "cached" && cells.run > 0))
    throw new Error(
      `The build has not ${does === "run" ? "run its cells" : "found its cells cached"}: ${JSON.stringify(cells)}\n${stderr}`,
    );
  return seconds;
}

/** Milliseconds for the HTML of a section with all its runs at hand. */
async function weave(root: string): Promise<number> {
  const folder = await loadBook(root);
  const stages = createStages(folder);
  try {
    const pages = await parseAll(stages);
    const book = await stages.bind(pages.map(({ facts }) => facts));
    const page = parse(section, readFileSync(join(root, section), "utf8"), folder.config);
    const programs = await Promise.all(pages.filter(({ path }) => path === section).map(stages.compile));
    const recalled = await Promise.all(
      programs.flat().map(async (program) => [program.tab, await stages.recall(program)] as const),
    );
    const runs = new Map(recalled.flatMap(([tab, one]) => (one ? [[tab, one] as const] : [])));
    if (runs.size !== page.tabs.length) throw new Error(`${section} is not in the cache`);
    return timeOf(() => void weavePage(page, book, runs, folder.config), { warm: 1000, slice: 200 });
  } finally {
    await stages.close();
  }
}
