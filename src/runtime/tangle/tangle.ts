// Saved cells -> the tabs' libraries, each in its own language.

import type { Book } from "../book/index.ts";
import { type Config, librariesOf } from "../config/index.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { LibraryFile, SavingPage } from "./model.ts";
import { tanglePython } from "./python/tangle.ts";
import { isLeftAlone } from "./stale.ts";
import { tangleTypeScript } from "./typescript/tangle.ts";
import { versionFileOf } from "./version.ts";

export interface Tangled {
  readonly files: readonly LibraryFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What tangling is given besides the cells. */
export interface TangleOptions {
  /** The texts of the files as they are, by path: of a Python library, a part is kept. */
  readonly onDisk?: ReadonlyMap<string, string>;
  /** Without the files of which a build says nothing (`isLeftAlone`). */
  readonly onlyWatched?: boolean;
}

/**
 * The libraries of all tabs that have one, and the file of their version; `pages` in book order. A file is the same to
 * the byte for the same cells.
 */
export function tangle(
  pages: readonly SavingPage[],
  _book: Book,
  config: Config,
  { onDisk = new Map(), onlyWatched = false }: TangleOptions = {},
): Tangled {
  const files: LibraryFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const tab of librariesOf(config)) {
    const { file } = tab.library;
    if (!/\.([cm]?ts|py)$/.test(file) || (onlyWatched && isLeftAlone(file, onDisk))) continue;
    const made = file.endsWith(".py")
      ? tanglePython(pages, tab, onDisk.get(file) ?? "")
      : tangleTypeScript(pages, tab, config);
    files.push({ path: file, content: made.content });
    diagnostics.push(...made.diagnostics);
  }
  const version = onlyWatched ? undefined : versionFileOf(config, onDisk.get(config.versionFile));
  if (version) files.push(version);
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
