// Which files cells' imports mean: `octavo/torch` is this package's own library, wherever the book lies.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { Config } from "../config/index.ts";
import { hash } from "../hash.ts";

/** "../../library" from here, in the sources and in the compiled package alike. */
const libraryRoot = fileURLToPath(new URL("../../library/", import.meta.url));
const ending = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

/** Module names -> absolute files, for all that a build of the library gives: `octavo/*` and the tabs' own libraries. */
export function libraryModules(root: string, config: Config): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  for (const name of ["tensor", "torch", "mxnet", "tensorflow", "jax"]) {
    const file = join(libraryRoot, name, `index${ending}`);
    if (existsSync(file)) modules.set(`octavo/${name}`, file);
  }
  const d2l = join(libraryRoot, "d2l");
  if (existsSync(d2l))
    for (const name of readdirSync(d2l).sort())
      if (name.endsWith(ending) && !name.endsWith(".d.ts"))
        modules.set(`octavo/d2l/${name.slice(0, -ending.length)}`, join(d2l, name));
  for (const { library } of config.tabs) {
    const file = library && resolve(root, library.file);
    if (library && file && existsSync(file)) modules.set(library.name, file);
  }
  return modules;
}

/** All files that these reach by relative imports, themselves included, with their texts; sorted by path. */
export function reachedFiles(files: Iterable<string>): readonly (readonly [path: string, text: string])[] {
  const texts = new Map<string, string>();
  const waiting = [...files];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (texts.has(file)) continue;
    let text: string;
    try {
      text = readFileSync(file, "utf8");
    } catch {
      texts.set(file, "");
      continue;
    }
    texts.set(file, text);
    for (const { fileName } of ts.preProcessFile(text, true, true).importedFiles)
      if (fileName.startsWith(".")) waiting.push(resolveRelative(dirname(file), fileName));
  }
  return [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The file that a relative import means: as written, or with the ending left out or compiled. */
export function resolveRelative(folder: string, specifier: string): string {
  const path = resolve(folder, specifier);
  const candidates = [
    path,
    path.replace(/\.([cm]?)js$/, ".$1ts"),
    `${path}.ts`,
    `${path}.js`,
    join(path, "index.ts"),
    join(path, "index.js"),
  ];
  return candidates.find((candidate) => /\.[a-z]+$/.test(candidate) && existsSync(candidate)) ?? path;
}

/** A key of the contents of all library modules. Paths are relative, so that two checkouts agree. */
export function libraryKey(root: string, modules: ReadonlyMap<string, string>): string {
  const names = [...modules].map(([name, file]) => `${name}=${nameOf(root, file)}`).sort();
  return hash(...names, ...reachedFiles(modules.values()).flatMap(([path, text]) => [nameOf(root, path), text]));
}

/** A key of what a page's imports of the author's own files and of packages come to. */
export function importsKey(
  root: string,
  page: string,
  imports: readonly string[],
  modules: ReadonlyMap<string, string>,
): string {
  const folder = dirname(join(root, page));
  const own = imports.filter((name) => name.startsWith(".")).map((name) => resolveRelative(folder, name));
  const packages = imports.filter((name) => !name.startsWith(".") && !modules.has(name));
  const texts = reachedFiles(own).flatMap(([path, text]) => [nameOf(root, path), text]);
  return hash(...texts, ...packages.map((name) => `${name}@${versionOf(folder, name)}`));
}

function nameOf(root: string, file: string): string {
  const inLibrary = relative(libraryRoot, file);
  return (inLibrary.startsWith("..") ? relative(root, file) : `octavo:${inLibrary}`).replaceAll("\\", "/");
}

/** The version of an installed package, found upward from a folder as Node does. */
function versionOf(folder: string, name: string): string {
  const [first = "", second = ""] = name.split("/");
  const packageName = first.startsWith("@") ? `${first}/${second}` : first;
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, "node_modules", packageName, "package.json");
    if (existsSync(file)) return String((JSON.parse(readFileSync(file, "utf8")) as { version?: string }).version);
    if (dirname(at) === at) return "";
  }
}
