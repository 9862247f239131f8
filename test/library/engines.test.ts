// The same bits in Node, in Chromium and in Firefox: every operation, generators and training steps. A browser that is not there is
// said loudly; where CI is set, Chromium has to be.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { describe, expect, test } from "vitest";
import { bitsOfEverything } from "./bits.ts";

/** The first of these programs that is there. */
const found = (...paths: readonly (string | undefined)[]): string | undefined =>
  paths.find((path) => path !== undefined && existsSync(path));
const chromiumPath = found(
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
);
const firefoxPath = found(process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox");

async function script(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL("bits.ts", import.meta.url).pathname],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "engine",
    target: "es2022",
  });
  return outputFiles[0]!.text;
}

describe("an engine", () => {
  test.runIf(chromiumPath !== undefined || process.env.CI)(
    "Chromium has Node's bits",
    { timeout: 60_000 },
    async () => {
      const browser = await chromium.launch({ executablePath: chromiumPath!, args: ["--no-sandbox"] });
      try {
        const page = await browser.newPage();
        await page.addScriptTag({ content: await script() });
        expect(await page.evaluate("engine.bitsOfEverything()")).toEqual(bitsOfEverything());
      } finally {
        await browser.close();
      }
    },
  );

  test.runIf(firefoxPath !== undefined)("Firefox has Node's bits", { timeout: 90_000 }, async () => {
    expect(await inFirefox(firefoxPath!)).toEqual(bitsOfEverything());
  });

  test("are there, or are said not to be", () => {
    if (chromiumPath === undefined) console.warn("NO CHROMIUM: its bits were not compared. Set CHROMIUM to its path.");
    if (firefoxPath === undefined) console.warn("NO FIREFOX: its bits were not compared. Set FIREFOX to its path.");
  });
});

/** Has Firefox open a page that sends what it computes back here. */
async function inFirefox(path: string): Promise<unknown> {
  const content = await script();
  const profile = await mkdtemp(join(tmpdir(), "octavo-firefox-"));
  await writeFile(join(profile, "user.js"), 'user_pref("browser.shell.checkDefaultBrowser", false);\n');
  let settle: (bits: unknown) => void = () => {};
  const told = new Promise<unknown>((resolve) => {
    settle = resolve;
  });
  const server = createServer((request, response) => {
    if (request.method === "GET") {
      const send = 'fetch("/bits", { method: "POST", body: JSON.stringify(engine.bitsOfEverything()) })';
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(
        `<!doctype html><title>bits</title><script>${content.replaceAll("</script", "<\\/script")}\n${send}</script>`,
      );
      return;
    }
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      response.end();
      settle(JSON.parse(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const firefox = spawn(path, ["--headless", "--no-remote", "--profile", profile, address], { stdio: "ignore" });
  try {
    return await told;
  } finally {
    firefox.kill("SIGKILL");
    server.close();
    server.closeAllConnections();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
