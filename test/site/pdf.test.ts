// A book and a page of it as PDF: pages for all links and bookmarks, the same bytes twice.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { exportPdf } from "../../src/runtime/export/index.ts";
import { findChromium } from "../../src/runtime/export/pdf/find.ts";
import { pageObjects, pagesOfPlaces, readPdf } from "../../src/runtime/export/pdf/read.ts";
import { createStages, loadBook } from "../../src/runtime/index.ts";
import { hasChromium } from "./chromium.ts";

const fixture = fileURLToPath(new URL("../runtime/export/fixtures/slides", import.meta.url));

/** The book's PDF, or why there is none. */
async function printed(pages?: readonly string[]) {
  const cache = await mkdtemp(join(tmpdir(), "octavo-pdf-"));
  const stages = createStages(await loadBook(fixture), { cache });
  try {
    const { files, refusal } = await exportPdf(stages, { run: true, ...(pages && { pages }) });
    const [file] = files;
    return { refusal, bytes: file && "content" in file ? Buffer.from(file.content) : Buffer.alloc(0) };
  } finally {
    await stages.close();
    await rm(cache, { recursive: true });
  }
}

describe.skipIf(!hasChromium)("a book", { timeout: 60_000 }, async () => {
  const { bytes } = hasChromium ? await printed() : { bytes: Buffer.alloc(0) };

  test("has a title page, contents and its pages, each with bookmarks", () => {
    const pdf = readPdf(bytes);
    const pages = pagesOfPlaces(pdf);
    expect(pageObjects(pdf).length).toBeGreaterThan(5);
    expect(pages.get("p1")).toBe(3);
    expect([...pages.values()].every((page) => page > 2 && page <= pageObjects(pdf).length)).toBe(true);
    const titles = [...pdf.objects.values()].flatMap((text) => /^<<\/Title \((.*)\)\n\/Parent/.exec(text)?.[1] ?? []);
    expect(titles).toMatchInlineSnapshot(`
      [
        "Tides",
        "1 High and Low h",
        "2 No Marks",
        "3 In One Tab",
        "1.1 Before We Start",
      ]
    `);
    // No link leads out of the document but to where a reader can go.
    const links = [...pdf.objects.values()].flatMap((text) => /\/URI \(([^)]*)\)/.exec(text)?.[1] ?? []);
    expect(links.filter((link) => !/^https?:/.test(link))).toEqual([]);
  });

  test("comes out the same again", async () => {
    expect(Buffer.compare((await printed()).bytes, bytes)).toBe(0);
  });
});

test.skipIf(!hasChromium)("one page has no title page", { timeout: 60_000 }, async () => {
  const { bytes } = await printed(["part/marked.md"]);
  expect(pagesOfPlaces(readPdf(bytes)).get("p1")).toBe(1);
});

test("without a Chromium it says how to get one", async () => {
  vi.stubEnv("CHROMIUM", "/nowhere/chromium");
  try {
    expect(findChromium()).toBe(undefined);
    expect((await printed()).refusal).toEqual({
      message: "There is no Chromium to print with",
      hint: "npx playwright install chromium (or your system's own: apt-get install chromium), or name one in CHROMIUM",
    });
  } finally {
    vi.unstubAllEnvs();
  }
});
