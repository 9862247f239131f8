// A book exported in memory: its files' texts by path.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import type { Exported, ExportOptions } from "../../../src/runtime/export/index.ts";
import { createStages, loadBook, type Stages } from "../../../src/runtime/index.ts";

export const fixtures = fileURLToPath(new URL("fixtures", import.meta.url));
/** The book of this repository. */
export const ownBook = fileURLToPath(new URL("../../..", import.meta.url));

export interface InMemory {
  readonly texts: ReadonlyMap<string, string>;
  /** Of files that are copied: their paths. */
  readonly copies: readonly string[];
  /** "error index.md:1 rule" */
  readonly said: readonly string[];
  readonly refusal: string | undefined;
}

/** Exports the book at `path`, with a cache that no other test has; this repository's book with its own. */
export async function exported(
  path: string,
  make: (stages: Stages, options: ExportOptions) => Promise<Exported>,
  options: Partial<ExportOptions> = {},
): Promise<InMemory> {
  const cache = await mkdtemp(join(tmpdir(), "octavo-export-"));
  afterAll(() => rm(cache, { recursive: true, force: true }));
  const stages = createStages(await loadBook(path), path === ownBook ? {} : { cache });
  try {
    const { files, diagnostics, refusal } = await make(stages, { run: true, ...options });
    const texts = files.flatMap((file): [string, string][] =>
      "content" in file && typeof file.content === "string" ? [[file.path, file.content]] : [],
    );
    return {
      texts: new Map(texts.sort(([a], [b]) => (a < b ? -1 : 1))),
      copies: files.flatMap((file) => ("from" in file ? [file.path] : [])).sort(),
      said: diagnostics.map(({ severity, place, rule }) => `${severity} ${place.path}:${place.start.line} ${rule}`),
      refusal: refusal?.message,
    };
  } finally {
    await stages.close();
  }
}
