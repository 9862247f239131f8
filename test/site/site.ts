// The site of a book, built in memory and served on loopback.

import { gzipSync } from "node:zlib";
import { serve } from "../../src/runtime/dev/server.ts";
import { build, createStages, type Diagnostic, loadBook } from "../../src/runtime/index.ts";
import { readSiteFile } from "../../src/runtime/site-files.ts";

export interface ServedSite {
  /** "http://127.0.0.1:4000/" */
  readonly url: string;
  /** Paths of the pages. */
  readonly pages: readonly string[];
  /** What the build said of the book. */
  readonly diagnostics: readonly Diagnostic[];
  /** Compressed bytes of a file. */
  weightOf(path: string): number;
  close(): Promise<void>;
}

/** Builds the book at `path`, running what is not in its cache, and serves it. */
export async function serveBook(path: string): Promise<ServedSite> {
  const folder = await loadBook(path);
  const stages = createStages(folder);
  const files = new Map<string, string | Uint8Array>();
  let diagnostics: readonly Diagnostic[];
  try {
    const built = await build(stages, { run: true });
    diagnostics = built.diagnostics;
    for (const file of built.files) files.set(file.path, await readSiteFile(folder.root, file));
  } finally {
    await stages.close();
  }
  const server = await serve({
    host: "127.0.0.1",
    port: 0,
    has: (name) => files.has(name),
    read: async (name) => files.get(name),
    decorate: (html) => html,
    events: ".octavo/events",
  });
  return {
    url: server.url,
    pages: [...files.keys()].filter((name) => name.endsWith(".html")),
    diagnostics,
    weightOf: (name) => gzipSync(files.get(name) ?? "").length,
    close: () => server.close(),
  };
}
