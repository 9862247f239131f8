// Libraries that are not on disk as the saved cells say.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../config/index.ts";
import { type Diagnostic, startOf } from "../diagnostic.ts";
import type { LibraryFile } from "./model.ts";

/** True when `text`, what stands on disk, is the library; a checkout may have changed its line ends. */
export function isCurrent({ content }: LibraryFile, text: string | undefined): boolean {
  return text !== undefined && text.replaceAll("\r\n", "\n") === content;
}

/** A warning for each of the `files` that is not on disk, below `root`, as it should be. */
export async function staleLibraries(
  root: string,
  files: readonly LibraryFile[],
  { tabs }: Config,
): Promise<readonly Diagnostic[]> {
  const stale: Diagnostic[] = [];
  for (const file of files) {
    const text = await readFile(join(root, file.path), "utf8").catch(() => undefined);
    if (isCurrent(file, text)) continue;
    const tab = tabs.find(({ library }) => library?.file === file.path);
    const what = text === undefined ? "is not there" : "is not what its saved cells say";
    stale.push({
      severity: "warning",
      rule: "library-is-current",
      message: `The library of the tab ${tab?.label ?? ""}, \`${file.path}\`, ${what}`,
      hint: "Run `octavo tangle`.",
      place: startOf(file.path),
    });
  }
  return stale;
}
