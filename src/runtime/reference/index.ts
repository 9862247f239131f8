// The reference of a book's library: pages made from the docstrings of its public names.

import { readModules } from "./read.ts";
import { type GeneratedPage, writePages } from "./write.ts";

export type { Doc, Entry, Group, Member, Module } from "./model.ts";
export { readModules } from "./read.ts";
export type { GeneratedPage } from "./write.ts";

/** The pages of a reference, and the files below `root` that they were made from, absolute. */
export interface Reference {
  readonly pages: readonly GeneratedPage[];
  readonly files: readonly string[];
}

/** Makes the reference of modules, each with the absolute path of its TypeScript file. */
export function makeReference(
  root: string,
  modules: readonly { readonly name: string; readonly file: string }[],
): Reference {
  const { modules: read, files } = readModules(root, modules);
  return { pages: writePages(read), files };
}
