// A book that has been found, and what both kinds of configuration need to become one: its files by patterns, its faults.

import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Diagnostic, Place, Point, Severity } from "../diagnostic.ts";
import { listFiles } from "../files.ts";
import type { Fault } from "./check.ts";
import { configOf, neverChapters } from "./defaults.ts";
import { matcher } from "./glob.ts";
import type { Config } from "./model.ts";
import type { CheckedOptions } from "./options.ts";

/** A book that has been found: where it is, how it is configured, which files are its chapters. */
export interface BookFolder {
  /** Absolute. All other paths of the book are from here. */
  readonly root: string;
  readonly config: Config;
  /** All chapter files, from the root, sorted. */
  readonly pages: readonly string[];
  /** Files that the site takes along, from the root. */
  readonly resources: readonly string[];
  /** What is wrong with the configuration. With an error here, `config` holds defaults. */
  readonly diagnostics: readonly Diagnostic[];
  /** One file that is a book for the moment. */
  readonly isFile: boolean;
  /** The text of a file that loading has read, for frames: the configuration's. */
  textOf(path: string): string | undefined;
}

/** A configuration file that has been read. */
export interface ConfigFile {
  readonly root: string;
  readonly name: string;
  readonly text: string;
}

/** A book whose configuration says nothing that can be used. */
export function brokenFolder(file: ConfigFile, diagnostics: readonly Diagnostic[]): BookFolder {
  return folderOf(file, { config: defaults(), pages: [], resources: [] }, diagnostics);
}

export function folderOf(
  { root, name, text }: ConfigFile,
  found: Pick<BookFolder, "config" | "pages" | "resources">,
  diagnostics: readonly Diagnostic[],
): BookFolder {
  return { root, ...found, diagnostics, isFile: false, textOf: (path) => (path === name ? text : undefined) };
}

export function defaults(): Config {
  return configOf({} satisfies CheckedOptions);
}

/** Where exports go unless their command says otherwise, below the book's folder; d2lbook's own work, too. */
export const exportsFolder = "_build";

/** What the options name, found in the book's folder; a file that is not there is a fault at its option. */
export async function filesOf(
  root: string,
  options: CheckedOptions,
  { notebooks, skip }: { readonly notebooks: readonly string[]; readonly skip: readonly string[] },
): Promise<{ readonly found: Pick<BookFolder, "config" | "pages" | "resources">; readonly faults: readonly Fault[] }> {
  const config = configOf(options);
  const faults: Fault[] = [];
  const inSource = (path: string) => (config.source === "" ? path : path.slice(config.source.length + 1));
  const made = [config.out, exportsFolder, ...skip];
  const all = await listFiles(root, config.source, "", made);
  const matching = (patterns: readonly string[] = []) => {
    const matches = matcher(patterns);
    return patterns.length === 0 ? [] : all.filter((path) => matches(inSource(path)));
  };
  const excluded = new Set(matching([...neverChapters, ...(options.exclude ?? [])]));
  const pages = matching(notebooks).filter((path) => path.endsWith(".md") && !excluded.has(path));
  if (!pages.includes(config.index) && all.includes(config.index)) pages.push(config.index);

  const anywhere = await filesByPattern(root, [...config.styles, ...config.scripts], made);
  const several = (option: "styles" | "scripts") =>
    config[option].flatMap((pattern, i) => {
      const files = anywhere(pattern);
      if (files.length === 0) faults.push({ path: [option, i], message: `There is no file "${pattern}"` });
      return files;
    });
  const one = async (option: "favicon" | "logo" | "versionFile") => {
    const path = config[option];
    if (path === "" || (await isFile(join(root, path)))) return path;
    faults.push({ path: [option], message: `There is no file "${path}"` });
    return "";
  };
  const whole: Config = {
    ...config,
    styles: several("styles"),
    scripts: several("scripts"),
    favicon: await one("favicon"),
    logo: await one("logo"),
    versionFile: await one("versionFile"),
    dependencies: await fingerprint(root, matching(options.dependencies)),
  };
  return { found: { config: whole, pages: pages.sort(), resources: matching(options.resources) }, faults };
}

/** Files from the book's folder by their patterns; the folder is looked through only where a pattern is one. */
async function filesByPattern(root: string, patterns: readonly string[], skip: readonly string[]) {
  const isPattern = (path: string) => /[*?]/.test(path);
  const all = patterns.some(isPattern) ? await listFiles(root, "", "", skip) : [];
  const known = new Map<string, readonly string[]>();
  for (const pattern of patterns) {
    const there = isPattern(pattern) ? all.filter(matcher([pattern])) : [pattern];
    const files = await Promise.all(there.map((path) => isFile(join(root, path))));
    known.set(
      pattern,
      there.filter((_, i) => files[i]),
    );
  }
  return (pattern: string) => known.get(pattern) ?? [];
}

/** A hash of files with their names, "" of none. */
async function fingerprint(root: string, paths: readonly string[]): Promise<string> {
  if (paths.length === 0) return "";
  const sum = createHash("sha256");
  for (const path of paths) sum.update(`${path}\0`).update(await readFile(join(root, path)).catch(() => ""));
  return sum.digest("hex").slice(0, 32);
}

/** A fault of the configuration as a diagnostic. */
export function diagnosticOf({ message, hint }: Fault, place: Place, severity: Severity = "error"): Diagnostic {
  return { severity, rule: "config-is-valid", message, ...(hint && { hint }), place };
}

export function placeAt({ name, text }: Pick<ConfigFile, "name" | "text">, from: number, to = from): Place {
  return { path: name, start: pointAt(text, from), end: pointAt(text, to) };
}

function pointAt(text: string, offset: number): Point {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, offset };
}

export async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}
