// What has run is not run again, and what could have changed is.

import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Config } from "../../../src/runtime/config/index.ts";
import { createKernel, type Run } from "../../../src/runtime/kernel/index.ts";
import { config, kernelIn, pageText, programOf, shortOf, temporaryFolder } from "./pages.ts";

const basic = pageText('console.log("ran");\nMath.random()', "1");

/** Runs a page in a new kernel; how often it really ran, and what came of it. */
async function runIn(
  root: string,
  text: string,
  options: { readonly config?: Config; readonly fresh?: boolean } = {},
): Promise<Run & { readonly started: number }> {
  const kernel = createKernel({ root, config, cache: join(root, "cache"), jobs: 1, ...options });
  let started = 0;
  try {
    const run = await kernel.run(programOf(text), { onStart: () => (started += 1) });
    expect(run.cached && started > 0).toBe(false);
    return { ...run, started };
  } finally {
    await kernel.close();
  }
}

/** The entries of a kind. */
function entriesOf(root: string, kind: string): string[] {
  const folder = join(root, "cache", kind);
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile())
    .sort();
}

describe("a second run", () => {
  test.concurrent("runs no cell, and tells the same", async () => {
    const root = temporaryFolder();
    const first = await runIn(root, basic);
    const second = await runIn(root, basic);
    expect([first.started, second.started]).toEqual([1, 0]);
    expect(second).toEqual({ ...first, cached: true, started: 0 });
  });

  test.concurrent("tells each outcome again, in order, and of failures what they were", async () => {
    const root = temporaryFolder();
    const failing = pageText("1", 'throw new Error("x");', "2");
    const first = await runIn(root, failing);
    const kernel = kernelIn(root, { cache: join(root, "cache") });
    const seen: number[] = [];
    const second = await kernel.run(programOf(failing), { onOutcome: ({ cell }) => seen.push(cell) });
    expect(second.cached).toBe(true);
    expect(seen).toEqual([0, 1, 2]);
    expect(shortOf(second)).toEqual(shortOf(first));
    expect(second.diagnostics).toEqual(first.diagnostics);
  });

  test.concurrent("recall finds what has run, and nothing else", async () => {
    const root = temporaryFolder();
    const kernel = kernelIn(root, { cache: join(root, "cache") });
    expect(await kernel.recall(programOf(basic))).toBeUndefined();
    const run = await kernel.run(programOf(basic));
    expect(await kernel.recall(programOf(basic))).toEqual({ ...run, cached: true });
    expect(await kernel.recall(programOf(`${basic}\n`.replace("1\n", "2\n")))).toBeUndefined();
  });

  test.concurrent("runs anew what did not come to its own end, and all when it is fresh", async () => {
    const root = temporaryFolder();
    for (const code of ["process.exit(0);", "//@timeout 0.1\nfor (;;);"]) {
      expect([(await runIn(root, pageText(code))).started, (await runIn(root, pageText(code))).started]).toEqual([
        1, 1,
      ]);
    }
    expect((await runIn(root, basic)).started).toBe(1);
    expect((await runIn(root, basic, { fresh: true })).started).toBe(1);
    expect((await runIn(root, basic)).started).toBe(0);
  });
});

describe("a change", () => {
  test.concurrent("of a cell, a mark in it, the seed or a limit runs the page again", async () => {
    const root = temporaryFolder();
    await runIn(root, basic);
    expect((await runIn(root, basic.replace("1\n```", "2\n```"))).started).toBe(1);
    expect((await runIn(root, basic.replace("1\n```", "//@timeout 9\n1\n```"))).started).toBe(1);
    expect((await runIn(root, basic, { config: { ...config, seed: 2 } })).started).toBe(1);
    const limits = { ...config.limits, outputKilobytes: 9 };
    expect((await runIn(root, basic, { config: { ...config, limits } })).started).toBe(1);
    // What was there before is there still.
    expect((await runIn(root, basic)).started).toBe(0);
  });

  test.concurrent("of prose or of the book's title runs nothing", async () => {
    const root = temporaryFolder();
    await runIn(root, basic);
    expect((await runIn(root, basic.replace("# Page\n", "# Another\n\nWords.\n"))).started).toBe(0);
    expect((await runIn(root, basic, { config: { ...config, title: "T", authors: ["A"] } })).started).toBe(0);
  });

  test.concurrent("of prose above a cell that fails moves the place of its failure", async () => {
    const root = temporaryFolder();
    const failing = pageText('throw new Error("x");');
    expect(shortOf(await runIn(root, failing)).found).toEqual(["page.md:4:7 cell-succeeds: Error: x"]);
    const moved = failing.replace("# Page\n", "# Page\n\nWords.\n");
    expect(shortOf(await runIn(root, moved)).found).toEqual(["page.md:6:7 cell-succeeds: Error: x"]);
  });

  test.concurrent("of a tab's library, or of a file that it imports, runs the page again", async () => {
    const root = temporaryFolder();
    const library = { name: "octavo/d2l/mine", file: "library/mine.ts" };
    const withLibrary: Config = { ...config, tabs: [{ id: "all", label: "All", library }] };
    const page = pageText('import { n } from "octavo/d2l/mine";\nn');
    const write = (name: string, text: string) => writeFile(join(root, "library", name), text);
    const run = async () => {
      const { cells } = shortOf(await runIn(root, page, { config: withLibrary }));
      return [cells, (await runIn(root, page, { config: withLibrary })).started];
    };
    await mkdir(join(root, "library"));
    await write("deep.ts", "export const deep: number = 1;\n");
    await write("mine.ts", 'import { deep } from "./deep.ts";\nexport const n = deep * 10;\n');
    expect(await run()).toEqual([["passed <10>"], 0]);
    await write("mine.ts", 'import { deep } from "./deep.ts";\nexport const n = deep * 200;\n');
    expect(await run()).toEqual([["passed <200>"], 0]);
    await write("deep.ts", "export const deep: number = 33;\n");
    expect(await run()).toEqual([["passed <6600>"], 0]);
  });

  test.concurrent("of a file that the page imports, or of one that this imports, runs the page again, also in a kernel that stays", async () => {
    const root = temporaryFolder();
    const kernel = kernelIn(root);
    const program = programOf(pageText('import { greet } from "./greet.ts";\ngreet()'));
    await writeFile(join(root, "name.ts"), 'export default "Ada";\n');
    const greet = (word: string) =>
      writeFile(
        join(root, "greet.ts"),
        `import name from "./name.ts";\nexport const greet = () => "${word} " + name;\n`,
      );
    const run = async () => {
      const { cells } = shortOf(await kernel.run(program));
      return [cells, (await kernel.run(program)).cached];
    };
    await greet("Hi");
    expect(kernel.filesOf(program)).toEqual([join(root, "greet.ts"), join(root, "name.ts")]);
    expect(await run()).toEqual([['passed <"Hi Ada">'], true]);
    await greet("Hello");
    expect(await run()).toEqual([['passed <"Hello Ada">'], true]);
    await writeFile(join(root, "name.ts"), 'export default "Grace";\n');
    expect(await run()).toEqual([['passed <"Hello Grace">'], true]);
  });

  test.concurrent("a file that does not parse is named with its line, and mending it is enough", async () => {
    const root = temporaryFolder();
    const page = pageText("1", 'import { x } from "./x.ts";\nx');
    await writeFile(join(root, "x.ts"), "export const x = 1;\nexport const = 2;\n");
    const { cells, found } = shortOf(await runIn(root, page));
    expect(cells).toEqual(["not-run", "threw"]);
    expect(found).toEqual([expect.stringMatching(/^page\.md:8:19 cell-succeeds: .* in x\.ts:2:14/)]);
    await writeFile(join(root, "x.ts"), "export const x = 1;\n");
    expect(shortOf(await runIn(root, page)).cells).toEqual(["passed <1>", "passed <1>"]);
  });
});

test.concurrent("a file that is missing is said at its import", async () => {
  const run = await runIn(temporaryFolder(), pageText("1", 'import { y } from "./missing.ts";\ny'));
  expect(shortOf(run)).toEqual({
    cells: ["not-run", "threw"],
    found: ['page.md:8:19 cell-succeeds: Could not resolve "./missing.ts"'],
  });
});

describe("an entry that is damaged", () => {
  const damage: readonly (readonly [string, (path: string) => void])[] = [
    ["cut short", (path) => truncateSync(path, statSync(path).size - 1)],
    ["empty", (path) => writeFileSync(path, "")],
    ["of a byte changed", (path) => writeFileSync(path, readFileSync(path, "utf8").replace("passed", "Passed"))],
    ["another's", (path) => writeFileSync(path, "not an entry\n{}")],
  ];
  test.concurrent.each(damage)("%s is ignored, and written anew", async (_name, spoil) => {
    const root = temporaryFolder();
    const first = await runIn(root, basic);
    const [entry] = entriesOf(root, "run");
    const sound = readFileSync(entry!, "utf8");
    spoil(entry!);
    const second = await runIn(root, basic);
    expect(second).toEqual({ ...first, cached: false, started: 1 });
    expect(entriesOf(root, "run")).toEqual([entry]);
    expect(readFileSync(entry!, "utf8")).toBe(sound);
    expect((await runIn(root, basic)).started).toBe(0);
  });

  test.concurrent("cannot be written: the page runs each time", async () => {
    const root = temporaryFolder();
    await mkdir(join(root, "cache"));
    await writeFile(join(root, "cache", "run"), "a file where a folder should be");
    expect([(await runIn(root, basic)).started, (await runIn(root, basic)).started]).toEqual([1, 1]);
  });
});

test.concurrent("two kernels at once on one cache agree, and leave it whole", async () => {
  const root = temporaryFolder();
  const cache = join(root, "cache");
  const programs = [1, 2, 3].map((n) =>
    programOf(pageText(`import { tensor } from "octavo/torch";\n[${n}, tensor([${n}]).item(), Math.random()]`)),
  );
  const kernels = [1, 2].map(() => kernelIn(root, { cache }));
  const [a, b] = await Promise.all(
    kernels.map((kernel) => Promise.all(programs.map((program) => kernel.run(program).then(shortOf)))),
  );
  expect(a).toEqual(b);
  expect(a?.map(({ cells }) => cells[0]?.replace(/0\.\d+/, "r"))).toEqual(
    [1, 2, 3].map((n) => `passed <[${n}, ${n}, r]>`),
  );
  const third = kernelIn(root, { cache });
  for (const program of programs) expect((await third.run(program)).cached).toBe(true);
  await Promise.all([...kernels, third].map((kernel) => kernel.close()));
  // Nothing half-written is left, and no program.
  expect(
    readdirSync(cache, { recursive: true }).filter((name) => /\.tmp|[0-9a-f]-[0-9a-f]{4}-/.test(String(name))),
  ).toEqual([]);
});
