// The work on pages: parse, compile and weave, on this thread or on others, within limits.

export type { PageSource, PageWork, ReadPage, WovenPage } from "./model.ts";
export { isRefusal } from "./plain.ts";
export { createPagePool, type PagePool } from "./pool.ts";
