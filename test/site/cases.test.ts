// What is hard for a page: tabs of unlike lengths, links into hidden tabs, things wider than a phone, keys, lost addresses.

import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasChromium, launch, openPage, overflow } from "./chromium.ts";
import { type ServedSite, serveBook } from "./site.ts";

let site: ServedSite;
let browser: Browser;
const open = (path: string, options: BrowserContextOptions = {}) => openPage(browser, site, path, options);
const topOf = async (one: Locator) => (await one.boundingBox())?.y ?? Number.NaN;
const phone = { viewport: { width: 360, height: 740 } };

/** Whether something is within the window, not only somewhere on the page. */
const isInView = (one: Locator) =>
  one.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight && bottom > top;
  });

/** Presses a key until something has the focus. */
async function pressTo(page: Page, key: string, goal: Locator): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press(key);
    if (await goal.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${key} does not lead there`);
}

describe.skipIf(!hasChromium)("hard cases", { timeout: 30_000 }, () => {
  beforeAll(async () => {
    const book = fileURLToPath(new URL("fixtures/book", import.meta.url));
    [site, browser] = await Promise.all([serveBook(book), launch()]);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  test("the page's choice of tab leaves the text that is read where it is", async () => {
    const { page, faults } = await open("tabs.html", { viewport: { width: 900, height: 600 } });
    const read = page.getByText("Paragraph 4.");
    await read.evaluate((element) => scrollTo({ top: element.getBoundingClientRect().top - 60, behavior: "instant" }));
    const before = await topOf(read);
    for (const tab of ["long", "short", "long"]) {
      await page.locator("select.tab-choice").selectOption(tab);
      expect(Math.abs((await topOf(read)) - before)).toBeLessThan(2);
      expect(await page.getByText("Long 1.").isVisible()).toBe(tab === "long");
    }
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test("a link to what is in another tab opens that tab, from another page and from this one", async () => {
    const { page } = await open("index.html");
    await page.getByRole("link", { name: "(1)" }).click();
    await page.waitForURL("**/tabs.html#*");
    const equation = page.locator(".equation[id]");
    await expect.poll(() => isInView(equation)).toBe(true);
    expect(await page.locator(".tab-bar [aria-selected=true]").first().innerText()).toBe("Long");
    await page.locator("select.tab-choice").selectOption("short");
    expect(await equation.isVisible()).toBe(false);
    const id = await equation.getAttribute("id");
    await page.evaluate((id) => {
      location.hash = "";
      location.hash = id ?? "";
    }, id);
    await expect.poll(() => isInView(equation)).toBe(true);
    await page.context().close();
  });

  test("each chosen tab names its panel, and only the chosen one is in the order of focus", async () => {
    const { page } = await open("tabs.html?tab=long");
    const group = page.locator(".tabs").first();
    const tab = group.getByRole("tab", { selected: true });
    const panel = group.getByRole("tabpanel");
    expect(await panel.count()).toBe(1);
    expect(await panel.getAttribute("aria-labelledby")).toBe(await tab.getAttribute("id"));
    expect(await tab.getAttribute("aria-controls")).toBe(await panel.getAttribute("id"));
    expect(await group.locator("[role=tab][tabindex='0']").allInnerTexts()).toEqual(["Long"]);
    await page.context().close();
  });

  for (const [how, options] of [
    ["with script", phone],
    ["without", { ...phone, javaScriptEnabled: false }],
  ] as const) {
    test(`what is wider than a phone scrolls in a box of its own, ${how}`, async () => {
      const { page } = await open("wide.html", options);
      expect(await overflow(page)).toBe(0);
      const cut = await page.locator("article").evaluate((article) => article.scrollWidth - article.clientWidth);
      expect(cut).toBe(0);
      await page.setViewportSize({ width: 320, height: 600 });
      expect(await overflow(page)).toBe(0);
      await page.context().close();
    });
  }

  test("boxes that scroll are reached by keys and scrolled by them; those that fit are passed over", async () => {
    const { page } = await open("wide.html", phone);
    const formula = page.locator(".equation .katex-display").first();
    await pressTo(page, "Tab", formula);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => formula.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
    await page.setViewportSize({ width: 1400, height: 800 });
    await expect.poll(() => formula.getAttribute("tabindex")).toBe(null);
    await page.context().close();
  });

  test("a reference that has the focus shows what it leads to; Escape hides it and leaves the focus", async () => {
    const { page, faults } = await open("wide.html");
    const link = page.locator("main a.reference", { hasText: "(1)" });
    const preview = page.locator("#preview");
    await page.getByRole("heading", { name: "Last" }).getByRole("link").focus();
    await pressTo(page, "Tab", link);
    await preview.waitFor({ state: "visible" });
    expect(await preview.locator(".katex").count()).toBe(1);
    expect(await link.getAttribute("aria-describedby")).toBe("preview");
    await page.keyboard.press("Escape");
    await preview.waitFor({ state: "hidden" });
    expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test("the first stop of the keys leads past the frame to the text", async () => {
    const { page } = await open("tabs.html");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the text");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("main");
    await page.context().close();
  });

  test("print shows the chosen tab under its name, by day, and nothing is cut", async () => {
    const { page } = await open("tabs.html?tab=long", { colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    expect(await page.getByText("Long 1.").isVisible()).toBe(true);
    expect(await page.getByText("Short 1.").isVisible()).toBe(false);
    expect(await page.locator(".tab-name").locator("visible=true").first().innerText()).toBe("Long");
    expect(await page.locator(".tab-bar").first().isVisible()).toBe(false);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("light");
    await page.goto(`${site.url}wide.html`);
    const code = page.locator(".code > pre");
    expect(await code.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
    await page.context().close();
  });

  test("an address that has no page leads to the book, however deep it lies", async () => {
    for (const path of ["nowhere", "no/where/at/all.html"]) {
      const { page } = await open(path);
      const link = page.getByRole("link", { name: "A Book of Hard Cases", exact: false });
      await expect.poll(() => link.evaluate((element) => (element as HTMLAnchorElement).pathname)).toBe("/index.html");
      await page.context().close();
    }
  });

  test("a formula that has not been seen has the room that it needs, so that an address leads to its place at once", async () => {
    const { page } = await open("wide.html", phone);
    await page.evaluate(() => document.fonts.ready);
    const missed = await page.locator(".katex-display").evaluateAll((all) =>
      all.map((one) => {
        const unseen = one.cloneNode(true) as HTMLElement;
        unseen.style.contentVisibility = "hidden";
        one.replaceWith(unseen);
        const { height } = unseen.getBoundingClientRect();
        unseen.replaceWith(one);
        (one as HTMLElement).style.contentVisibility = "visible";
        return Math.abs(one.getBoundingClientRect().height - height);
      }),
    );
    expect(missed).toHaveLength(4);
    expect(Math.max(...missed)).toBeLessThan(4);
    await page.context().close();
  });

  test("nothing moves while a page comes", async () => {
    const { page } = await open("tabs.html?tab=long");
    await page.evaluate(() => document.fonts.ready);
    const moved = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          const shifts = (list: PerformanceObserverEntryList) =>
            done(list.getEntries().reduce((sum, entry) => sum + (entry as unknown as { value: number }).value, 0));
          new PerformanceObserver(shifts).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(0), 200);
        }),
    );
    expect(moved).toBeLessThan(0.05);
    await page.context().close();
  });

  test("a book of one page has it in the middle of the window, at its full width", async () => {
    const alone = await serveBook(fileURLToPath(new URL("fixtures/one-page.md", import.meta.url)));
    const { page, faults } = await openPage(browser, alone, "index.html", { viewport: { width: 1440, height: 800 } });
    const box = await page.locator("article").boundingBox();
    expect(box?.width).toBeGreaterThan(700);
    expect(Math.abs((box?.x ?? 0) + (box?.width ?? 0) / 2 - 720)).toBeLessThan(10);
    expect(faults).toEqual([]);
    await page.context().close();
    await alone.close();
  });
});
