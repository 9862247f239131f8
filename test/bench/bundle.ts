// A peer's file with all that it imports as one module for bare node, so that nobody's start or speed has the loader's part in it.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Where the npm peers are. */
export const packages = fileURLToPath(new URL("../../node_modules", import.meta.url));

/** Bundles `entry`, a path in this folder, into `folder`; gives the bundle's path. Of several formats of a package it takes the modules. */
export async function bundle(entry: string, folder: string, minify = false): Promise<string> {
  const outfile = join(folder, `${entry.replaceAll(/[^\w-]+/g, "-")}.mjs`);
  await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    outfile,
    bundle: true,
    minify,
    format: "esm",
    target: "node20",
    platform: "node",
    mainFields: ["module", "main"],
    // What packages that are no modules expect to have.
    banner: {
      js: 'import { createRequire as $create } from "node:module"; const require = $create(import.meta.url), __dirname = ".";',
    },
    define: { "process.env.PACKAGES": JSON.stringify(packages) },
    logLevel: "error",
  });
  return outfile;
}
