// Every construct and every trap of the format: fixtures/<name>/input.md, and tree.txt with what parsing says of it.
// Accept with `-u` after the path, and read the difference against the format's document. Each is the same page with
// other line ends, a byte-order mark, or no final line end.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pageOf, printPage } from "./pages.ts";

const fixtures = new URL("fixtures/", import.meta.url).pathname;

describe.each(readdirSync(fixtures))("%s", (name) => {
  const text = readFileSync(join(fixtures, name, "input.md"), "utf8");
  const printed = printPage(pageOf(text));

  test("tree", async () => {
    await expect(printed).toMatchFileSnapshot(join(fixtures, name, "tree.txt"));
  });

  test.each([
    ["CRLF", (from: string) => from.replaceAll("\n", "\r\n")],
    ["CR", (from: string) => from.replaceAll("\n", "\r")],
    ["a byte-order mark", (from: string) => `\uFEFF${from}`],
  ])("the same with %s", (_, change) => {
    expect(printPage(pageOf(change(text)))).toBe(printed);
  });

  test("the same without a final line end, but for where the file ends", () => {
    const withoutEnds = (tree: string) => tree.replace(/-\d+:\d+/g, "");
    expect(withoutEnds(printPage(pageOf(text.slice(0, -1))))).toBe(withoutEnds(printed));
  });
});
