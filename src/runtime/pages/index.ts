// The work on pages: parse, compile and weave, in this process or in others, within limits.

export type { PageSource, PageWork, ReadPage, WovenPage } from "./model.ts";
export { isRefusal } from "./plain.ts";
export { createPagePool, type PagePool } from "./pool.ts";
