// Books and the libraries that their saved cells become. The libraries stand where the books' configurations say.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { bind } from "../../../src/runtime/book/index.ts";
import { loadBook } from "../../../src/runtime/config/index.ts";
import { placeName } from "../../../src/runtime/frame.ts";
import { parse } from "../../../src/runtime/source/index.ts";
import { isCurrent, staleLibraries, tangle } from "../../../src/runtime/tangle/index.ts";

const fixtures = new URL("fixtures/", import.meta.url).pathname;

async function tangled(name: string) {
  const { root, config, pages: paths } = await loadBook(join(fixtures, name));
  const pages = paths.map((path) => parse(path, readFileSync(join(root, path), "utf8"), config));
  const facts = pages.map((page) => page.facts);
  const book = bind(facts, config, { exists: () => true, bibliographies: new Map() });
  const ordered = book.order.flatMap((path) => pages.filter((page) => page.path === path));
  return { root, config, ...tangle(ordered, book, config) };
}

const listed = (diagnostics: Awaited<ReturnType<typeof tangled>>["diagnostics"]) =>
  diagnostics.map(
    ({ rule, message, hint, place }) => `${placeName(place)} ${rule}: ${message}${hint ? ` | ${hint}` : ""}`,
  );

test.each(["package", "stranger"])('the libraries of the book "%s"', async (name) => {
  const { root, files, diagnostics } = await tangled(name);
  expect(listed(diagnostics)).toEqual([]);
  for (const { path, content } of files) await expect(content).toMatchFileSnapshot(join(root, path));
});

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

test("faults of saved cells are said at their lines, once for all tabs", async () => {
  const { diagnostics } = await tangled("faults");
  await expect(`${listed(diagnostics).join("\n")}\n`).toMatchFileSnapshot(join(fixtures, "faults/messages.txt"));
});

test("a book that saves nothing has an empty library", async () => {
  const { config, files } = await tangled("package");
  const book = bind([], config, { exists: () => true, bibliographies: new Map() });
  const none = tangle([], book, { ...config, tabs: [{ id: "x", label: "X", library: { name: "x", file: "x.ts" } }] });
  expect(none.files).toEqual([{ path: "x.ts", content: expect.stringMatching(/^\/\/ .*\n\nexport \{\};\n$/) }]);
  expect(files).toHaveLength(2);
});

test("a library on disk is current when it is the same but for line ends", async () => {
  const { root, config, files } = await tangled("package");
  expect(await staleLibraries(root, files, config)).toEqual([]);
  const [file] = files;
  if (!file) throw new Error("no file");
  expect(isCurrent(file, file.content.replaceAll("\n", "\r\n"))).toBe(true);
  expect(isCurrent(file, undefined)).toBe(false);
  const changed = [
    { ...file, content: `${file.content}// more\n` },
    { path: "gone.ts", content: "" },
  ];
  expect(await staleLibraries(root, changed, config)).toMatchObject([
    { severity: "warning", rule: "library-is-current", place: { path: file.path } },
    { rule: "library-is-current", place: { path: "gone.ts" } },
  ]);
});
