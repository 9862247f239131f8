// Which files cells' imports mean: `octavo/torch` is this package's own library, wherever the book lies.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Config } from "../config/index.ts";
import { librariesOf } from "../config/model.ts";
import { hash } from "../hash.ts";

/** The library's folder: "../../library" from here, in the sources and in the compiled package alike. */
export const libraryRoot = fileURLToPath(new URL("../../library/", import.meta.url));
const here = fileURLToPath(new URL(".", import.meta.url));
const ending = import.meta.url.endsWith(".ts") ? ".ts" : ".js";

/** Names of modules -> their files, absolute. */
export type Modules = ReadonlyMap<string, string>;

/** All that a build of the library gives: `octavo/*` and the tabs' own libraries. */
export function libraryModules(root: string, config: Config): Modules {
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
  for (const { library } of librariesOf(config)) {
    const file = resolve(root, library.file);
    if (/\.[cm]?ts$/.test(file) && existsSync(file)) modules.set(library.name, file);
  }
  return modules;
}

/** What files reach by their imports. */
export interface Reached {
  /** Themselves included, with the hashes of their texts; sorted by path. */
  readonly files: readonly (readonly [path: string, hash: string])[];
  /** The modules that are imported by name on the way. */
  readonly names: readonly string[];
}

/** Files as they are on disk, looked at again only when they have changed. */
export interface Files {
  reached(files: Iterable<string>): Reached;
}

interface Known {
  readonly stamp: string;
  readonly hash: string;
  /** As they are written. */
  readonly imports: readonly string[];
}

/** Follows relative imports, and those of `modules` by name. */
export function createFiles(modules: Modules): Files {
  const files = new Map<string, Known>();
  function look(path: string): Known {
    try {
      const { mtimeMs, size } = statSync(path);
      const stamp = `${mtimeMs} ${size}`;
      const known = files.get(path);
      if (known?.stamp === stamp) return known;
      const text = readFileSync(path, "utf8");
      const found = { stamp, hash: hash(text), imports: importsOf(text) };
      files.set(path, found);
      return found;
    } catch {
      return { stamp: "", hash: "", imports: [] };
    }
  }
  return {
    reached(entries) {
      const hashes = new Map<string, string>();
      const names = new Set<string>();
      const waiting = [...entries];
      for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
        if (hashes.has(path)) continue;
        const known = look(path);
        hashes.set(path, known.hash);
        for (const name of known.imports) {
          const named = modules.get(name);
          if (named !== undefined) names.add(name);
          const file = name.startsWith(".") ? resolveRelative(dirname(path), name) : named;
          if (file !== undefined) waiting.push(file);
        }
      }
      return { files: [...hashes].sort(([a], [b]) => (a < b ? -1 : 1)), names: [...names].sort() };
    },
  };
}

/** What a module imports, and at most some strings more: for a key, and to watch, that does no harm. */
export function importsOf(text: string): string[] {
  const found = text.matchAll(/(?:\bfrom|\bimport\s*\(?|\brequire\s*\()\s*(["'])([^"'\n]+)\1/g);
  return [...new Set(Array.from(found, (match) => match[2]!))];
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

/** The files that imports of a page mean. */
export function importedFiles(root: string, page: string, imports: readonly string[], modules: Modules): string[] {
  const folder = dirname(join(root, page));
  return imports.flatMap((name) => {
    const file = name.startsWith(".") ? resolveRelative(folder, name) : modules.get(name);
    return file === undefined ? [] : [file];
  });
}

/** A key of the contents of files and all that they reach. Paths are relative, so that two checkouts agree. */
export function filesKey(root: string, files: Files, entries: Iterable<string>): string {
  return hash(...files.reached(entries).files.flatMap(([path, sum]) => [nameOf(root, path), sum]));
}

/** A key of which packages a page's imports are. */
export function packagesKey(root: string, page: string, imports: readonly string[], modules: Modules): string {
  const folder = dirname(join(root, page));
  const packages = imports.filter((name) => !/^(\.|node:)/.test(name) && !modules.has(name));
  return hash(...packages.map((name) => `${name}@${versionOf(folder, name)}`));
}

/** A key of the code that runs programs: child, worker, printer and the like. */
export function runnerKey(files: Files): string {
  return filesKey(here, files, [join(here, `child${ending}`), join(here, `worker${ending}`)]);
}

/** A file's name as a reader may see it: from the book's root, or "octavo:torch/index.ts". */
export function nameOf(root: string, file: string): string {
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
