// A book's pages as plain markdown, laid out for a maker of sites, and what it takes to build them.

import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { loadBook } from "../../../src/runtime/config/index.ts";
import { isFileInside } from "../../../src/runtime/files.ts";
import type { Generator, PlainPage } from "./generators.ts";
import { plainOf } from "./plain.ts";
import { type Cost, costOf } from "./processes.ts";

/** The cost of all pages in a folder of their own, from nothing. @throws Error when the generator fails */
export async function buildPlain(peer: Generator, root: string, installed: string | undefined): Promise<Cost> {
  // Modules are found from below the folder that they are installed in.
  const at = peer.packages.length > 0 && installed !== undefined ? installed : tmpdir();
  const folder = mkdtempSync(join(at, "octavo-bench-"));
  try {
    const pages = await plainPages(root, join(folder, peer.pictures));
    const commands = peer.prepare(folder, pages, join(at, "node_modules"));
    return await costOf(commands, { cwd: folder, env: { ASTRO_TELEMETRY_DISABLED: "1" } });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The pages of a book; the pictures that they show are copied into a folder, and stand at the site's root. */
async function plainPages(root: string, pictures: string): Promise<readonly PlainPage[]> {
  const { pages, config } = await loadBook(root);
  return pages.map((page) => {
    const inSource = config.source === "" ? page : page.slice(config.source.length + 1);
    const plain = plainOf(readFileSync(join(root, page), "utf8"), (written) => {
      const path = posix.join(posix.dirname(page), written);
      if (!isFileInside(root, path)) return undefined;
      mkdirSync(dirname(join(pictures, path)), { recursive: true });
      copyFileSync(join(root, path), join(pictures, path));
      return `/${path}`;
    });
    return { path: page === config.index ? "index.md" : inSource, ...plain };
  });
}
