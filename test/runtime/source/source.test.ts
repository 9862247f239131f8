// Every construct and every trap of the format: fixtures/<name>/input.md, and tree.txt with what parsing says of it.
// Accept with `-u` after the path, and read the difference against the format's document.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pageOf, printPage } from "./pages.ts";

const fixtures = new URL("fixtures/", import.meta.url).pathname;

describe("fixtures", () => {
  for (const name of readdirSync(fixtures))
    test(name, async () => {
      const page = pageOf(readFileSync(join(fixtures, name, "input.md"), "utf8"));
      await expect(printPage(page)).toMatchFileSnapshot(join(fixtures, name, "tree.txt"));
    });
});
