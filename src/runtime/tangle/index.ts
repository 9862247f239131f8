// Saved cells of all pages -> each tab's library, as one TypeScript file.

export type { LibraryFile } from "./model.ts";
export { isCurrent, staleLibraries } from "./stale.ts";
export { type Tangled, tangle } from "./tangle.ts";
