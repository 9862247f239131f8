// A library's declarations as the text of its file.

import { posix } from "node:path";
import type { LibraryTab } from "../../config/index.ts";
import { inLoadOrder } from "../order.ts";
import { type LibraryClass, printClass } from "./classes.ts";
import { type LibraryImport, printImports, relative } from "./imports.ts";
import { partOf } from "./needs.ts";
import { selfName } from "./rewrite.ts";

/** What the library declares, in its order; a class may still grow. */
export type Declaration = { readonly text: string } | { class: LibraryClass };

/** The whole file. */
export function print(
  declarations: readonly Declaration[],
  imports: readonly LibraryImport[],
  usesSelf: boolean,
  tab: LibraryTab,
): string {
  const { file, base } = tab.library;
  const folder = posix.dirname(file);
  const self: LibraryImport = { local: selfName, module: relative(folder, file), name: "*", isType: false };
  const heads = [
    [
      `// The library of the book${tab.label === "" ? "" : `'s ${tab.label} tab`}: what its saved cells say. Written by \`octavo tangle\`: edit the chapters.`,
    ],
    printImports(usesSelf ? [...imports, self] : imports),
    base === undefined ? [] : [`export * from ${JSON.stringify(relative(folder, base))};`],
  ];
  const parts = [
    ...heads.filter((lines) => lines.length > 0).map((lines) => lines.join("\n")),
    ...inLoadOrder(declarations.map((one) => partOf("class" in one ? printClass(one.class) : one.text))).map(
      ({ text }) => text,
    ),
  ];
  if (parts.length === 1) parts.push("export {};");
  return `${parts.map(tidy).join("\n\n")}\n`;
}

/** No blanks at line ends that are not part of a string, no empty lines at the ends. */
function tidy(text: string): string {
  return text.replace(/^\n+|\s+$/g, "");
}
