// `octavo test [book] …`: the cells as tests, by Vitest with our plugin; all that is not a book is Vitest's.

import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { loadBook } from "../config/index.ts";
import { hasErrors } from "../diagnostic.ts";
import { printDiagnostics } from "./report.ts";

export async function testCommand(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  const isBook =
    first !== undefined &&
    !first.startsWith("-") &&
    existsSync(first) &&
    (first.endsWith(".md") || statSync(first).isDirectory());
  const book = isBook ? first : undefined;
  const folder = await loadBook(book);
  if (hasErrors(folder.diagnostics)) {
    printDiagnostics(folder.diagnostics, folder.textOf);
    return 1;
  }
  const vitest = vitestCommand();
  if (vitest === undefined) {
    console.error(
      "`octavo test` runs the cells with Vitest, which is not installed here. Try: npm install --save-dev vitest@4",
    );
    return 2;
  }
  const given = isBook ? rest : args;
  const watches = given.some((arg) => arg === "--watch" || arg === "-w");
  const config = fileURLToPath(
    new URL(import.meta.url.endsWith(".ts") ? "../vitest/config.ts" : "../vitest/config.js", import.meta.url),
  );
  const child = spawn(
    process.execPath,
    [vitest, ...(watches ? [] : ["run"]), "--config", config, "--root", folder.root, ...given],
    { stdio: "inherit", env: { ...process.env, OCTAVO_BOOK: resolve(book ?? folder.root) } },
  );
  return new Promise((settle) => {
    child.on("close", (code, signal) => settle(code ?? (signal === "SIGINT" ? 130 : 1)));
  });
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
