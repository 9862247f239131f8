// The source stage's door: characters to a Page.

export type * from "./model.ts";
export type * from "./nodes.ts";
export { parse } from "./parse.ts";
