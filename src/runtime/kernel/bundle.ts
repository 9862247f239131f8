// TypeScript -> what workers load: the library once, with shared parts; the worker's own code; a program with its source map.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { makeFolder, writeFileAtomic } from "../files.ts";
import { hash } from "../hash.ts";
import { libraryRoot } from "./modules.ts";

const target = "node20";

/** Names of the library's modules -> the addresses of their builds. */
export type BuiltLibrary = ReadonlyMap<string, string>;

/** Builds all library modules with their shared parts apart, so that every entry sees the same tensors. In `cache`, by content: once for each state of the sources. */
export async function buildLibrary(
  cache: string,
  key: string,
  modules: ReadonlyMap<string, string>,
): Promise<BuiltLibrary> {
  const folder = join(cache, "library", key);
  const entries = [...modules].map(([name, file]) => [name, file, name.replaceAll("/", "+")] as const);
  if (!existsSync(folder)) {
    await makeFolder(folder, async (outdir) => {
      await build({
        entryPoints: entries.map(([, file, out]) => ({ in: file, out })),
        outdir,
        outExtension: { ".js": ".mjs" },
        bundle: true,
        splitting: true,
        format: "esm",
        target,
        platform: "node",
        packages: "external",
        logLevel: "silent",
        plugins: [own(modules, (file) => ({ path: file }))],
      });
    });
  }
  return new Map(entries.map(([name, , out]) => [name, pathToFileURL(join(folder, `${out}.mjs`)).href]));
}

/** Builds the code of the child process and of its workers; gives the child's file. The workers' lies beside it. */
export async function buildRunner(cache: string): Promise<string> {
  const isSource = import.meta.url.endsWith(".ts");
  const entry = (name: string) => fileURLToPath(new URL(`${name}${isSource ? ".ts" : ".js"}`, import.meta.url));
  const built = await build({
    entryPoints: [entry("./child"), entry("./worker")],
    outdir: "/",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    write: false,
    format: "esm",
    target,
    platform: "node",
    logLevel: "silent",
  });
  const folder = join(cache, "runner", hash(...built.outputFiles.map(({ contents }) => contents)));
  if (!existsSync(folder)) {
    await makeFolder(folder, async (outdir) => {
      for (const { path, contents } of built.outputFiles)
        await writeFileAtomic(join(outdir, path.split(/[\\/]/).at(-1) ?? ""), contents);
    });
  }
  return join(folder, "child.mjs");
}

/** A program ready to load, and the map back to its text. */
export interface BuiltProgram {
  readonly code: string;
  readonly map: string;
}

/** Builds a program; the author's own files come into it. @throws esbuild's BuildFailure when an import does not resolve. */
export async function buildProgram(text: string, page: string, library: BuiltLibrary): Promise<BuiltProgram> {
  const { outputFiles } = await build({
    stdin: { contents: text, loader: "ts", sourcefile: "program.ts", resolveDir: dirname(page) },
    outfile: "program.mjs",
    bundle: true,
    write: false,
    sourcemap: "external",
    sourcesContent: false,
    format: "esm",
    target,
    platform: "node",
    packages: "external",
    logLevel: "silent",
    tsconfigRaw: { compilerOptions: { target: "ES2022", useDefineForClassFields: true } },
    plugins: [own(library, (path) => ({ path, external: true }))],
  });
  const fileOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
  return { code: fileOf(".mjs"), map: fileOf(".map") };
}

/** Resolves the modules that are ours by name, before esbuild looks for packages. */
function own(
  modules: ReadonlyMap<string, string>,
  resolved: (path: string) => { path: string; external?: boolean },
): Plugin {
  return {
    name: "octavo-library",
    setup({ onResolve }) {
      onResolve({ filter: /^[^.]/ }, ({ path, kind, importer }) => {
        if (kind === "entry-point") return undefined;
        const found = modules.get(path);
        if (found !== undefined) return resolved(found);
        // What our own library builds on lies beside it, wherever the book is.
        return importer.startsWith(libraryRoot) && !path.startsWith("node:")
          ? { path: fileURLToPath(import.meta.resolve(path)) }
          : undefined;
      });
    },
  };
}
