// Books are found and loaded wherever they lie; what is wrong with a configuration is said at its key.

import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { configOf } from "../../../src/runtime/config/defaults.ts";
import { loadBook } from "../../../src/runtime/config/index.ts";
import { frame } from "../../../src/runtime/frame.ts";

const fixtures = new URL("fixtures/", import.meta.url).pathname;
let folder = "";

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "octavo-config-")));
});
afterAll(() => rm(folder, { recursive: true }));

let count = 0;

/** A new folder with these files. */
async function book(files: Readonly<Record<string, string>>): Promise<string> {
  const root = join(folder, `book-${count++}`);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

/** What is said about a config: message, hint, and the text at the place. */
async function faults(config: string): Promise<readonly string[]> {
  const loaded = await loadBook(await book({ "octavo.config.ts": config, "index.md": "# X\n" }));
  return loaded.diagnostics.map(({ rule, message, hint, place }) => {
    expect(rule).toBe("config-is-valid");
    const text = loaded.textOf(place.path) ?? "";
    expect(frame(text, place)).toContain(`▸`);
    const at = text.slice(place.start.offset, place.end.offset);
    return `${place.path}:${place.start.line} ${at === "" ? "" : `[${at}] `}${message}${hint ? ` | ${hint}` : ""}`;
  });
}

test("a typed configuration is loaded with what it imports, far from any package", async () => {
  const { root, config, pages, diagnostics, isFile } = await loadBook(join(fixtures, "typed"));
  expect(diagnostics).toEqual([]);
  expect(isFile).toBe(false);
  expect(root).toBe(join(fixtures, "typed"));
  expect(pages).toEqual(["chapters/a.md", "chapters/b.md", "chapters/index.md"]);
  expect(config).toEqual({
    ...configOf({}),
    title: "Typed",
    name: "typed",
    authors: ["Ann Bee"],
    description: "",
    language: "en",
    source: "chapters",
    index: "chapters/index.md",
    out: "dist",
    tabs: [
      {
        id: "pytorch",
        label: "PyTorch",
        library: { name: "waves/pytorch", file: "lib/pytorch.ts", base: "lib/base.ts" },
      },
      { id: "plain", label: "Plain" },
    ],
    defaultTab: "all",
    bibliography: ["chapters/a.bib"],
    numbering: true,
    seed: 0,
    limits: { cellSeconds: 5, pageSeconds: 600, memoryMegabytes: 2048, outputKilobytes: 1024, parseSeconds: 10 },
    license: "",
    reference: [],
    repository: "",
    modules: { "waves/wind": "src/wind.ts", "waves/sand/*": "src/sand/*.ts" },
  });
});

test("a folder inside a book finds it upward", async () => {
  const { root } = await loadBook(join(fixtures, "typed/chapters/drafts"));
  expect(root).toBe(join(fixtures, "typed"));
});

test("d2lbook's config.ini is a configuration", async () => {
  const { config, pages, diagnostics } = await loadBook(join(fixtures, "ini"));
  expect(diagnostics).toEqual([]);
  expect(pages).toEqual(["chapter_a/one.md", "index.md"]);
  expect(config).toMatchObject({
    title: "A Book of Waves",
    authors: ["Ann Bee", "Carl Dee"],
    description: "Waves that go on",
    language: "pt-BR",
    index: "index.md",
    out: "_site/site",
    tabs: [
      { id: "pytorch", label: "PyTorch" },
      { id: "mxnet", label: "MXNet" },
    ],
    defaultTab: "pytorch",
    bibliography: ["waves.bib"],
  });
});

test("a config.ini of another tool is none, and an empty folder has none", async () => {
  const root = await book({ "config.ini": "[tool]\nkey = value\n" });
  const { diagnostics, pages } = await loadBook(root);
  expect(pages).toEqual([]);
  expect(diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining("No octavo.config.ts")]);
});

test("one file is a book", async () => {
  const { root, config, pages, isFile } = await loadBook(join(fixtures, "ini/chapter_a/one.md"));
  expect({ root, pages, isFile }).toEqual({ root: join(fixtures, "ini/chapter_a"), pages: ["one.md"], isFile: true });
  expect(config).toMatchObject({ title: "", index: "one.md", tabs: [], defaultTab: "", source: "" });
});

test("a path that is not there is said", async () => {
  const { diagnostics } = await loadBook(join(fixtures, "nowhere"));
  expect(diagnostics).toMatchObject([{ rule: "config-is-valid", message: expect.stringContaining("nowhere") }]);
});

test.each([
  ["export default { seeds: 1 };", ['octavo.config.ts:1 [seeds] Unknown key "seeds" | Did you mean "seed"?']],
  ["export default {\n  title: 5 };", ['octavo.config.ts:2 [title] "title" should be a string, not 5']],
  [
    "export default { tabs: ['a', { id: 'b', labels: 'x' }] };",
    ['octavo.config.ts:1 [labels] Unknown key "labels" in "tabs[1]" | Did you mean "label"?'],
  ],
  ["export default { tabs: [1] };", ['octavo.config.ts:1 [1] "tabs[0]" should be a string or an object, not 1']],
  ["export default { tabs: ['a', 'A'] };", ["octavo.config.ts:1 ['A'] The tab \"a\" is given twice"]],
  [
    "export default { tabs: ['pytorch'], defaultTab: 'pytorhc1' };",
    ['octavo.config.ts:1 [defaultTab] "defaultTab" names no tab of the book: "pytorhc1" | Did you mean "pytorch"?'],
  ],
  [
    "export default { out: '../elsewhere' };",
    ['octavo.config.ts:1 [out] "out" should be a path inside the book\'s folder, with "/", not "../elsewhere"'],
  ],
  [
    "export default { limits: { cellSeconds: 0 } };",
    ['octavo.config.ts:1 [cellSeconds] "limits.cellSeconds" should be a number above 0, not 0'],
  ],
  [
    "const options = { seed: 1.5 };\nexport default options;",
    ['octavo.config.ts:1 [seed] "seed" should be a whole number, not 1.5'],
  ],
  ["export default 5;", ["octavo.config.ts:1 The configuration should be an object, not 5"]],
  [
    "export const title = 1;",
    ["octavo.config.ts:1 It has no default export | Write `export default defineConfig({ … });`."],
  ],
  ["\nexport default { title: 'a' 'b' };", ['octavo.config.ts:2 Expected "}" but found "\'b\'"']],
  ["\n\nthrow new RangeError('no');", ["octavo.config.ts:3 It fails: RangeError: no"]],
  [
    "import { x } from './gone.ts';\nexport default { title: x };",
    ['octavo.config.ts:1 Could not resolve "./gone.ts"'],
  ],
  [
    "export default { source: 'dist/text' };",
    ['octavo.config.ts:1 The site would be written over the chapters, to "dist"'],
  ],
])("says what is wrong with %j", async (config, expected) => {
  expect(await faults(config)).toEqual(expected);
});

test("a configuration is read again at each load", async () => {
  const root = await book({ "octavo.config.js": "export default { title: 'one' };" });
  expect((await loadBook(root)).config.title).toBe("one");
  await writeFile(join(root, "octavo.config.js"), "export default { title: 'two' };");
  expect((await loadBook(root)).config.title).toBe("two");
});

test("a configuration may read files beside it, and packages that the book has", async () => {
  const root = await book({
    "octavo.config.ts": `import { readFileSync } from "node:fs";
import { description } from "described";
import second from "two";
export default { title: readFileSync(new URL("title.txt", import.meta.url), "utf8").trim(), description, authors: [second] };`,
    "title.txt": "From a File\n",
    "node_modules/described/package.json": '{ "type": "module", "exports": { "import": "./index.js" } }',
    "node_modules/described/index.js": "export const description = 'From a package';",
    "node_modules/two/index.js": "module.exports = 'Of CommonJS';",
  });
  const { config, diagnostics } = await loadBook(root);
  expect(diagnostics).toEqual([]);
  expect(config).toMatchObject({ title: "From a File", description: "From a package", authors: ["Of CommonJS"] });
});

test("patterns that would be slow as regular expressions are literal and fast", async () => {
  const name = `${"a".repeat(100)}.md`;
  const root = await book({
    "octavo.config.mjs": `export default { exclude: ["${"*a".repeat(50)}b", "(a+)+$", "**/**/**/**/x"] };`,
    [name]: "# A\n",
  });
  expect((await loadBook(root)).pages).toEqual([name]);
});
