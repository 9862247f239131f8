// The libraries as they stand on disk, and which of them do not say what the saved cells say.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../config/index.ts";
import { librariesOf } from "../config/model.ts";
import { type Diagnostic, startOf } from "../diagnostic.ts";
import type { LibraryFile } from "./model.ts";
import { isOurs } from "./python/header.ts";

/** The texts of the files that tangling writes, by path from `root`; one that is not there is left out. */
export async function textsOnDisk(root: string, config: Config): Promise<ReadonlyMap<string, string>> {
  const paths = [...librariesOf(config).map(({ library }) => library.file), config.versionFile];
  const texts = new Map<string, string>();
  for (const path of paths.filter((one) => one !== "")) {
    const text = await readFile(join(root, path), "utf8").catch(() => undefined);
    if (text !== undefined) texts.set(path, text);
  }
  return texts;
}

/** True when `text`, what stands on disk, is the library; a checkout may have changed its line ends. */
export function isCurrent({ content }: LibraryFile, text: string | undefined): boolean {
  return text !== undefined && text.replaceAll("\r\n", "\n") === content;
}

/** A warning for each of the `files` whose text on disk is another. */
export function staleLibraries(
  files: readonly LibraryFile[],
  onDisk: ReadonlyMap<string, string>,
  config: Config,
): readonly Diagnostic[] {
  return files
    .filter((file) => !isCurrent(file, onDisk.get(file.path)))
    .map(({ path }) => {
      const tab = librariesOf(config).find(({ library }) => library.file === path);
      const what = !onDisk.has(path) ? "is not there" : tab ? "is not what its saved cells say" : "is not the book's";
      const name = !tab ? "The version in" : tab.label === "" ? "The library" : `The library of the tab ${tab.label},`;
      return {
        severity: "warning",
        rule: "library-is-current",
        message: `${name} \`${path}\`${tab && tab.label !== "" ? "," : ""} ${what}`,
        hint: "Run `octavo tangle`.",
        place: startOf(path),
      };
    });
}

/**
 * True of a file that is only made and written when its author says so, `octavo tangle`, and of which a build says nothing: no
 * cell of ours imports Python, and the books of d2lbook have libraries that d2lbook has written.
 */
export function isLeftAlone(path: string, onDisk: ReadonlyMap<string, string>): boolean {
  return !/\.[cm]?ts$/.test(path) && !isOurs(onDisk.get(path) ?? "");
}
