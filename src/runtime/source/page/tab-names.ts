// Tab names as marks list them: "pytorch, mxnet", "pytorch , MXNet", "all", each with its place.

import type { Place } from "../../diagnostic.ts";
import type { Notes } from "./notes.ts";

/** A name that an author wrote. */
export interface TabName {
  /** As written; names are compared in lower case. */
  readonly name: string;
  readonly place: Place;
}

/** The names in a list that stands at `offset` of the page. */
export function tabNames(list: string, offset: number, notes: Notes): TabName[] {
  return [...list.matchAll(/[^\s,]+/g)].map(({ 0: name, index }) => ({
    name,
    place: notes.place({ start: offset + index, end: offset + index + name.length }),
  }));
}
