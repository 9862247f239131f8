// Where this machine has a Chromium: what CHROMIUM names, the system's, or the one that `npx playwright install chromium` fetches.

import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** What to do where there is none. */
export const installHint =
  "npx playwright install chromium (or your system's own: apt-get install chromium), or name one in CHROMIUM";

/** The path of a Chromium, Chrome or Edge. A name in CHROMIUM holds, whatever else there is. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.CHROMIUM) return existsSync(env.CHROMIUM) ? env.CHROMIUM : undefined;
  return [...onPath(env), ...installed(env), ...fetched(env)].find((path) => existsSync(path));
}

function onPath({ PATH = "" }: NodeJS.ProcessEnv): readonly string[] {
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];
  return names.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)));
}

function installed({ PROGRAMFILES, LOCALAPPDATA, ...env }: NodeJS.ProcessEnv): readonly string[] {
  if (process.platform === "darwin")
    return ["Google Chrome", "Chromium", "Microsoft Edge"].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  if (process.platform !== "win32") return [];
  const folders = [PROGRAMFILES, env["PROGRAMFILES(X86)"], LOCALAPPDATA].filter((folder) => folder !== undefined);
  const names = ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Playwright keeps its browsers by revision: the newest first. */
function fetched({ LOCALAPPDATA, PLAYWRIGHT_BROWSERS_PATH }: NodeJS.ProcessEnv): readonly string[] {
  const caches = { darwin: join(homedir(), "Library/Caches"), win32: LOCALAPPDATA ?? "" } as const;
  const cache =
    process.platform === "darwin" || process.platform === "win32"
      ? caches[process.platform]
      : join(homedir(), ".cache");
  const folder = PLAYWRIGHT_BROWSERS_PATH || join(cache, "ms-playwright");
  const revisions = existsSync(folder) ? readdirSync(folder).filter((name) => /^chromium-\d+$/.test(name)) : [];
  const newest = revisions.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  const files = [
    "chrome-linux/chrome",
    "chrome-linux64/chrome",
    "chrome-win/chrome.exe",
    "chrome-win64/chrome.exe",
    "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
    "chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    "chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
  ];
  return newest.flatMap((revision) => files.map((file) => join(folder, revision, file)));
}
