// Slides of a small book, as an outline that is committed beside it; where their files lead; what a page without marks says.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { exportSlides } from "../../../src/runtime/export/index.ts";
import { withoutComments } from "../../../src/runtime/export/slides/code.ts";
import { exported, fixtures, ownBook } from "./exported.ts";

const folder = join(fixtures, "slides");

describe("a book with slides", async () => {
  const book = await exported(folder, exportSlides);
  const pages = [...book.texts].filter(([path]) => path.endsWith(".html"));

  test("has those that its marks say, in each tab", async () => {
    const outline = pages.map(([path, html]) => `=== ${path}\n${outlineOf(html)}`).join("\n\n");
    await expect(`${outline}\n`).toMatchFileSnapshot(join(folder, "expected/outline.txt"));
  });

  test("runs no page without marks", () => expect(book.said).toEqual([]));

  test("leads everywhere it says, and nowhere else", () => {
    const files = new Set([...book.texts.keys(), ...book.copies]);
    const wrong = pages.flatMap(([path, html]) =>
      Array.from(html.matchAll(/<[a-z][^>]*?\s(?:href|src)="([^"]*)"/g), ([, address = ""]) => address)
        .filter((address) => !files.has(posix.join(posix.dirname(path), address)))
        .map((address) => `${path}: ${address}`),
    );
    expect(wrong).toEqual([]);
    const css = book.texts.get("assets/slides.css") ?? "";
    const faces = Array.from(css.matchAll(/url\(([^)]+)\)/g), ([, address = ""]) => address.replace(/^"|"$/g, ""));
    expect(faces.length).toBeGreaterThan(10);
    expect(faces.filter((address) => !address.startsWith("data:") && !files.has(`assets/${address}`))).toEqual([]);
  });

  test("lets nothing else run or load", () => {
    for (const [, html] of pages) {
      expect(html).toMatch(/http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'/);
      expect(html).not.toMatch(/https?:\/\/(?!doi|www\.w3\.org)/);
    }
  });
});

test("one tab of one page", async () => {
  const book = await exported(folder, exportSlides, { pages: ["part/only-two.md"], tab: "two" });
  expect([...book.texts.keys()]).toEqual(["assets/slides.css", "assets/slides.js", "two/part/only-two.html"]);
});

test("pages without marks are refused by name", async () => {
  const refused = async (pages: readonly string[], tab?: string) =>
    (await exported(folder, exportSlides, { pages, ...(tab && { tab }) })).refusal;
  expect(await refused(["part/plain.md", "index.md"])).toBe("index.md, part/plain.md have no slide marks");
  expect(await refused(["part/only-two.md"], "one")).toBe('part/only-two.md has no slide marks in the tab "one"');
  expect(await refused(["part/marked.md"])).toBe(undefined);
  const none = await exported(join(fixtures, "outputs/page.md"), exportSlides);
  expect(none.refusal).toBe("No page of the book has slide marks");
});

test("a formula that cannot be set is said, and seen", async () => {
  const root = await mkdtemp(join(tmpdir(), "octavo-deck-"));
  try {
    await writeFile(join(root, "page.md"), "# A\n\n[**a $\\nothing$**]\n");
    const book = await exported(join(root, "page.md"), exportSlides);
    expect(book.said).toEqual(["error page.md:3 formula-is-valid"]);
    expect(book.texts.get("page.html")).toContain('class="broken"');
  } finally {
    await rm(root, { recursive: true });
  }
});

test("the book of this repository has slides", async () => {
  const pages = ["chapters/linear-regression/linear-regression-scratch.md"];
  const { texts } = await exported(ownBook, exportSlides, { pages, tab: "jax", run: false });
  const html = texts.get("jax/linear-regression/linear-regression-scratch.html") ?? "";
  expect(outlineOf(html).split("--- slide").length).toBeGreaterThan(4);
  expect(html).not.toMatch(/:(?:numref|ref|eqref|cite|citet):|:(?:begin|end)_tab:|[[(](?:\*\*|~~)/);
});

describe("code without comments", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    [
      "typescript",
      "// a\nconst a = 1; // b\n\n\n/* c */\nconst b = '// no' /* d */ + \"\";",
      "const a = 1;\n\nconst b = '// no'  + \"\";",
    ],
    ["python", "# a\nx = '# no'  # yes\nif x:\n    # b\n    y = 1\n", "x = '# no'\nif x:\n    y = 1"],
    ["cpp", "// stays\nint x;", "// stays\nint x;"],
    ["typescript", "// all", ""],
  ];
  test.each(cases)("%s: %j", (language, code, expected) => expect(withoutComments(code, language)).toBe(expected));
});

/** What is on the slides, or in a list, a line for each thing. */
function outlineOf(html: string): string {
  const { document } = parseHTML(html);
  const lines = [`title: ${document.title}`];
  for (const formula of document.querySelectorAll(".katex")) {
    const tex = formula.querySelector("annotation")?.textContent ?? "";
    formula.replaceWith(document.createTextNode(`$${tex}$`));
  }
  for (const one of document.querySelectorAll("section, h1, p, li, .code, .output, .corner")) {
    const text = one.tagName === "SECTION" ? "slide" : (one.textContent ?? "").trim().replace(/\n/g, "\n    ");
    const name = one.tagName === "SECTION" ? "---" : `${one.classList[0] ?? one.tagName.toLowerCase()}:`;
    const links = Array.from(one.querySelectorAll("a"), (link) => ` -> ${link.getAttribute("href")}`);
    lines.push(`${name} ${text}${one.tagName === "SECTION" ? "" : links.join("")}`);
  }
  return lines.join("\n");
}
