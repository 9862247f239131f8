// The `octavo` command on copies of the fixture's book.

import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

const command = fileURLToPath(new URL("../../../src/octavo.mjs", import.meta.url));
const book = fileURLToPath(new URL("fixtures/book", import.meta.url));

/** A copy of the book that is gone after the tests of this file. */
export function copyOfBook(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "octavo-")));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(book, folder, { recursive: true });
  return folder;
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in a folder, as a shell outside of these tests would. */
export function octavo(folder: string, ...args: readonly string[]): Promise<Finished> {
  const outer =
    /^(VITEST|VITE_|TEST|NODE_ENV|NODE_OPTIONS|OCTAVO_|CI$|GITHUB_|FORCE_COLOR|DEV$|PROD$|MODE$|SSR$|BASE_URL$)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
  const child = spawn(process.execPath, [command, ...args], { cwd: folder, env: { ...env, NO_COLOR: "1" } });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
    });
  return new Promise((settle, reject) => {
    child.on("error", reject).on("close", (code) => settle({ code, ...texts }));
  });
}
