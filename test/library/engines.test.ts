// The same bits in Node, in Chromium and in Firefox: every operation, generators and training steps. A browser that is not there is
// said loudly; where CI is set, Chromium has to be.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { describe, expect, test } from "vitest";
import { bitsOfEverything, bitsOfOperations } from "./bits.ts";

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

const folder = new URL("reference/", import.meta.url);

/** In the place of `node:fs`, the files of reference/; and of Vitest, nothing. */
async function standIns(): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  const files = await Promise.all(names.map(async (name) => [name, await readFile(new URL(name, folder), "utf8")]));
  const reads = `const files = ${JSON.stringify(Object.fromEntries(files))};
    export const readFileSync = (url) => files[url.pathname.split("/").pop()];`;
  return { "node:fs": reads, vitest: "export const expect = undefined;" };
}

const both = () => ({ ...bitsOfEverything(), ...bitsOfOperations() });

async function script(): Promise<string> {
  const modules = await standIns();
  const { outputFiles } = await build({
    entryPoints: [new URL("bits.ts", import.meta.url).pathname],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "engine",
    target: "es2022",
    define: { "import.meta.url": '"file:///"' },
    plugins: [
      {
        name: "stand-ins",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^(node:fs|vitest)$/ }, ({ path }) => ({ path, namespace: "stand-in" }));
          onLoad({ filter: /.*/, namespace: "stand-in" }, ({ path }) => ({ contents: modules[path]! }));
        },
      },
    ],
  });
  return outputFiles[0]!.text;
}

const everything = "({ ...engine.bitsOfEverything(), ...engine.bitsOfOperations() })";

describe("an engine", () => {
  test.runIf(chromiumPath !== undefined || process.env.CI)(
    "Chromium has Node's bits",
    { timeout: 90_000 },
    async () => {
      const browser = await chromium.launch({ executablePath: chromiumPath!, args: ["--no-sandbox"] });
      try {
        const page = await browser.newPage();
        await page.addScriptTag({ content: await script() });
        expect(await page.evaluate(everything)).toEqual(both());
      } finally {
        await browser.close();
      }
    },
  );

  test.runIf(firefoxPath !== undefined)("Firefox has Node's bits", { timeout: 120_000 }, async () => {
    expect(await inFirefox(firefoxPath!)).toEqual(both());
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
      const send = `fetch("/bits", { method: "POST", body: JSON.stringify(${everything}) })`;
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
