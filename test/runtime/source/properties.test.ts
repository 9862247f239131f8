// What holds of every page, fixture, chapter and random mixture of constructs: see places.ts.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mixtures } from "./mixtures.ts";
import { pageOf, printPage } from "./pages.ts";
import { checkPlaces, wordsOfText, wordsOfTree } from "./places.ts";

const fixtures = new URL("fixtures/", import.meta.url).pathname;
const chapters = new URL("../../../chapters/", import.meta.url).pathname;

const files = [fixtures, chapters].flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .map((path) => String(path))
    .filter((path) => path.endsWith(".md"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") })),
);

describe.each(files)("$path", ({ text }) => {
  const page = pageOf(text);

  test("a node's place is its text", () => {
    checkPlaces(page, text);
  });

  test("no word is lost", () => {
    expect(wordsOfTree(page)).toEqual(wordsOfText(text));
  });
});

describe("random mixtures of constructs", () => {
  test("are parsed whole: places are text, no word is lost, and it is the same each time", () => {
    fc.assert(
      fc.property(mixtures(8), ({ text, words }) => {
        const page = pageOf(text);
        checkPlaces(page, text);
        expect(wordsOfTree(page).filter((word) => /^q\d+z/.test(word))).toEqual(words);
        expect(printPage(pageOf(text))).toBe(printPage(page));
      }),
      { numRuns: 250, seed: 1 },
    );
  });

  test("do not depend on the file's line endings or its byte-order mark", () => {
    const without = (text: string) => printPage(pageOf(text)).replace(/@\S+|^\w+ \d+:\S+/gm, "");
    fc.assert(
      fc.property(mixtures(6), ({ text }) => {
        expect(printPage(pageOf(`\uFEFF${text}`))).toBe(printPage(pageOf(text)));
        expect(without(text.replaceAll("\n", "\r\n"))).toBe(without(text));
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});

/** Texts that a look ahead or a search for a partner could read again and again. */
const long: Readonly<Record<string, (n: number) => string>> = {
  "dollars without partners": (n) => "$x ".repeat(n),
  "double dollars on lines": (n) => "$$\n".repeat(n),
  "formulas with list items": (n) => `x $$a\n${"- b\n".repeat(n)}$$`,
  "lists that open formulas": (n) => "* $$x\n".repeat(n),
  "slide marks": (n) => "[**x**] ".repeat(n),
  "slide marks without partners": (n) => "[**x\n\n".repeat(n),
  "roles without ends": (n) => ":numref:`".repeat(n),
  "labels of nothing": (n) => ":label:`x`\n".repeat(n),
  "tab blocks without ends": (n) => ":begin_tab:`mxnet`\n".repeat(n),
  "ends without tab blocks": (n) => ":end_tab:\n".repeat(n),
  "rows with bars in formulas": (n) => `| a | b |\n|---|---|\n${"| $a|b$ | x |\n".repeat(n)}`,
  "captions without tables": (n) => ": a\n\n".repeat(n),
  "images in one paragraph": (n) => "![a](b)\n".repeat(n),
  "addresses in an open bracket": (n) => `[${"http://x.y/:ref:`a` ".repeat(n)}`,
  "lines of one cell": (n) => `\`\`\`{.python .input}\n${"x = 1 #@save\n".repeat(n)}\`\`\`\n`,
};

describe("time grows with the text and not faster", () => {
  const cost = (text: string) => {
    const before = process.cpuUsage().user;
    pageOf(text);
    return process.cpuUsage().user - before;
  };
  test.each(Object.keys(long))("%s", (name) => {
    const text = long[name] as (n: number) => string;
    cost(text(100));
    // Eight times the text took sixty-four times as long if each part looked at all others.
    const ratio = () => cost(text(1600)) / Math.max(2000, cost(text(200)));
    expect(Math.min(ratio(), ratio())).toBeLessThan(32);
  });
});
