// Finding and loading a book: a folder with octavo.config.ts or d2lbook's config.ini, or one .md file.

import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { readSource } from "../files.ts";
import { checkOptions, type Fault } from "./check.ts";
import { evaluate } from "./evaluate.ts";
import { type BookFolder, brokenFolder, defaults, diagnosticOf, filesOf, folderOf, isFile, placeAt } from "./folder.ts";
import { fromIni } from "./from-ini.ts";
import { locateKey } from "./locate.ts";
import { type Config, librariesOf } from "./model.ts";
import type { BookOptions } from "./options.ts";
import { packageModules } from "./package-modules.ts";

const names = ["octavo.config.ts", "octavo.config.mts", "octavo.config.js", "octavo.config.mjs"];

/**
 * The book at `path`: a folder, one inside a book, or a `.md` file; by default the folder one stands in.
 * Never throws for a fault of the book: it is among the diagnostics.
 */
export async function loadBook(path = "."): Promise<BookFolder> {
  const at = resolve(path);
  const found = await stat(at).catch(() => undefined);
  if (!found) return missing(process.cwd(), `There is no file or folder \`${path}\``);
  if (found.isFile() && /\.(md|markdown)$/.test(at)) return fileBook(await realpath(at));
  const start = found.isFile() ? dirname(at) : at;
  for (let folder = start; ; folder = dirname(folder)) {
    const book = await bookIn(folder);
    if (book) return book;
    if (dirname(folder) === folder) break;
  }
  const hint = "Write an octavo.config.ts, or let `octavo new book DIR` make a book, or name one .md file.";
  return missing(start, `No octavo.config.ts in \`${path}\` nor above it`, hint);
}

/** One page, with a book's defaults around it. Its title is the page's own. */
async function fileBook(file: string): Promise<BookFolder> {
  const page = basename(file);
  const config = { ...defaults(), index: page };
  return {
    root: dirname(file),
    config,
    pages: [page],
    resources: [],
    diagnostics: [],
    isFile: true,
    textOf: () => undefined,
  };
}

async function bookIn(root: string): Promise<BookFolder | undefined> {
  for (const name of names) if (await isFile(join(root, name))) return fromModule(root, name);
  return (await isFile(join(root, "config.ini"))) ? fromIni(root, "config.ini") : undefined;
}

async function fromModule(root: string, name: string): Promise<BookFolder> {
  const { text, diagnostics } = await readSource(root, name);
  const file = { root, name, text: text ?? "" };
  if (text === undefined) return brokenFolder(file, diagnostics);
  const result = await evaluate(join(root, name));
  if (!("value" in result)) {
    const { message, hint, line = 1, column = 1 } = result;
    const place = placeAt(file, offsetOf(text, line, column));
    return brokenFolder(file, [...diagnostics, diagnosticOf({ path: [], message, ...(hint && { hint }) }, place)]);
  }
  const checked = checkOptions(result.value);
  const said = (fault: Fault) => {
    const at = locateKey(text, fault.path);
    return diagnosticOf(fault, placeAt(file, at?.from ?? 0, at?.to));
  };
  if ("faults" in checked) return brokenFolder(file, [...diagnostics, ...checked.faults.map(said)]);
  const { found, faults } = await filesOf(root, checked.options, { notebooks: ["**/*.md"], skip: [] });
  const config = await withModules(root, found.config);
  const missed: Fault[] = [...faults];
  for (const { name: module, file: path } of config.reference)
    if (!(await isFile(join(root, path))))
      missed.push({ path: ["reference", module], message: `There is no file "${path}"` });
  return folderOf(file, { ...found, config }, [...diagnostics, ...missed.map(said)]);
}

/** Only a book with libraries needs to know its package's modules. */
async function withModules(root: string, config: Config): Promise<Config> {
  if (librariesOf(config).length === 0) return config;
  const { text } = await readSource(root, "package.json");
  const modules = packageModules(text ?? "");
  return Object.keys(modules).length > 0 ? { ...config, modules } : config;
}

function missing(root: string, message: string, hint?: string): BookFolder {
  const file = { root, name: "", text: "" };
  const place = placeAt({ name: ".", text: "" }, 0);
  return brokenFolder(file, [diagnosticOf({ path: [], message, ...(hint && { hint }) }, place)]);
}

/** Of a line and a column, both from 1. */
function offsetOf(text: string, line: number, column: number): number {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (end) => end.index + end[0].length)];
  return Math.min((starts[line - 1] ?? 0) + column - 1, text.length);
}

/** Gives back its options: with it, an editor knows the keys of a book's configuration and their types. */
export function defineConfig(options: BookOptions): BookOptions {
  return options;
}
