// The same book gives the same bytes, wherever it lies and however many programs run at once; and what has not changed is not made again.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyOf, emptyFolder, fixtures, octavo, treeOf } from "./octavo.ts";

/** What a build says of itself. */
async function built(root: string, ...args: readonly string[]) {
  const { said } = await octavo(root, "build", "--json", ...args);
  return JSON.parse(said) as { woven: number; cells: { run: number; cached: number; total: number }; diagnostics: [] };
}

function edit(root: string, page: string, from: string, to: string): void {
  const text = readFileSync(join(root, page), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(root, page), text.replace(from, to));
}

test("two folders, other roots, one job or two: the same bytes", async () => {
  const one = copyOf("book");
  const deep = join(emptyFolder("another place"), "with a longer", "näme");
  mkdirSync(deep, { recursive: true });
  cpSync(join(fixtures, "book"), deep, { recursive: true });
  for (const root of [one, deep]) await octavo(root, "tangle");
  expect((await built(one, "--jobs", "1")).cells.run).toBe(4);
  expect((await built(deep, "--jobs", "2", "--out", join(deep, "elsewhere"))).cells.run).toBe(4);
  const tree = treeOf(join(one, "dist"));
  expect(Object.keys(tree)).toEqual(
    expect.arrayContaining(["index.html", "sums.html", "means.html", "notes.html", "img/dot.svg", "404.html"]),
  );
  expect(treeOf(join(deep, "elsewhere"))).toEqual(tree);
  // From the cache, and with every cell run again.
  expect((await built(one)).cells).toMatchObject({ run: 0, cached: 4 });
  expect(treeOf(join(one, "dist"))).toEqual(tree);
  expect((await built(deep, "--fresh")).cells).toMatchObject({ run: 4, cached: 0 });
  expect(treeOf(join(deep, "dist"))).toEqual(tree);
});

test("nothing of the machine is in a site: no path of it", async () => {
  const root = copyOf("book");
  await built(root);
  for (const name of Object.keys(treeOf(join(root, "dist")))) {
    if (/\.(woff2|svg)$/.test(name)) continue;
    const text = readFileSync(join(root, "dist", name), "utf8");
    expect(text.includes(root) || text.includes(process.cwd()), name).toBe(false);
  }
});

test("a changed page is woven again, with the pages that refer to what has changed in it, and no others", async () => {
  const root = copyOf("book");
  await octavo(root, "tangle");
  expect(await built(root)).toMatchObject({ woven: 4, cells: { run: 4, cached: 0 } });
  expect(await built(root)).toMatchObject({ woven: 0, cells: { run: 0, cached: 4 } });
  edit(root, "notes.md", "to nothing", "to nothing at all");
  expect(await built(root)).toMatchObject({ woven: 1, cells: { run: 0 } });
  edit(root, "means.md", "see also", "see too");
  expect(await built(root)).toMatchObject({ woven: 1, cells: { run: 0 } });
  // means.md refers to the figure, whose caption it shows.
  edit(root, "sums.md", "A dot.", "A black dot.");
  expect(await built(root)).toMatchObject({ woven: 2, cells: { run: 0 } });
  // Every page shows the titles in its contents.
  edit(root, "notes.md", "# Notes", "# More Notes");
  expect(await built(root)).toMatchObject({ woven: 4, cells: { run: 0 } });
});

test("a changed cell runs again with its page, in its tabs alone", async () => {
  const root = copyOf("book");
  await octavo(root, "tangle");
  await built(root);
  edit(root, "sums.md", "total([4, 5, 6])", "total([4, 5, 7])");
  // The saved cell is in both tabs, and new in one of them.
  expect(await built(root)).toMatchObject({ woven: 1, cells: { total: 4, run: 2, cached: 2 } });
  expect(readFileSync(join(root, "dist/sums.html"), "utf8")).toContain("16");
});

test("a changed picture is copied, and its page woven again", async () => {
  const root = copyOf("book");
  await built(root);
  edit(root, "img/dot.svg", "0 0 10 10", "0 0 20 10");
  expect(await built(root)).toMatchObject({ woven: 1, cells: { run: 0 } });
  expect(readFileSync(join(root, "dist/img/dot.svg"), "utf8")).toContain("0 0 20 10");
});
