// The value that a config file exports. The file and what it imports from its folder become one module, so that it may
// be TypeScript wherever the book lies; packages stay where they are, and "octavo/config" needs no installed Octavo.

import { builtinModules } from "node:module";
import { basename, dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";
import type { Message, Plugin } from "esbuild";

/** Seconds that a config file may take. */
const patience = 20;

/** The default export, or why there is none; `line` and `column` (from 1) in the config file where they are known. */
export type Evaluated =
  | { readonly value: unknown }
  | { readonly message: string; readonly line?: number; readonly column?: number; readonly hint?: string };

/** Loads the config at `path`, afresh at each call. */
export async function evaluate(path: string): Promise<Evaluated> {
  // Loaded here and not above: a one-file book and the packed command line's other commands do without.
  const { build } = await import("esbuild");
  const bundle = await build({
    entryPoints: [path],
    absWorkingDir: dirname(path),
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    outfile: "octavo.config.mjs",
    sourcemap: "external",
    logLevel: "silent",
    tsconfigRaw: "{}",
    // What is evaluated lies nowhere; the file that was written does.
    define: {
      "import.meta.url": JSON.stringify(pathToFileURL(path).href),
      "import.meta.filename": JSON.stringify(path),
      "import.meta.dirname": JSON.stringify(dirname(path)),
      __filename: JSON.stringify(path),
      __dirname: JSON.stringify(dirname(path)),
    },
    plugins: [imports],
  }).catch((error: { errors?: Message[] }) => error);
  if (!("outputFiles" in bundle) || !bundle.outputFiles) return syntaxFault(bundle, path);
  const code = bundle.outputFiles.find((file) => file.path.endsWith(".mjs"))?.text ?? "";
  const map = bundle.outputFiles.find((file) => file.path.endsWith(".map"))?.text ?? "{}";
  try {
    const module: unknown = await inTime(importText(code));
    if (typeof module === "object" && module !== null && "default" in module)
      return { value: await inTime(module.default) };
    return { message: "It has no default export", hint: "Write `export default defineConfig({ … });`." };
  } catch (error) {
    return {
      message: `It fails: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`,
      ...placeIn(map, error, path),
    };
  }
}

let loads = 0;

/** A data URL is a module without a file; the count makes each load a new one, as the file may read others. */
function importText(code: string): Promise<unknown> {
  const url = `data:text/javascript;base64,${Buffer.from(`${code}\n// ${loads++}`).toString("base64")}`;
  return import(/* @vite-ignore */ url);
}

async function inTime<T>(value: T | Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it is not done after ${patience} seconds`)), patience * 1000);
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}

const imports: Plugin = {
  name: "octavo-config",
  setup(build) {
    // What a config file takes from Octavo: a function that gives back what it gets, for the editor's sake.
    build.onResolve({ filter: /^octavo\/config$/ }, () => ({ path: "octavo/config", namespace: "octavo" }));
    build.onLoad({ filter: /./, namespace: "octavo" }, () => ({
      contents: "export const defineConfig = (options) => options;",
    }));
    build.onResolve({ filter: /^[^./]/ }, async ({ path, resolveDir, kind, pluginData }) => {
      if (pluginData === imports || kind === "entry-point") return undefined;
      if (path.startsWith("node:") || builtinModules.includes(path)) return { path, external: true };
      const found = await build.resolve(path, { resolveDir, kind, pluginData: imports });
      // A module without a file of its own can import others by address only.
      if (found.errors.length > 0 || !found.path) return { errors: found.errors };
      return /\.[cm]?js$/.test(found.path)
        ? { path: pathToFileURL(found.path).href, external: true }
        : { path: found.path };
    });
  },
};

function syntaxFault({ errors }: { errors?: readonly Message[] }, path: string): Evaluated {
  const [error] = errors ?? [];
  if (!error) return { message: "It cannot be read" };
  const { location, text } = error;
  if (!location) return { message: text };
  const here = basename(location.file) === basename(path);
  const message = here ? text : `${location.file}:${location.line}: ${text}`;
  return here ? { message, line: location.line, column: location.column + 1 } : { message };
}

/** The innermost frame of the error that lies in the config file. */
function placeIn(map: string, error: unknown, path: string): { readonly line?: number; readonly column?: number } {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const trace = new TraceMap(map);
  for (const [, line, column] of stack.matchAll(/data:text\/javascript;base64,[^\s:]*:(\d+):(\d+)/g)) {
    const at = originalPositionFor(trace, { line: Number(line), column: Number(column) - 1 });
    if (at.source !== null && basename(at.source) === basename(path)) return { line: at.line, column: at.column + 1 };
  }
  return {};
}
