// Weaving's doors.

export type { SiteFile, Woven } from "./model.ts";
export { weavePage } from "./weave.ts";
