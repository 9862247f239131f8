// The book of this repository: nothing is left to say about it, and its site as readers have it, in Chromium.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { RunOptions } from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { forEach, hasChromium, launch, openPage, overflow } from "./chromium.ts";
import { type ServedSite, serveBook } from "./site.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const looked = ["reference/index.html", "reference/torch.nn.init.html", "reference/tensorflow.keras.metrics.html"];
const scratch = "linear-regression/linear-regression-scratch.html";

let site: ServedSite;
let browser: Browser;

const open = (path: string, options: BrowserContextOptions = {}) => openPage(browser, site, path, options);

/** What axe has to say of a page, without what formulas draw: that is hidden from readers of the screen, and is most of the elements. */
async function violations(page: Page, options: RunOptions = {}): Promise<string[]> {
  const found = await page.evaluate(async (options) => {
    for (const drawn of document.querySelectorAll(".katex-html")) drawn.remove();
    const { violations } = await (globalThis as unknown as { axe: typeof import("axe-core") }).axe.run({
      ...options,
      resultTypes: ["violations"],
      preload: false,
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
  }, options);
  return found.map((violation) => `${new URL(page.url()).pathname}: ${violation}`);
}

const isShown = (page: Page, text: string) => page.getByText(text).locator("visible=true").first().isVisible();
const chosen = (page: Page) => page.locator(".tab-bar [aria-selected=true]").allTextContents();

beforeAll(async () => {
  site = await serveBook(new URL("../..", import.meta.url).pathname);
}, 120_000);
afterAll(() => site?.close());

test("the book is without fault and its libraries are current", () => {
  const said = site.diagnostics.map(
    ({ place, rule, message }) => `${place.path}:${place.start.line} ${rule}: ${message}`,
  );
  expect(said).toEqual([]);
});

test("a page and what it needs at first weigh less than 150 kB, but for fonts", () => {
  const parts = [scratch, "assets/octavo.css", "assets/octavo.js", "assets/favicon.svg"];
  expect(parts.reduce((sum, path) => sum + site.weightOf(path), 0)).toBeLessThan(150_000);
});

describe.skipIf(!hasChromium)("in a browser", { timeout: 60_000 }, () => {
  beforeAll(async () => {
    browser = await launch();
  }, 60_000);
  afterAll(() => browser?.close());

  test("no page logs an error or asks for anything elsewhere, none is wider than a phone, and axe finds nothing by day or night", {
    timeout: 180_000,
  }, async () => {
    const found: string[] = [];
    // Pages of the reference are made alike, and long: some of them are looked at.
    const pages = site.pages.filter((path) => !path.startsWith("reference/") || looked.includes(path));
    await forEach(pages, async (path) => {
      const { page, faults } = await open(path, { viewport: { width: 360, height: 740 } });
      const over = await overflow(page);
      if (over > 0) found.push(`${path} is ${over} pixels too wide`);
      found.push(...faults);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.evaluate(axe);
      found.push(...(await violations(page)));
      // By night only colours are others.
      await page.emulateMedia({ colorScheme: "dark" });
      found.push(...(await violations(page, { runOnly: ["color-contrast"] })).map((one) => `${one}, by night`));
      await page.context().close();
    });
    expect(found).toEqual([]);
  });

  test("all groups switch together, what was clicked stays in place, and the choice is remembered", async () => {
    const { page, faults } = await open(scratch);
    expect(new Set(await chosen(page))).toEqual(new Set(["MXNet"]));
    const button = page.getByRole("tab", { name: "JAX" }).nth(3);
    await button.scrollIntoViewIfNeeded();
    const before = await button.boundingBox();
    await button.click();
    const after = await button.boundingBox();
    expect(Math.abs((after?.y ?? 0) - (before?.y ?? 1e9))).toBeLessThan(2);
    expect(new Set(await chosen(page))).toEqual(new Set(["JAX"]));
    expect(await isShown(page, "octavo/d2l/jax")).toBe(true);
    expect(await page.getByText("octavo/d2l/mxnet").first().isVisible()).toBe(false);
    expect(page.url()).toContain("tab=jax");
    await page.goto(`${site.url}preliminaries/autograd.html`);
    expect(new Set(await chosen(page))).toEqual(new Set(["JAX"]));
    expect(await page.locator("select.tab-choice").inputValue()).toBe("jax");
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test("the tab in the address wins, and no other is painted before it", async () => {
    const { page } = await open(`${scratch}?tab=tensorflow`);
    expect(new Set(await chosen(page))).toEqual(new Set(["TensorFlow"]));
    expect(await isShown(page, "octavo/d2l/tensorflow")).toBe(true);
    await page.context().close();
  });

  test("tabs are worked by keys", async () => {
    const { page } = await open(scratch);
    const bar = page.getByRole("tablist").first();
    await bar.getByRole("tab", { name: "MXNet" }).focus();
    for (const [key, tab] of [
      ["ArrowRight", "PyTorch"],
      ["End", "JAX"],
      ["ArrowRight", "MXNet"],
      ["ArrowLeft", "JAX"],
      ["Home", "MXNet"],
    ] as const) {
      await page.keyboard.press(key);
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(tab);
      expect(new Set(await chosen(page))).toEqual(new Set([tab]));
    }
    expect(await bar.locator("[tabindex='0']").count()).toBe(1);
    await page.context().close();
  });

  test("without script all tabs are there, each under its name", async () => {
    const { page, faults } = await open(scratch, { javaScriptEnabled: false });
    for (const tab of ["mxnet", "pytorch", "tensorflow", "jax"])
      expect(await page.getByText(`octavo/d2l/${tab}`).first().isVisible()).toBe(true);
    expect(await page.locator(".tab-name").first().isVisible()).toBe(true);
    expect(await page.locator(".tab-bar").first().isVisible()).toBe(false);
    expect(await page.locator(".script-only").first().isVisible()).toBe(false);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test("a reference shows what it leads to, of this page and of others", async () => {
    const { page, faults } = await open(scratch);
    const preview = page.locator("#preview");
    await page.locator("main a.reference", { hasText: "Section 2.3" }).first().hover();
    await preview.waitFor({ state: "visible" });
    expect(await preview.innerText()).toContain("Synthetic Regression Data");
    await page.keyboard.press("Escape");
    await preview.waitFor({ state: "hidden" });
    await page.locator("main a.citation").locator("visible=true").first().hover();
    await preview.waitFor({ state: "visible" });
    expect(await preview.innerText()).toMatch(/\(\d{4}\)/);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test("code is copied as it is written", async () => {
    const { page } = await open(scratch, { permissions: ["clipboard-read", "clipboard-write"] });
    const code = page.locator(".code").locator("visible=true").first();
    await code.hover();
    await code.getByRole("button", { name: "Copy" }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied.trim()).toBe(
      'import * as d2l from "octavo/d2l/mxnet";\nimport { autograd, np } from "octavo/mxnet";',
    );
    await page.context().close();
  });

  test("the theme goes from the system's to light to dark, and stays", async () => {
    const { page } = await open("index.html", { colorScheme: "dark" });
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const dark = await paper();
    const button = page.locator("button.theme");
    await button.click();
    expect(await button.getAttribute("aria-label")).toBe("Theme: Light");
    const light = await paper();
    expect(light).not.toBe(dark);
    await page.reload();
    expect(await paper()).toBe(light);
    await button.click();
    expect(await paper()).toBe(dark);
    await page.context().close();
  });

  test("on a phone the contents open over the page, and lead on", async () => {
    const { page } = await open(scratch, { viewport: { width: 390, height: 800 } });
    const side = page.locator("#side");
    expect(await side.isVisible()).toBe(false);
    await page.getByRole("button", { name: "Contents" }).click();
    expect(await side.isVisible()).toBe(true);
    expect(await side.locator("[aria-current=page]").innerText()).toContain("from Scratch");
    await side.getByRole("link", { name: "Oriented Design" }).click();
    await page.waitForURL("**/oo-design.html");
    await page.context().close();
  });

  test("print has the text and no frame", async () => {
    const { page } = await open(scratch);
    await page.emulateMedia({ media: "print" });
    for (const frame of [".top", "#side", "#here", ".pager"])
      expect(await page.locator(frame).first().isVisible()).toBe(false);
    expect(await page.locator("h1").isVisible()).toBe(true);
    const { length } = await page.pdf({ format: "A4" });
    expect(length).toBeGreaterThan(20_000);
    await page.context().close();
  });

  test("plots, formulas and their numbers are drawn", async () => {
    const { page } = await open(scratch);
    expect(await page.locator("svg.plot").locator("visible=true").count()).toBeGreaterThan(0);
    expect(await page.locator(".katex").count()).toBeGreaterThan(10);
    await page.evaluate(() => document.fonts.ready);
    expect(await page.evaluate(() => document.fonts.check("16px KaTeX_Main"))).toBe(true);
    await page.context().close();
  });
});
