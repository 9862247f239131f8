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
