// What is done with a page ends, and is the same in any process.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { bind, commonOf, partOf } from "../../../src/runtime/book/index.ts";
import { createCache } from "../../../src/runtime/cache.ts";
import { configOf } from "../../../src/runtime/config/defaults.ts";
import { build, createStages, loadBook } from "../../../src/runtime/index.ts";
import { sourceKeys } from "../../../src/runtime/keys.ts";
import { createPagePool, type PageSource, type PageWork, type WovenPage } from "../../../src/runtime/pages/index.ts";
import { within } from "../../../src/runtime/pages/limits.ts";
import { createPageWork } from "../../../src/runtime/pages/work.ts";
import { readSiteFile } from "../../../src/runtime/site-files.ts";

const key = () => sourceKeys()("source", "book", "cells", "kernel", "language", "weave", "pages");

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "octavo-pages-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return folder;
}

/** Emphasis that is tried with all partners: for these few kilobytes, CommonMark's rules take minutes. */
const slow = `# Slow\n\n${"*a **a ".repeat(20_000)}b${" a** a*".repeat(20_000)}\n`;

test("a page over the limit is shown as its text, and told; the others are built", { timeout: 60_000 }, async () => {
  const root = folderOf({
    "octavo.config.ts": "export default { limits: { parseSeconds: 2 } };\n",
    "index.md": "# Book\n\n```toc\nslow\nwell\n```\n",
    "slow.md": slow,
    "well.md": "# Well\n:label:`sec_well`\n\n:numref:`sec_well`: $x^2$ and **more**.\n",
  });
  const stages = createStages(await loadBook(root));
  try {
    for (const round of [1, 2]) {
      const { diagnostics, files } = await build(stages, { run: false });
      expect(diagnostics, `round ${round}`).toMatchObject([
        { severity: "error", rule: "source-is-parsed", place: { path: "slow.md", start: { line: 1 } } },
      ]);
      expect(diagnostics[0]?.message).toContain("takes longer than 2 s (`limits.parseSeconds`) to be parsed");
      const html = async (path: string) => {
        const file = files.find((one) => one.path === path);
        return file && Buffer.from(await readSiteFile(root, file)).toString();
      };
      expect(await html("slow.html")).toContain("*a **a *a **a ");
      expect(await html("well.html")).toContain("<strong>more</strong>");
    }
  } finally {
    await stages.close();
  }
});

/** Rows are as long as the first one: these few kilobytes are eighteen million cells. */
const wide = `# Wide\n\n${"|a".repeat(3000)}|\n${"|-".repeat(3000)}|\n${"|b\n".repeat(6000)}`;
/** So much that it is given to workers. */
const long = `# Long\n\n${"Many words, $x^2$ and **more**.\n\n".repeat(5000)}`;

test("a page that takes too much memory is shown as its text, and told; the others are woven", {
  timeout: 60_000,
}, async () => {
  const cache = folderOf({});
  const config = configOf({ limits: { parseSeconds: 60 } });
  const pool = createPagePool({ root: "/", config, cache, jobs: 1, memory: 100, key });
  const sources = Object.entries({ "wide.md": wide, "long.md": long }).map(
    ([path, text]): PageSource => ({ path, key: path.repeat(9), size: text.length, text }),
  );
  try {
    const pages = await Promise.all(sources.map((source) => pool.parse(source)));
    const facts = pages.map((page) => page.facts);
    const book = bind(facts, config, { exists: () => false, bibliographies: new Map() });
    const weave = (source: PageSource, n: number) =>
      pool.weave(source, commonOf(book), partOf(book, facts[n]!), new Map());
    const [ofWide, ofLong] = await Promise.all(sources.map(weave));
    expect(ofWide?.diagnostics).toMatchObject([
      { severity: "error", rule: "source-is-parsed", place: { path: "wide.md", start: { line: 1 } } },
    ]);
    expect(ofWide?.diagnostics[0]?.message).toContain("takes more than 100 MB of memory");
    expect(ofLong?.diagnostics).toEqual([]);
    const html = async (woven: WovenPage | undefined) =>
      woven && "kept" in woven.html && readFileSync((await createCache(cache).fileOf(woven.html.kept)) ?? "", "utf8");
    expect(await html(ofWide)).toContain("|a|a|a|");
    expect(await html(ofLong)).toContain("<strong>more</strong>");
  } finally {
    await pool.close();
  }
});

test("a page that has been worked on is not lost with the next one, however much there is to say of it", {
  timeout: 60_000,
}, async () => {
  const config = configOf({ limits: { parseSeconds: 60 } });
  const pool = createPagePool({
    root: "/",
    config,
    cache: folderOf({}),
    jobs: 1,
    memory: 100,
    key,
  });
  const headings = Array.from({ length: 2500 }, (_, n) => `## Part ${n}\n:label:\`sec_${n}\`\n\n`);
  const source = (path: string, text: string): PageSource => ({ path, key: path.repeat(9), size: text.length, text });
  try {
    const [many, heavy] = await Promise.all([
      pool.parse(source("many.md", `# Many\n\n${headings.join("")}`)),
      pool.parse(source("heavy.md", `# Heavy\n\n${"a\n\n".repeat(400_000)}`)),
    ]);
    expect(many.facts.targets.length).toBe(2501);
    expect(many.diagnostics).toEqual([]);
    expect(heavy.diagnostics).toMatchObject([{ rule: "source-is-parsed" }]);
  } finally {
    await pool.close();
  }
});

test("what nests too deep for the stack is said as well", async () => {
  const work = createPageWork({ root: "/", config: configOf({}), cache: folderOf({}) });
  const text = `# Deep\n\n${"- ".repeat(1500)}x\n`;
  const page = await work.parse({ path: "deep.md", key: "deep", size: text.length, text });
  const book = bind([page.facts], configOf({}), { exists: () => false, bibliographies: new Map() });
  const woven = await work.weave(
    { path: "deep.md", key: "deep", size: text.length, text },
    commonOf(book),
    partOf(book, page.facts),
    new Map(),
  );
  const told = [...page.diagnostics, ...woven.diagnostics].filter(({ severity }) => severity === "error");
  expect(told).toMatchObject([{ rule: "source-is-parsed", message: expect.stringContaining("nests too deep") }]);
});

test("work that never ends is ended, and what it throws is thrown", () => {
  expect(() =>
    within(0.05, () => {
      for (;;);
    }),
  ).toThrow("takes longer than 0.05 s");
  expect(() => within(1, () => JSON.parse("{"))).toThrow(SyntaxError);
  expect(within(1, () => 7)).toBe(7);
});

test("workers give what this process gives", { timeout: 60_000 }, async () => {
  const config = configOf({ tabs: ["a", "b"] });
  const cell =
    "```{.typescript .input}\n//@tab a\nconst x = 1;\nx\n```\n\n```{.python .input}\n#@tab b\nx = 1 #@save\n```\n";
  const texts = [1, 2, 3].map(
    (n) => `# Page ${n}\n:label:\`sec_${n}\`\n\n${`Words $x_${n}$ of :numref:\`sec_1\`.\n\n`.repeat(2000)}${cell}`,
  );
  const sources = texts.map(
    (text, n): PageSource => ({ path: `p${n}.md`, key: `${n}`.repeat(9), size: text.length, text }),
  );
  const done = async (work: PageWork) => {
    const pages = await Promise.all(sources.map((source) => work.parse(source)));
    const book = bind(
      pages.map(({ facts }) => facts),
      config,
      { exists: () => false, bibliographies: new Map() },
    );
    return {
      pages,
      programs: await Promise.all(sources.map((source) => work.compile(source, ["a", "b"]))),
      woven: await Promise.all(
        sources.map((source, n) => work.weave(source, commonOf(book), partOf(book, pages[n]!.facts), new Map())),
      ),
    };
  };
  const here = createPageWork({ root: "/", config, cache: folderOf({}) });
  const pool = createPagePool({ root: "/", config, cache: folderOf({}), jobs: 2, key });
  try {
    expect(await done(pool)).toEqual(await done(here));
  } finally {
    await pool.close();
  }
});
