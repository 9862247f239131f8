// The workers' code as one file: hundreds of small modules take longer to load than most books to weave. It is no book's: the
// package brings it along, and in the repository it lies where tools keep what they have made of sources.

import { existsSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { writeFileAtomic } from "../files.ts";

const isSource = import.meta.url.endsWith(".ts");
const folder = fileURLToPath(new URL(isSource ? "../../../node_modules/.cache/octavo/" : "./", import.meta.url));

/** The file of the workers' code, whether it is there or not; `key` is of all sources that it is built from. */
export function workerFile(key: string): string {
  return join(folder, isSource ? `worker-${key}.mjs` : "worker.bundle.mjs");
}

/** Builds it, when it is not there; gives nothing when it cannot be written. */
export async function buildWorker(key: string): Promise<string | undefined> {
  const file = workerFile(key);
  if (existsSync(file)) return file;
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`./worker${isSource ? ".ts" : ".js"}`, import.meta.url))],
    // What it says of where modules come from is the same wherever one stands.
    absWorkingDir: fileURLToPath(new URL("../../../", import.meta.url)),
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
    await mkdir(folder, { recursive: true });
    const older = isSource ? (await readdir(folder)).filter((name) => name.startsWith("worker-")) : [];
    await writeFileAtomic(file, outputFiles[0]?.contents ?? "");
    for (const name of older) await rm(join(folder, name), { force: true });
    return file;
  } catch {
    return undefined;
  }
}

/** TypeScript is one file of nine megabytes already: it is loaded when a page has TypeScript. */
const lazyTypeScript: Plugin = {
  name: "octavo-typescript",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^typescript$/ }, ({ path }) => ({ path, namespace: "lazy" }));
    onLoad({ filter: /./, namespace: "lazy" }, () => ({
      contents: `let ts; export default new Proxy({}, { get: (_, name) => (ts ??= $from(import.meta.url)("typescript"))[name] });`,
    }));
  },
};
