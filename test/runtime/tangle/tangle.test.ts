// Books and the libraries that their saved cells become. The libraries stand where the books' configurations say.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { bind } from "../../../src/runtime/book/index.ts";
import { loadBook } from "../../../src/runtime/config/index.ts";
import { placeName } from "../../../src/runtime/frame.ts";
import { parse } from "../../../src/runtime/source/index.ts";
import { isCurrent, isLeftAlone, staleLibraries, tangle, textsOnDisk } from "../../../src/runtime/tangle/index.ts";

const fixtures = new URL("fixtures/", import.meta.url).pathname;

async function tangled(name: string) {
  const { root, config, pages: paths } = await loadBook(join(fixtures, name));
  const pages = paths.map((path) => parse(path, readFileSync(join(root, path), "utf8"), config));
  const facts = pages.map((page) => page.facts);
  const book = bind(facts, config, { exists: () => true, bibliographies: new Map() });
  const ordered = book.order.flatMap((path) => pages.filter((page) => page.path === path));
  const onDisk = await textsOnDisk(root, config);
  return { root, config, onDisk, ...tangle(ordered, book, config, { onDisk }) };
}

const listed = (diagnostics: Awaited<ReturnType<typeof tangled>>["diagnostics"]) =>
  diagnostics.map(
    ({ rule, message, hint, place }) => `${placeName(place)} ${rule}: ${message}${hint ? ` | ${hint}` : ""}`,
  );

test.each(["package", "stranger", "python", "python-plain", "no-tabs"])(
  'the libraries of the book "%s"',
  async (name) => {
    const { root, files, diagnostics } = await tangled(name);
    expect(listed(diagnostics)).toEqual([]);
    for (const { path, content } of files) await expect(content).toMatchFileSnapshot(join(root, path));
  },
);

test("a library type-checks in its package", async () => {
  const { root, files } = await tangled("package");
  const program = ts.createProgram(
    files.map(({ path }) => join(root, path)),
    {
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      allowImportingTsExtensions: true,
      verbatimModuleSyntax: true,
      isolatedModules: true,
      noUnusedLocals: true,
      skipLibCheck: true,
      types: ["node"],
    },
  );
  const found = ts.getPreEmitDiagnostics(program).map((one) => {
    const { line } = one.file?.getLineAndCharacterOfPosition(one.start ?? 0) ?? { line: -1 };
    return `${one.file?.fileName.slice(root.length)}:${line + 1} ${ts.flattenDiagnosticMessageText(one.messageText, " ")}`;
  });
  expect(found).toEqual([]);
});

test.each(["faults", "python-faults"])(
  'faults of saved cells are said at their lines, once for all tabs: "%s"',
  async (name) => {
    const { diagnostics } = await tangled(name);
    await expect(`${listed(diagnostics).join("\n")}\n`).toMatchFileSnapshot(join(fixtures, name, "messages.txt"));
  },
);

test("a book that saves nothing has an empty library", async () => {
  const { config, files } = await tangled("package");
  const book = bind([], config, { exists: () => true, bibliographies: new Map() });
  const none = tangle([], book, { ...config, tabs: [{ id: "x", label: "X", library: { name: "x", file: "x.ts" } }] });
  expect(none.files).toEqual([{ path: "x.ts", content: expect.stringMatching(/^\/\/ .*\n\nexport \{\};\n$/) }]);
  expect(files).toHaveLength(2);
});

test("a library on disk is current when it is the same but for line ends", async () => {
  const { config, files, onDisk } = await tangled("package");
  expect(staleLibraries(files, onDisk, config)).toEqual([]);
  const [file] = files;
  if (!file) throw new Error("no file");
  expect(isCurrent(file, file.content.replaceAll("\n", "\r\n"))).toBe(true);
  expect(isCurrent(file, undefined)).toBe(false);
  const changed = [
    { ...file, content: `${file.content}// more\n` },
    { path: "gone.ts", content: "" },
  ];
  expect(staleLibraries(changed, onDisk, config)).toMatchObject([
    { severity: "warning", rule: "library-is-current", place: { path: file.path } },
    { rule: "library-is-current", place: { path: "gone.ts" } },
  ]);
});

test("of a Python library, what stands above the mark is kept, whoever wrote the rest", async () => {
  const { root, files } = await tangled("python");
  const [, torch] = files;
  if (!torch) throw new Error("no file");
  const book = await loadBook(root);
  const none = bind([], book.config, { exists: () => true, bibliographies: new Map() });
  const written = (text: string) =>
    tangle([], none, book.config, { onDisk: new Map([[torch.path, text]]) }).files.find(
      ({ path }) => path === torch.path,
    )?.content;
  const empty = written("");
  expect(empty).toMatch(/^#+ {3}WARNING {3}#+\n# Written by `octavo tangle`/);
  expect(written("# By d2lbook.\n\nx = 1\r\n#################   WARNING   ################\ny = 2\n")).toBe(
    `# By d2lbook.\n\nx = 1\n\n${empty}`,
  );
  expect(written("# This file is generated automatically through:\n#    d2lbook build lib\nz = 3\n")).toBe(empty);
  expect(written("HUB = dict()\n")).toBe(`HUB = dict()\n\n${empty}`);
  expect(written(written("HUB = dict()\n") ?? "")).toBe(`HUB = dict()\n\n${empty}`);
});

test("a build leaves Python libraries alone that Octavo has not written", async () => {
  const { config, files, onDisk } = await tangled("python");
  const book = bind([], config, { exists: () => true, bibliographies: new Map() });
  const watched = (texts: ReadonlyMap<string, string>) =>
    tangle([], book, config, { onDisk: texts, onlyWatched: true }).files.map(({ path }) => path);
  expect(files.map(({ path }) => path)).toEqual(["waves/numpy.py", "waves/torch.py", "waves/__init__.py"]);
  expect(watched(onDisk)).toEqual(["waves/numpy.py", "waves/torch.py"]);
  expect(watched(new Map([["waves/torch.py", "#################   WARNING   ################\n"]]))).toEqual([]);
  expect(isLeftAlone("lib/ts.ts", new Map())).toBe(false);
});
