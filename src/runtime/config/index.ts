// A book's configuration: what its author writes (BookOptions), what the stages are given (Config), and how it is found.

export type { BookFolder } from "./folder.ts";
export { exportsFolder } from "./folder.ts";
export { defineConfig, loadBook } from "./load.ts";
export type { Aliases, Config, Library, LibraryTab, Limits, Renaming, Tab } from "./model.ts";
export { librariesOf } from "./model.ts";
export type {
  AliasOptions,
  BookOptions,
  LibraryOptions,
  LimitOptions,
  LinkOptions,
  SlideOptions,
  TabOptions,
} from "./options.ts";
