// The workers' code as one file: hundreds of small modules take longer to load than most books to weave.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { makeFolder, writeFileAtomic } from "../files.ts";

/** The file of the workers' code in the cache, whether it is there or not; `key` is of all sources that it is built from. */
export function workerFile(cache: string, key: string): string {
  return join(cache, "worker", key, "worker.mjs");
}

/** Builds it, when it is not there; gives nothing when the cache cannot be written. */
export async function buildWorker(cache: string, key: string): Promise<string | undefined> {
  const file = workerFile(cache, key);
  if (existsSync(file)) return file;
  const isSource = import.meta.url.endsWith(".ts");
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`./worker${isSource ? ".ts" : ".js"}`, import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    target: "node20",
    platform: "node",
    logLevel: "silent",
    // Some packages are CommonJS, and require Node's own modules.
    banner: { js: 'import { createRequire as $from } from "node:module"; const require = $from(import.meta.url);' },
    plugins: [lazyTypeScript],
  });
  try {
    await makeFolder(join(file, ".."), (folder) =>
      writeFileAtomic(join(folder, "worker.mjs"), outputFiles[0]?.contents ?? ""),
    );
    return file;
  } catch {
    return undefined;
  }
}

/** TypeScript is one file of nine megabytes already. It is found where we lie, not where the book does, and loaded when a page has TypeScript. */
const lazyTypeScript: Plugin = {
  name: "octavo-typescript",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^typescript$/ }, ({ path }) => ({ path, namespace: "lazy" }));
    onLoad({ filter: /./, namespace: "lazy" }, () => {
      const file = JSON.stringify(fileURLToPath(import.meta.resolve("typescript")));
      return {
        contents: `let ts; export default new Proxy({}, { get: (_, name) => (ts ??= $from(import.meta.url)(${file}))[name] });`,
      };
    });
  },
};
