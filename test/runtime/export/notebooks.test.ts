// Notebooks of small books, as committed beside them, and of this repository's book: valid, whole, without a mark of the dialect.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";
import { exportNotebooks } from "../../../src/runtime/export/index.ts";
import { exported, fixtures, type InMemory, ownBook } from "./exported.ts";
import { faultsOf } from "./nbformat.ts";

interface Parsed {
  readonly cells: readonly { readonly cell_type: string; readonly source: readonly string[]; readonly id: string }[];
  readonly metadata: { readonly kernelspec?: { readonly name: string } };
}

const parsed = ({ texts }: InMemory) =>
  new Map([...texts].map(([path, text]) => [path, JSON.parse(text) as Parsed] as const));

describe.each(["dialect", "outputs", "python"])("%s", async (name) => {
  const book = await exported(join(fixtures, name, name === "outputs" ? "page.md" : ""), exportNotebooks);

  test("is as committed", async () => {
    for (const [path, text] of book.texts)
      await expect(text).toMatchFileSnapshot(join(fixtures, name, "expected", path));
    const rest = [...book.texts.keys(), ...book.copies, ...book.said].join("\n");
    await expect(`${rest}\n`).toMatchFileSnapshot(join(fixtures, name, "expected/files.txt"));
  });

  test("is valid", () => {
    for (const [path, notebook] of parsed(book)) expect([path, faultsOf(notebook)]).toEqual([path, []]);
  });

  test("leads everywhere it says", () => expect(brokenLinks(book)).toEqual([]));
});

describe("the book of this repository", async () => {
  // Its cells are run by its own tests; here they are shown as they would be before.
  const book = await exported(ownBook, exportNotebooks, { run: false });

  test("has a notebook for each page and tab", () => {
    const paths = [...book.texts.keys()].filter((path) => path.includes("linear-regression-scratch"));
    expect(paths.sort()).toEqual(
      ["jax", "mxnet", "pytorch", "tensorflow"].map(
        (tab) => `${tab}/linear-regression/linear-regression-scratch.ipynb`,
      ),
    );
    for (const [, { metadata }] of parsed(book)) expect(metadata.kernelspec?.name).toBe("deno");
  });

  test("is valid", () => {
    const faults = [...parsed(book)].flatMap(([path, one]) => faultsOf(one).map((fault) => `${path}: ${fault}`));
    expect(faults).toEqual([]);
  });

  test("shows no mark of the dialect", () => {
    const mark =
      /:(?:numref|ref|eqref|label|eqlabel|cite|citet|citep|width|height|bibliography):`|:(?:begin|end)_tab:|[[(](?:\*\*|~~)|(?:\*\*|~~)[\])]/;
    const found = [...parsed(book)].flatMap(([path, { cells }]) =>
      cells.flatMap(({ cell_type: type, source }) => {
        const text = type === "markdown" ? withoutCode(source.join("")) : source.join("").replace(/`[^`]*`/g, "");
        const marks = type === "markdown" ? mark : /^\s*\/\/\s*@|tab\.selected|%%tab/m;
        const at = text.search(marks);
        return at === -1 ? [] : [`${path}: ${text.slice(at, at + 60)}`];
      }),
    );
    expect(found).toEqual([]);
  });

  test("leads everywhere it says", () => expect(brokenLinks(book)).toEqual([]));
});

test("one tab of one page", async () => {
  const options = { pages: ["part/one.md"], tab: "two" };
  const book = await exported(join(fixtures, "dialect"), exportNotebooks, options);
  expect([...book.texts.keys()]).toEqual(["two/part/one.ipynb"]);
});

test("ids are of the cells' contents: an edit changes one", async () => {
  const ids = async (text: string) => {
    const folder = await mkdtemp(join(tmpdir(), "octavo-page-"));
    try {
      await writeFile(join(folder, "page.md"), text);
      const [one] = parsed(await exported(join(folder, "page.md"), exportNotebooks, { run: false })).values();
      return one?.cells.map(({ id }) => id) ?? [];
    } finally {
      await rm(folder, { recursive: true });
    }
  };
  const before = await ids("# A\n\n```{.ts .input}\n1\n```\n\nText.\n\n```{.ts .input}\n2\n```\n");
  const after = await ids("# A\n\n```{.ts .input}\n1\n```\n\nText!\n\n```{.ts .input}\n2\n```\n");
  expect(before.map((id, i) => id === after[i])).toEqual([true, true, false, true]);
});

test("the check finds what is wrong", () => {
  const cell = { cell_type: "code", id: "a", metadata: {}, source: [], outputs: [{ output_type: "stream" }] };
  const notebook = {
    cells: [cell, { ...cell, outputs: [] }],
    metadata: { kernelspec: {} },
    nbformat: 4,
    nbformat_minor: 4,
  };
  expect(faultsOf(notebook)).toEqual([
    "notebook is not 4.5",
    "kernelspec has no name",
    "kernelspec has no display_name",
    "cell 0 has no execution_count",
    "cell 0 has no count",
    "cell 0, output 0 has no name",
    "cell 0, output 0 has no text",
    "cell 0, output 0 is no stream",
    "cell 1 has the id of another",
    "cell 1 has no execution_count",
    "cell 1 has no count",
  ]);
});

/** Markdown without its listings and code spans. */
function withoutCode(text: string): string {
  return text.replace(/^[ \t>]*(`{3,}|~{3,})[\s\S]*?^[ \t>]*\1/gm, "").replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "");
}

/** Links of notebooks that lead to no file of the export, or to no place in one. */
function brokenLinks(book: InMemory): readonly string[] {
  const texts = new Map([...parsed(book)].map(([path, one]) => [path, textOf(one)] as const));
  return [...texts].flatMap(([path, text]) =>
    Array.from(withoutCode(text).matchAll(/\]\(([^)\s]*)/g), ([, address = ""]) => address)
      .filter((address) => !/^<?[a-z][a-z+.-]*:/.test(address))
      .filter((address) => {
        const [file = "", id] = decodeURIComponent(address).split("#");
        const target = file === "" ? path : posix.join(posix.dirname(path), file);
        const isThere = texts.has(target) || book.copies.includes(target);
        return !isThere || (id !== undefined && !texts.get(target)?.includes(`<a id="${id}"></a>`));
      })
      .map((address) => `${path}: ${address}`),
  );
}

function textOf({ cells }: Parsed): string {
  return cells.flatMap(({ cell_type: type, source }) => (type === "markdown" ? [source.join("")] : [])).join("\n\n");
}
