// The source stage's door: characters to a Page.

export type * from "./model.ts";
export type * from "./nodes.ts";
export { withoutForeignTags } from "./page/foreign-tags.ts";
export { parse } from "./parse.ts";
