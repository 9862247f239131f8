// Sources are read whole or refused with a place, listed in one order, and written whole.

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listFiles, readSource, writeFileAtomic } from "../../src/runtime/files.ts";

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
