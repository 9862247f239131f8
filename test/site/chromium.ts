// Debian's Chromium, or the one that CHROMIUM names. CI must have one; elsewhere its absence is said, and the tests are skipped.

import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const executablePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);

/** Whether browser tests can run. */
export const hasChromium = executablePath !== undefined;
if (!hasChromium) {
  const advice = "No Chromium: install it (apt-get install chromium), or name it in CHROMIUM.";
  if (process.env.CI) throw new Error(advice);
  console.warn(`\n  THE BROWSER TESTS ARE SKIPPED. ${advice}\n`);
}

/** Starts it, without a window. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
}

/** A page that a test has opened, and what it should not have done: errors, requests that fail or leave the site. */
export interface Opened {
  readonly page: Page;
  readonly faults: string[];
}

/** Opens a page of a site in a window of its own; `close` the page's context when done. */
export async function openPage(
  browser: Browser,
  site: { readonly url: string },
  path: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(`${path}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`${path}: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(site.url) && !request.url().startsWith("data:")) faults.push(request.url());
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(site.url + path);
  return { page, faults };
}

/** Does something for every path, a few at a time. */
export async function forEach(paths: readonly string[], work: (path: string) => Promise<void>): Promise<void> {
  const left = [...paths];
  const worker = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) await work(path);
  };
  await Promise.all([worker(), worker(), worker()]);
}

/** How many pixels of a page are out of the window, sideways. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
