// A site is there whole, the old or the new, whatever happens; what is not ours is left alone.

import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { isSite, readSiteFile, writeSite } from "../../src/runtime/site-files.ts";

let folder = "";
let root = "";
let count = 0;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "octavo-site-")));
});
beforeEach(async () => {
  root = join(folder, `book-${count++}`);
  await mkdir(root);
});
afterAll(() => rm(folder, { recursive: true }));

const site = (text: string) => [
  { path: "index.html", content: text },
  { path: "a/b.bin", content: new Uint8Array([1, 2]) },
];

test("a site is written whole, copies included, and replaced whole", async () => {
  await writeFile(join(root, "pic.svg"), "<svg/>");
  await chmod(join(root, "pic.svg"), 0o400);
  const out = join(root, "dist");
  await writeSite(out, [...site("one"), { path: "img/pic.svg", from: "pic.svg" }], root);
  expect(await isSite(out)).toBe(true);
  expect(await readFile(join(out, "img/pic.svg"), "utf8")).toBe("<svg/>");
  expect((await stat(join(out, "img/pic.svg"))).mode & 0o777).toBe(0o644);
  await writeSite(out, site("two"), root);
  expect((await readdir(out, { recursive: true })).sort()).toEqual([".octavo-site", "a", "a/b.bin", "index.html"]);
  expect(await readFile(join(out, "index.html"), "utf8")).toBe("two");
  expect(await readdir(root)).toEqual(["dist", "pic.svg"]);
  expect(await readSiteFile(root, { path: "x", from: "pic.svg" })).toEqual(Buffer.from("<svg/>"));
  expect(await readSiteFile(root, { path: "x", content: "y" })).toBe("y");
});

test("a folder that is not a site of ours is left alone; an empty one is taken", async () => {
  const out = join(root, "precious");
  await mkdir(out);
  await writeSite(out, site("one"), root);
  const other = join(root, "other");
  await mkdir(other);
  await writeFile(join(other, "thesis.md"), "years of work");
  await expect(writeSite(other, site("one"), root)).rejects.toThrow('("thesis.md")');
  await expect(writeSite(join(other, "thesis.md"), site("one"), root)).rejects.toThrow("is a file");
  expect(await readdir(other)).toEqual(["thesis.md"]);
});

test("a build that fails leaves the old site and nothing beside it", async () => {
  const out = join(root, "dist");
  await writeSite(out, site("one"), root);
  await expect(writeSite(out, [...site("two"), { path: "x", from: "gone" }], root)).rejects.toThrow("no such file");
  expect(await readFile(join(out, "index.html"), "utf8")).toBe("one");
  expect(await readdir(root)).toEqual(["dist"]);
});

test.each(["", "../x", "a/../x", "/x", "a//b", "./x", "a\\b", "a\0b"])("%j is no path of a site", async (path) => {
  await expect(writeSite(join(root, "dist"), [{ path, content: "" }], root)).rejects.toThrow("no path inside a site");
  expect(await readdir(root)).toEqual([]);
});

test("two files that are one where case does not count are refused", async () => {
  const files = ["A.html", "a.html"].map((path) => ({ path, content: "" }));
  await expect(writeSite(join(root, "dist"), files, root)).rejects.toThrow("one file where case does not count");
});

test("but two files of the book are copied, which lie beside each other there", async () => {
  await writeFile(join(root, "A.svg"), "large");
  await writeFile(join(root, "a.svg"), "small");
  const files = ["A.svg", "a.svg"].map((path) => ({ path, from: path }));
  await writeSite(join(root, "dist"), files, root);
  expect(await readFile(join(root, "dist", "A.svg"), "utf8")).toBe("large");
  expect(await readFile(join(root, "dist", "a.svg"), "utf8")).toBe("small");
});

test("what a killed build left is repaired: the old site comes back, stages go", async () => {
  const out = join(root, "dist");
  await writeSite(join(root, ".dist.old-999999999-0"), site("old"), root);
  await mkdir(join(root, ".dist.new-999999999-3"));
  await mkdir(join(root, ".dist.new-notours"));
  await expect(writeSite(out, [{ path: "x", from: "gone" }], root)).rejects.toThrow("no such file");
  expect(await readFile(join(out, "index.html"), "utf8")).toBe("old");
  expect(await readdir(root)).toEqual([".dist.new-notours", "dist"]);
});

test("builds to one place at once all end well, and one of their sites is there", async () => {
  const out = join(root, "dist");
  const texts = Array.from({ length: 8 }, (_, i) => `build ${i}`);
  await Promise.all(texts.map((text) => writeSite(out, site(text), root)));
  expect(texts).toContain(await readFile(join(out, "index.html"), "utf8"));
  expect(await readdir(root)).toEqual(["dist"]);
});

test("a build killed at any moment leaves a whole site", async () => {
  const out = join(root, "dist");
  await writeSite(out, site("old"), root);
  const script = join(root, "build.mts");
  const module = new URL("../../src/runtime/site-files.ts", import.meta.url).href;
  const files = `Array.from({ length: 200 }, (_, i) => ({ path: "p" + i + ".html", content: text }))`;
  await writeFile(
    script,
    `import { writeSite } from ${JSON.stringify(module)};
for (let n = 0; ; n++) { const text = String(n); await writeSite(process.argv[2], ${files}, "."); console.log(n); }`,
  );
  const tsx = new URL(import.meta.resolve("tsx")).href;
  for (const delay of [3, 11, 24, 37]) {
    const child = execFile(process.execPath, ["--import", tsx, script, out]);
    await new Promise((done) => child.stdout?.once("data", done));
    await new Promise((done) => setTimeout(done, delay));
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await ended;
    // The next build repairs before it does anything else, even if it then fails.
    await expect(writeSite(out, [{ path: "x", from: "gone" }], root)).rejects.toThrow("no such file");
    const names = (await readdir(out)).filter((name) => name.startsWith("p"));
    const texts = await Promise.all(names.map((name) => readFile(join(out, name), "utf8")));
    expect(names).toHaveLength(200);
    expect(new Set(texts).size).toBe(1);
    expect((await readdir(root)).sort()).toEqual(["build.mts", "dist"]);
  }
});
