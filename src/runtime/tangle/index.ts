// Saved cells of all pages -> each tab's library, as one file of TypeScript or Python.

export type { LibraryFile } from "./model.ts";
export { isCurrent, isLeftAlone, staleLibraries, textsOnDisk } from "./stale.ts";
export { type Tangled, type TangleOptions, tangle } from "./tangle.ts";
