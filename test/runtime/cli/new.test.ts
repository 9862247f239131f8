// What `octavo new` writes builds as it is, without a problem, and stands in the contents.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyOf, emptyFolder, octavo, transcript } from "./octavo.ts";

test("a new book builds as it is, and grows by chapters and sections that do", async () => {
  const outer = emptyFolder();
  const made = await transcript(outer, "new book first-book", "build first-book --strict");
  const root = join(outer, "first-book");
  const grown = await transcript(
    root,
    "new chapter linear-models",
    "new section linear-models/ridge",
    "new section chapters/x/y.md",
    "build --strict",
    "build --strict",
  );
  const pages = ["index.md", "linear-models/index.md", "linear-models/ridge.md"].map(
    (path) => `---- ${path}\n${readFileSync(join(root, path), "utf8")}`,
  );
  await expect([made, grown, ...pages].join("\n")).toMatchFileSnapshot("fixtures/transcripts/new.txt");
});

test("a new section has a cell for each tab, and a library's name resolves in it", async () => {
  const root = copyOf("book");
  await octavo(root, "tangle");
  const { code, said } = await octavo(root, "new", "section", "medians.md");
  expect({ code, said }).toEqual({ code: 0, said: "medians.md\nindex.md: its contents now hold medians\n" });
  const built = await octavo(root, "build", "--strict");
  expect(built.said).toContain("5 pages (5 woven), 7 cells (7 run, 0 cached)");
  expect(built.code).toBe(0);
});

test("a book whose pages lie in a folder: the name may say so or not", async () => {
  const root = emptyFolder();
  mkdirSync(join(root, "chapters"));
  writeFileSync(join(root, "octavo.config.ts"), 'export default { title: "T", source: "chapters" };\n');
  writeFileSync(join(root, "chapters/index.md"), "# T\n");
  const said = await transcript(
    root,
    "new section chapters/a",
    "new section b/c.md",
    "new chapter chapters/d",
    "build --strict",
  );
  expect(said).not.toContain("exit code");
  expect(readdirSync(join(root, "chapters"), { recursive: true }).sort()).toEqual([
    "a.md",
    "b",
    "b/c.md",
    "d",
    "d/index.md",
    "index.md",
  ]);
  expect(readFileSync(join(root, "chapters/index.md"), "utf8")).toBe(
    "# T\n\n```toc\n:maxdepth: 2\n\na\nb/c\nd/index\n```\n",
  );
});

test("what is there is left alone, and nothing is written outside the book", async () => {
  const root = copyOf("book");
  const before = readFileSync(join(root, "index.md"), "utf8");
  const said = await transcript(
    root,
    "new section sums",
    "new section ../outside",
    "new section /tmp/outside",
    "new section .hidden/x",
    "new section a//b",
    "new chapter a\\b",
    "new book .",
    "new book index.md",
  );
  await expect(said).toMatchFileSnapshot("fixtures/transcripts/new-refused.txt");
  expect(readFileSync(join(root, "index.md"), "utf8")).toBe(before);
  expect(readdirSync(join(root, ".."))).toEqual(["book"]);
});
