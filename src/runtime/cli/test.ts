// `octavo test [book] …`: the cells as tests, by Vitest with our plugin; all that is not a book is Vitest's.

import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { findBook, isMisconfigured } from "./open.ts";
import { bookOf } from "./run.ts";
import { UsageError } from "./usage.ts";

export async function testCommand(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  const { book, filters } = await bookIn(first);
  const folder = await findBook(book);
  if (isMisconfigured(folder)) return 1;
  const vitest = vitestCommand();
  if (vitest === undefined)
    throw new UsageError(
      "`octavo test` runs the cells with Vitest, which is not installed here",
      "npm install --save-dev vitest@4",
    );
  const given = book === undefined ? args : [...filters, ...rest];
  const watches = given.some((arg) => arg === "--watch" || arg === "-w");
  const config = fileURLToPath(
    new URL(import.meta.url.endsWith(".ts") ? "../vitest/config.ts" : "../vitest/config.js", import.meta.url),
  );
  const child = spawn(
    process.execPath,
    [vitest, ...(watches ? [] : ["run"]), "--config", config, "--root", folder.root, ...given],
    { stdio: "inherit", env: { ...process.env, OCTAVO_BOOK: resolve(book ?? folder.root) } },
  );
  // Ctrl+C in a terminal reaches Vitest by itself, which ends in its own way; other signals are handed on.
  const hold = () => {};
  const handOn = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGINT", hold).on("SIGTERM", handOn).on("SIGHUP", handOn);
  return new Promise((settle) => {
    child.on("close", (code, signal) => {
      process.off("SIGINT", hold).off("SIGTERM", handOn).off("SIGHUP", handOn);
      settle(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}

/** The book that the first argument names, by itself or as one of its chapters, which is then all that is run. */
async function bookIn(first: string | undefined): Promise<{ book?: string; filters: readonly string[] }> {
  if (first === undefined || first.startsWith("-") || !existsSync(first)) return { filters: [] };
  if (statSync(first).isDirectory()) return { book: first, filters: [] };
  if (!first.endsWith(".md")) return { filters: [] };
  const { folder, path } = await bookOf(first);
  return folder.isFile ? { book: first, filters: [] } : { book: folder.root, filters: [path] };
}

/** Vitest's command as installed beside the book, else beside Octavo. */
function vitestCommand(): string | undefined {
  for (const from of [join(process.cwd(), "package.json"), import.meta.url]) {
    try {
      return join(dirname(createRequire(from).resolve("vitest/package.json")), "vitest.mjs");
    } catch {
      // Not there: the next place.
    }
  }
  return undefined;
}
