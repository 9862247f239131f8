// Debian's Chromium, or the one that CHROMIUM names. CI must have one; elsewhere its absence is said, and the tests are skipped.

import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

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
