// A book's configuration: what its author writes (BookOptions), what the stages are given (Config), and how it is found.

export { type BookFolder, defineConfig, loadBook } from "./load.ts";
export type { Config, Library, Limits, Tab } from "./model.ts";
export type { BookOptions, LibraryOptions, LimitOptions, TabOptions } from "./options.ts";
