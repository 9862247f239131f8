// What an open page hears: that it has changed, what is wrong and where, and that it is mended.

import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Built } from "../../../src/runtime/pipeline.ts";
import { copyOf, descendants, emptyFolder, isAlive, start } from "../cli/octavo.ts";
import { ask, listen, serveBook } from "./book.ts";

function edit(root: string, page: string, from: string, to: string): void {
  const text = readFileSync(join(root, page), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(root, page), text.replace(from, to));
}

test("a save reloads the pages that have changed; a fault is laid over them until it is mended", async () => {
  const root = copyOf("book");
  const { url } = await serveBook(root);
  const page = await listen(url);
  expect(await page.next("faults")).toEqual([]);

  edit(root, "notes.md", "to nothing", "to no thing");
  expect(await page.next("changed")).toEqual(["notes.html"]);
  expect((await ask(url, "/notes.html")).text).toContain("to no thing");

  appendFileSync(join(root, "notes.md"), "\nSee :numref:`sec_sum`.\n");
  expect(await page.next("faults")).toEqual([
    {
      severity: "error",
      rule: "reference-resolves",
      place: "notes.md:5:5",
      message: "No label `sec_sum` in the book",
      frame: "  3 │ What refers to no thing.\n  4 │\n▸ 5 │ See :numref:`sec_sum`.\n    │     ~~~~~~~~~~~~~~~~~\n  6 │",
      notes: [],
      hint: "Did you mean `sec_sums`?",
    },
  ]);
  // One that opens its page now sees it too.
  const late = await listen(url);
  expect(await late.next("faults")).toHaveLength(1);
  late.close();

  edit(root, "notes.md", "sec_sum`", "sec_sums`");
  expect(await page.next("faults")).toEqual([]);
  expect((await ask(url, "/notes.html")).text).toMatch(/href="sums\.html"[^>]*>Chapter.1</);
  page.close();
});

test("a cell that throws shows its line, runs again when it is mended, and its library follows", async () => {
  const root = copyOf("book");
  const builds: Built[] = [];
  const { url } = await serveBook(root, { builds });
  expect(readFileSync(join(root, "lib/jax.ts"), "utf8")).toContain("function total");
  const page = await listen(url);
  await page.next("faults");
  edit(root, "means.md", "const x = [1, 2, 3];", 'const x = [1, 2, 3];\nthrow new Error("stop");');
  const faults = (await page.next("faults")) as { place: string; message: string; frame: string }[];
  expect(faults.map(({ place, message }) => `${place} ${message}`)).toEqual([
    "means.md:12:7 Error: stop (tab jax)",
    "means.md:12:7 Error: stop (tab pytorch)",
  ]);
  expect(faults[0]?.frame).toContain('▸ 12 │ throw new Error("stop");');
  edit(root, "means.md", '\nthrow new Error("stop");', "");
  expect(await page.next("faults")).toEqual([]);
  expect(builds.at(-1)?.summary.cells.failed).toBe(0);
  page.close();
});

test("a configuration that does not load leaves the site as it was, until it is mended", async () => {
  const root = copyOf("book");
  const { url } = await serveBook(root);
  const page = await listen(url);
  await page.next("faults");
  const config = readFileSync(join(root, "octavo.config.ts"), "utf8");
  writeFileSync(join(root, "octavo.config.ts"), config.replace("title:", "titel:"));
  expect(await page.next("faults")).toMatchObject([{ rule: "config-is-valid", place: "octavo.config.ts:6:3" }]);
  expect((await ask(url, "/sums.html")).status).toBe(200);
  // Another save does not hide it.
  appendFileSync(join(root, "notes.md"), "\nMore.\n");
  expect(await page.next("faults")).toMatchObject([{ rule: "config-is-valid" }]);
  writeFileSync(join(root, "octavo.config.ts"), config.replace("A Small Book", "A Smaller Book"));
  expect(await page.next("faults")).toEqual([]);
  expect((await ask(url, "/notes.html")).text).toContain("A Smaller Book");
  page.close();
});

test("a book that does not load at first is served when it does", async () => {
  const root = copyOf("book");
  const config = readFileSync(join(root, "octavo.config.ts"), "utf8");
  writeFileSync(join(root, "octavo.config.ts"), "export default {");
  const { url } = await serveBook(root);
  expect((await ask(url, "/")).status).toBe(404);
  const page = await listen(url);
  expect(await page.next("faults")).toHaveLength(1);
  writeFileSync(join(root, "octavo.config.ts"), config);
  expect(await page.next("faults")).toEqual([]);
  expect((await ask(url, "/")).status).toBe(200);
  page.close();
});

test("many quick saves are few builds, and the last one counts", async () => {
  const root = copyOf("book");
  const builds: Built[] = [];
  const { url } = await serveBook(root, { builds });
  const page = await listen(url);
  await page.next("faults");
  const before = builds.length;
  for (let save = 1; save <= 40; save++) {
    writeFileSync(join(root, "notes.md"), `# Notes\n\nSave ${save}.\n`);
    await new Promise((settle) => setTimeout(settle, 5));
  }
  while (!(await ask(url, "/notes.html")).text.includes("Save 40.")) await page.next("changed");
  expect(builds.length - before).toBeLessThanOrEqual(6);
  page.close();
});

test("pages come and go", async () => {
  const root = copyOf("book");
  const { url } = await serveBook(root);
  const page = await listen(url);
  await page.next("faults");
  mkdirSync(join(root, "more"));
  writeFileSync(join(root, "more/new.md"), "# New\n");
  expect(await page.next("faults")).toMatchObject([{ rule: "page-is-in-toc", place: "more/new.md:1:1" }]);
  expect((await ask(url, "/more/new.html")).status).toBe(200);
  rmSync(join(root, "more"), { recursive: true });
  expect(await page.next("faults")).toEqual([]);
  expect((await ask(url, "/more/new.html")).status).toBe(404);
  page.close();
});

test("closing ends it, also while a cell never ends", async () => {
  const root = copyOf("book");
  const { url, close } = await serveBook(root);
  edit(root, "means.md", "const x = [1, 2, 3];", "const x = [1, 2, 3];\nfor (;;);");
  await new Promise((settle) => setTimeout(settle, 800));
  await close();
  await expect(ask(url, "/")).rejects.toThrow("ECONNREFUSED");
});

test("the command says where the book is, and Ctrl+C ends it with code 0 and all that it has started", async () => {
  const { child, ended, says } = start(copyOf("book"), "dev", "--port", "0");
  const said = await says("(Ctrl+C ends)");
  const [url = ""] = /http:\/\/127\.0\.0\.1:\d+\//.exec(said) ?? [];
  expect((await ask(url, "/sums.html")).status).toBe(200);
  const started = descendants(child.pid ?? 0);
  child.kill("SIGINT");
  expect((await ended).code).toBe(0);
  await expect.poll(() => started.filter(isAlive), { timeout: 10_000 }).toEqual([]);
});

test("Ctrl+C in a build leaves no process and nothing half-written; the cell that never ends as well", async () => {
  const root = copyOf("book");
  edit(root, "means.md", "const x = [1, 2, 3];", "const x = [1, 2, 3];\nfor (;;);");
  const { child, ended } = start(root, "build");
  const kernels = () => descendants(child.pid ?? 0).length;
  await expect.poll(kernels, { timeout: 20_000 }).toBeGreaterThan(1);
  await new Promise((settle) => setTimeout(settle, 500));
  const started = descendants(child.pid ?? 0);
  child.kill("SIGINT");
  expect((await ended).code).toBe(130);
  await expect.poll(() => started.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  expect(() => readFileSync(join(root, "dist/index.html"))).toThrow("ENOENT");
});

test("one file is served by itself, and what lies below its folder is not watched", async () => {
  const root = emptyFolder();
  writeFileSync(join(root, "one.md"), "# One\n");
  mkdirSync(join(root, "below"));
  const builds: Built[] = [];
  const { url } = await serveBook(join(root, "one.md"), { builds });
  const page = await listen(url);
  await page.next("faults");
  writeFileSync(join(root, "below/two.md"), "# Two\n");
  await new Promise((settle) => setTimeout(settle, 300));
  expect(builds).toHaveLength(1);
  writeFileSync(join(root, "one.md"), "# One More\n");
  await page.next("changed");
  expect((await ask(url, "/one.html")).text).toContain("One More");
  page.close();
});
