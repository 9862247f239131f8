// Sources are read whole or refused with a place; a site is there whole, the old or the new, whatever happens.

import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { isSite, listFiles, readSiteFile, readSource, writeFileAtomic, writeSite } from "../../src/runtime/files.ts";

let folder = "";
let root = "";
let count = 0;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "octavo-files-")));
});
beforeEach(async () => {
  root = join(folder, `book-${count++}`);
  await mkdir(root);
});
afterAll(() => rm(folder, { recursive: true }));

async function read(bytes: string | Uint8Array) {
  await writeFile(join(root, "a.md"), bytes);
  const { text, diagnostics } = await readSource(root, "a.md");
  return {
    text,
    said: diagnostics.map(
      ({ severity, rule, message, place }) =>
        `${severity} ${rule} ${place.start.line}:${place.start.column} ${message}`,
    ),
  };
}

test("UTF-8 is read, without its byte-order mark, line ends as they are", async () => {
  expect(await read("\ufeffa\r\nä\u{1f600}\ufffd")).toEqual({ text: "a\r\nä\u{1f600}\ufffd", said: [] });
  expect(await read("")).toEqual({ text: "", said: [] });
});

test("UTF-16 with a byte-order mark is read with a warning", async () => {
  const said = ["warning file-is-utf8 1:1 `a.md` is UTF-16, not UTF-8."];
  expect(await read(Buffer.from("\ufeffaä", "utf16le"))).toEqual({ text: "aä", said });
  expect(await read(Buffer.from("\ufeffaä", "utf16le").swap16())).toEqual({ text: "aä", said });
});

test("a byte that is no UTF-8 is an error at its place, and the rest is read", async () => {
  const latin = Buffer.concat([Buffer.from("ä one\nab"), Buffer.from([0xe4]), Buffer.from("c\n")]);
  expect(await read(latin)).toEqual({
    text: "ä one\nab\ufffdc\n",
    said: ["error file-is-utf8 2:3 `a.md` is not UTF-8: byte 9 is 0xe4."],
  });
  expect((await read(Buffer.from([0x61, 0xe2, 0x82]))).said).toEqual([
    "error file-is-utf8 1:2 `a.md` is not UTF-8: byte 1 is 0xe2.",
  ]);
});

test("bytes that are no text are refused", async () => {
  expect(await read(Buffer.from([0x61, 0x0a, 0x00]))).toEqual({
    text: undefined,
    said: ["error file-is-utf8 2:1 `a.md` is not text: byte 2 is zero."],
  });
});

test("what is not a file inside the book is refused", async () => {
  await writeFile(join(folder, "secret.md"), "secret");
  await mkdir(join(root, "sub.md"));
  await symlink(join(folder, "secret.md"), join(root, "link.md"));
  await symlink("loop.md", join(root, "loop.md"));
  await symlink("/dev/zero", join(root, "zero.md"));
  await promisify(execFile)("mkfifo", [join(root, "pipe.md")]);
  for (const path of [
    "../secret.md",
    "link.md",
    join(folder, "secret.md"),
    "sub.md",
    "loop.md",
    "zero.md",
    "pipe.md",
    "gone.md",
    "a\0.md",
  ]) {
    const { text, diagnostics } = await readSource(root, path);
    expect(text, path).toBeUndefined();
    expect(diagnostics, path).toMatchObject([{ severity: "error", rule: "file-is-readable", place: { path } }]);
  }
});

test("files are listed by code point, without what is hidden or installed", async () => {
  for (const path of [
    "b.md",
    "B.md",
    "ä.md",
    "a/z.md",
    "a.md",
    ".git/x.md",
    "node_modules/p/x.md",
    "dist/x.md",
    "c.txt",
  ]) {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), "");
  }
  await symlink("..", join(root, "a/up"));
  expect(await listFiles(root, "", ".md", ["dist"])).toEqual(["B.md", "a.md", "a/z.md", "b.md", "ä.md"]);
  expect(await listFiles(root, "a", ".md", [])).toEqual(["a/z.md"]);
  expect(await listFiles(root, "gone", ".md", [])).toEqual([]);
});

test("a file is replaced at once, its mode kept, through a link", async () => {
  await writeFile(join(root, "x.sh"), "old", { mode: 0o755 });
  await symlink("x.sh", join(root, "link.sh"));
  await writeFileAtomic(join(root, "link.sh"), "new");
  expect(await readFile(join(root, "x.sh"), "utf8")).toBe("new");
  expect((await stat(join(root, "x.sh"))).mode & 0o777).toBe(0o755);
  await writeFileAtomic(join(root, "new/deep/y"), new Uint8Array([1]));
  expect(await readdir(root)).toEqual(["link.sh", "new", "x.sh"]);
});

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
  const module = new URL("../../src/runtime/files.ts", import.meta.url).href;
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
