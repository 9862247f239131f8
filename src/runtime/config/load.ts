// Finding and loading a book: a folder with octavo.config.ts or d2lbook's config.ini, or one .md file.

import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Diagnostic, Place } from "../diagnostic.ts";
import { listFiles, readSource } from "../files.ts";
import { checkOptions, type Fault } from "./check.ts";
import { configOf, neverChapters } from "./defaults.ts";
import { evaluate } from "./evaluate.ts";
import { matcher } from "./glob.ts";
import { isBookIni, optionsOfIni, parseIni } from "./ini.ts";
import { locateKey } from "./locate.ts";
import type { Config } from "./model.ts";
import type { BookOptions, CheckedOptions } from "./options.ts";
import { packageModules } from "./package-modules.ts";

/** A book that has been found: where it is, how it is configured, which files are its chapters. */
export interface BookFolder {
  /** Absolute. All other paths of the book are from here. */
  readonly root: string;
  readonly config: Config;
  /** All chapter files, from the root, sorted. */
  readonly pages: readonly string[];
  /** What is wrong with the configuration. With an error here, `config` holds defaults. */
  readonly diagnostics: readonly Diagnostic[];
  /** One file that is a book for the moment. */
  readonly isFile: boolean;
  /** The text of a file that loading has read, for frames: the configuration's. */
  textOf(path: string): string | undefined;
}

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
  return { root: dirname(file), config, pages: [page], diagnostics: [], isFile: true, textOf: () => undefined };
}

async function bookIn(root: string): Promise<BookFolder | undefined> {
  for (const name of names) if (await isFile(join(root, name))) return fromModule(root, name);
  return (await isFile(join(root, "config.ini"))) ? fromIni(root, "config.ini") : undefined;
}

async function fromModule(root: string, name: string): Promise<BookFolder> {
  const { text, diagnostics } = await readSource(root, name);
  if (text === undefined) return folderOf(root, name, "", defaults(), [], diagnostics);
  const result = await evaluate(join(root, name));
  if (!("value" in result)) {
    const { message, hint, line = 1, column = 1 } = result;
    const place = placeAt(name, text, offsetOf(text, line, column));
    return folderOf(
      root,
      name,
      text,
      defaults(),
      [],
      [...diagnostics, fault({ path: [], message, ...(hint && { hint }) }, place)],
    );
  }
  const checked = checkOptions(result.value);
  const place = ({ path }: Fault) => {
    const at = locateKey(text, path);
    return placeAt(name, text, at?.from ?? 0, at?.to);
  };
  if ("faults" in checked)
    return folderOf(
      root,
      name,
      text,
      defaults(),
      [],
      [...diagnostics, ...checked.faults.map((one) => fault(one, place(one)))],
    );
  const { options } = checked;
  const config = await withModules(root, configOf(options));
  const pages = await chapters(root, config, ["**/*.md"], options.exclude ?? []);
  const missed: Diagnostic[] = [];
  for (const { name: module, file } of config.reference) {
    if (await isFile(join(root, file))) continue;
    const found = { path: ["reference", module], message: `There is no file "${file}"` };
    missed.push(fault(found, place(found)));
  }
  return folderOf(root, name, text, config, pages, [...diagnostics, ...missed]);
}

async function fromIni(root: string, name: string): Promise<BookFolder | undefined> {
  const { text, diagnostics } = await readSource(root, name);
  const sections = parseIni(text ?? "");
  if (text === undefined || !isBookIni(sections)) return undefined;
  const { options, notebooks } = optionsOfIni(sections);
  const checked = checkOptions(options);
  if ("faults" in checked) {
    const place = ({ path }: Fault) => {
      const at = text.search(new RegExp(`^${iniKeys[String(path[0])] ?? String(path[0])}\\s*[=:]`, "m"));
      return placeAt(name, text, Math.max(0, at));
    };
    return folderOf(
      root,
      name,
      text,
      defaults(),
      [],
      [...diagnostics, ...checked.faults.map((one) => fault(one, place(one)))],
    );
  }
  const config = configOf(checked.options);
  const pages = await chapters(
    root,
    config,
    notebooks.length > 0 ? notebooks : ["*.md", "*/*.md"],
    checked.options.exclude ?? [],
  );
  return folderOf(root, name, text, config, pages, diagnostics);
}

/** Only a book with libraries needs to know its package's modules. */
async function withModules(root: string, config: Config): Promise<Config> {
  if (!config.tabs.some((tab) => tab.library)) return config;
  const { text } = await readSource(root, "package.json");
  const modules = packageModules(text ?? "");
  return Object.keys(modules).length > 0 ? { ...config, modules } : config;
}

/** What an option is called in config.ini. */
const iniKeys: Readonly<Record<string, string>> = {
  authors: "author",
  language: "lang",
  source: "source_dir",
  out: "output_dir",
  exclude: "exclusions",
  bibliography: "bibfile",
};

/** Paths of the chapter files; patterns are from the source folder. */
async function chapters(
  root: string,
  config: Config,
  include: readonly string[],
  exclude: readonly string[],
): Promise<string[]> {
  const isIncluded = matcher(include);
  const isExcluded = matcher([...neverChapters, ...exclude]);
  const inSource = (path: string) => (config.source === "" ? path : path.slice(config.source.length + 1));
  const files = await listFiles(root, config.source, ".md", [config.out]);
  return files.filter((path) => path === config.index || (isIncluded(inSource(path)) && !isExcluded(inSource(path))));
}

function defaults(): Config {
  return configOf({} satisfies CheckedOptions);
}

function folderOf(
  root: string,
  name: string,
  text: string,
  config: Config,
  pages: readonly string[],
  diagnostics: readonly Diagnostic[],
): BookFolder {
  return { root, config, pages, diagnostics, isFile: false, textOf: (path) => (path === name ? text : undefined) };
}

function missing(root: string, message: string, hint?: string): BookFolder {
  const place = placeAt(".", "", 0);
  return folderOf(root, "", "", defaults(), [], [fault({ path: [], message, ...(hint && { hint }) }, place)]);
}

function fault({ message, hint }: Fault, place: Place): Diagnostic {
  return { severity: "error", rule: "config-is-valid", message, ...(hint && { hint }), place };
}

function placeAt(path: string, text: string, from: number, to = from): Place {
  return { path, start: pointAt(text, from), end: pointAt(text, to) };
}

function pointAt(text: string, offset: number) {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, offset };
}

/** Of a line and a column, both from 1. */
function offsetOf(text: string, line: number, column: number): number {
  const starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (end) => end.index + end[0].length)];
  return Math.min((starts[line - 1] ?? 0) + column - 1, text.length);
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}

/** Gives back its options: with it, an editor knows the keys of a book's configuration and their types. */
export function defineConfig(options: BookOptions): BookOptions {
  return options;
}
