// Weaving's doors.

export { weaveSite } from "./assets.ts";
export type { SiteFile, Woven } from "./model.ts";
export { weavePage } from "./weave.ts";
