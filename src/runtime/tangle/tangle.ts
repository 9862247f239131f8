// Saved cells -> the tabs' libraries, each in its own language.

import type { Book } from "../book/index.ts";
import type { Config } from "../config/index.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Page } from "../source/index.ts";
import type { LibraryFile } from "./model.ts";
import { tangleTypeScript } from "./typescript/tangle.ts";

export interface Tangled {
  readonly files: readonly LibraryFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The libraries of all tabs that have one; `pages` in book order. A file is the same to the byte for the same cells. */
export function tangle(pages: readonly Page[], _book: Book, config: Config): Tangled {
  const files: LibraryFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { library, ...tab } of config.tabs) {
    if (!library || !/\.[cm]?ts$/.test(library.file)) continue;
    const made = tangleTypeScript(pages, { ...tab, library }, config);
    files.push({ path: library.file, content: made.content });
    diagnostics.push(...made.diagnostics);
  }
  return { files, diagnostics: withoutRepeats(diagnostics) };
}

/** A fault of a cell is the same in each of its tabs. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ rule, message, place }) => {
    const key = JSON.stringify([rule, message, place]);
    return !seen.has(key) && seen.add(key);
  });
}
