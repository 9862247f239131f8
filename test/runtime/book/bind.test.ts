// Small books, and what binding says of them: book.txt lists order, numbers, targets, citations and diagnostics.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Book, bind } from "../../../src/runtime/book/index.ts";
import { loadBook } from "../../../src/runtime/config/index.ts";
import { placeName } from "../../../src/runtime/frame.ts";
import { parse } from "../../../src/runtime/source/index.ts";

const fixtures = new URL("fixtures/", import.meta.url).pathname;

async function bound(path: string): Promise<Book> {
  const { root, config, pages } = await loadBook(join(fixtures, path));
  const exists = (file: string) => existsSync(join(root, file));
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const facts = pages.map((page) => parse(page, read(page), config).facts);
  const bibliographies = new Map(config.bibliography.filter(exists).map((file) => [file, read(file)]));
  return bind(facts, config, { exists, bibliographies });
}

function listed(book: Book): string {
  const pages = book.order.map((path) => {
    const page = book.pages.get(path);
    const around = [page?.parent, page?.previous, page?.next].map((one) => one ?? "-").join(" ");
    return `${path} | ${page?.number} | ${page?.text} | ${page?.url} | ${around} | ${page?.uses.join(", ")}`;
  });
  const targets = [...book.targets.values()].map(
    ({ label, kind, number, caption, url }) => `${label} | ${kind} | ${number} | ${caption} | ${url}`,
  );
  const citations = [...book.citations.values()].map(({ key, authors, year, reference, citedOn }) => {
    const runs = reference.map(({ text, italic, href }) => (href ? `<${text} ${href}>` : italic ? `*${text}*` : text));
    return `${key} | (${authors}, ${year}) | ${runs.join("")} | ${citedOn.join(" ")}`;
  });
  const diagnostics = book.diagnostics.map(
    ({ severity, rule, message, hint, place }) =>
      `${severity} ${placeName(place)} ${rule}: ${message}${hint ? ` | ${hint}` : ""}`,
  );
  const parts = { pages, targets, citations, diagnostics };
  return Object.entries(parts)
    .map(([name, lines]) => [`# ${name}`, ...lines, ""].join("\n"))
    .join("\n");
}

const books = readdirSync(fixtures).map((name) => (name === "one-page" ? "one-page/page.md" : name));

for (const name of books)
  test(`binds the book "${name}"`, async () => {
    const golden = name.endsWith(".md")
      ? `${fixtures}${name.replace(/[^/]+$/, "book.txt")}`
      : `${fixtures}${name}/book.txt`;
    await expect(listed(await bound(name))).toMatchFileSnapshot(golden);
  });

test("the same facts in another order are the same book", async () => {
  const { root, config, pages } = await loadBook(join(fixtures, "numbered"));
  const facts = pages.map((page) => parse(page, readFileSync(join(root, page), "utf8"), config).facts);
  const files = { exists: () => true, bibliographies: new Map<string, string>() };
  expect(listed(bind(facts.toReversed(), config, files))).toBe(listed(bind(facts, config, files)));
});

test("a thousand authors, braces and unknown commands in a bibliography are borne", async () => {
  const { config } = await loadBook(join(fixtures, "citations"));
  const page = parse("index.md", ":cite:`big`, :cite:`deep`", config).facts;
  const names = Array.from({ length: 2000 }, (_, i) => `Name${i}, G.`).join(" and ");
  const braces = 2000;
  const text = `@book{big, author = {${names}}, title = {${"\\x".repeat(5000)}}, year = 1}
@book{deep, author = {A}, title = {${"{".repeat(braces)}x${"}".repeat(braces)}}, year = 1}`;
  const book = bind([page], config, { exists: () => true, bibliographies: new Map([["works.bib", text]]) });
  expect(book.citations.get("big")?.authors).toBe("Name0 et al.");
  expect(
    book.citations
      .get("deep")
      ?.reference.map((run) => run.text)
      .join(""),
  ).toBe("A. (1). x.");
});

test("no bibliography makes binding fail", async () => {
  const { config } = await loadBook(join(fixtures, "citations"));
  const page = parse("index.md", ":cite:`k`", config).facts;
  const piece = fc.constantFrom(
    ...'@article{k,|title|=|author|{|}|"|,|\\|$|#| and |k|1999|\n@misc{|(|)|é|@string{|%|~|_|^|-'.split("|"),
  );
  const check = (text: string) => {
    const book = bind([page], config, { exists: () => true, bibliographies: new Map([["works.bib", text]]) });
    for (const { place } of book.diagnostics) expect(place.start.line).toBeGreaterThan(0);
  };
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => check(pieces.join(""))),
    { numRuns: 1500 },
  );
  check(`@book{k, title = ${"{".repeat(200_000)}`);
});
