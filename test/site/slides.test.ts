// Slides in a browser: they turn, fit, stay where they were left, print, and are readable without script.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve } from "../../src/runtime/dev/server.ts";
import { exportSlides } from "../../src/runtime/export/index.ts";
import { createStages, loadBook } from "../../src/runtime/index.ts";
import { readSiteFile } from "../../src/runtime/site-files.ts";
import { hasChromium, launch, openPage } from "./chromium.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const deck = "one/part/marked.html";

let site: { readonly url: string; close(): Promise<void> };
let browser: Browser;
const open = (path: string, options: BrowserContextOptions = {}) => openPage(browser, site, path, options);

describe.skipIf(!hasChromium)("slides", { timeout: 30_000 }, () => {
  beforeAll(async () => {
    const folder = await loadBook(fileURLToPath(new URL("../runtime/export/fixtures/slides", import.meta.url)));
    const stages = createStages(folder);
    const files = new Map<string, string | Uint8Array>();
    try {
      const { files: made } = await exportSlides(stages, { run: true });
      for (const file of made) files.set(file.path, await readSiteFile(folder.root, file));
    } finally {
      await stages.close();
    }
    site = await serve({
      host: "127.0.0.1",
      port: 0,
      has: (name) => files.has(name),
      read: async (name) => files.get(name),
      decorate: (html) => html,
      events: ".octavo/events",
    });
    browser = await launch();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  const shownOf = (page: Page) =>
    page.evaluate(() => {
      const isShown = (one: Element) => getComputedStyle(one).visibility === "visible" && one.clientHeight > 0;
      const sections = [...document.querySelectorAll(".slides > section")];
      return sections.flatMap((one, i) => (isShown(one) ? [i] : []));
    });

  test("one is shown, keys turn them, and the address says which", async () => {
    const { page, faults } = await open(deck);
    await page.locator(".reveal.ready").waitFor();
    expect(await shownOf(page)).toEqual([0]);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => shownOf(page)).toEqual([1]);
    await expect.poll(() => page.url()).toMatch(/#\/1$/);
    await page.reload();
    await expect.poll(() => shownOf(page)).toEqual([1]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test("one that says too much is made smaller until it fits", async () => {
    const { page } = await open(deck);
    await page.locator(".reveal.ready").waitFor();
    const fits = (lines: number) =>
      page.evaluate((count) => {
        const [first] = document.querySelectorAll(".slides > section");
        const slide = first?.querySelector<HTMLElement>(".slide");
        for (let i = 0; i < count; i++)
          slide?.append(Object.assign(document.createElement("p"), { textContent: "More." }));
        location.hash = "#/1";
        return new Promise<{ zoom: number; over: number }>((done) => {
          setTimeout(() => {
            location.hash = "#/0";
            setTimeout(() => {
              const zoom = Number(slide?.style.getPropertyValue("--fit"));
              done({ zoom, over: (first?.scrollHeight ?? 0) - (first?.clientHeight ?? 0) });
            }, 100);
          }, 100);
        });
      }, lines);
    expect(await fits(0)).toEqual({ zoom: 1, over: 0 });
    const more = await fits(6);
    expect(more.zoom).toBeLessThan(1);
    expect(more.zoom).toBeGreaterThan(0.6);
    expect(more.over).toBeLessThanOrEqual(1);
    expect((await fits(60)).over).toBeGreaterThan(100);
    await page.context().close();
  });

  test("without script all are there, one below the other", async () => {
    const { page } = await open(deck, { javaScriptEnabled: false });
    const tops = [];
    for (const one of await page.locator(".slides > section").all()) tops.push((await one.boundingBox())?.y ?? 0);
    expect(tops.length).toBe(4);
    for (const [i, top] of tops.entries()) if (i > 0) expect(top - (tops[i - 1] ?? 0)).toBeGreaterThanOrEqual(700);
    await page.context().close();
  });

  test("on paper each has a page", async () => {
    const { page } = await open(deck);
    await page.locator(".reveal.ready").waitFor();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBe(4);
    await page.context().close();
  });

  test("axe finds nothing, on a slide and in the lists", async () => {
    for (const path of [deck, "one/index.html", "index.html"]) {
      const { page, faults } = await open(path, { bypassCSP: true });
      if (path === deck) await page.locator(".reveal.ready").waitFor();
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        const { violations } = await (globalThis as unknown as { axe: typeof import("axe-core") }).axe.run({
          exclude: [".katex"],
        });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
      });
      expect([path, found, faults]).toEqual([path, [], []]);
      await page.context().close();
    }
  });
});
