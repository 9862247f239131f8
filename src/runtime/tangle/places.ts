// Where a saved statement is from: its place in the page, and the section it stands in.

import { nearestOrigin } from "../cells/index.ts";
import type { Place, Point } from "../diagnostic.ts";
import type { SavedCell } from "./model.ts";

/** The place in the page of a stretch of a folded cell. */
export function placeOf({ page, cell, code }: SavedCell, start: number, end: number): Place {
  const point = (offset: number): Point => {
    const before = cell.text.slice(0, nearestOrigin(code, offset)).split("\n");
    const line = cell.lines[before.length - 1] ?? cell.place.start;
    const within = before.at(-1)?.length ?? 0;
    return { line: line.line, column: line.column + within, offset: line.offset + within };
  };
  return { path: page.path, start: point(start), end: point(end) };
}

/**
 * How the library names the section that a cell stands in: `"Training", chapters/linear-regression/scratch.md`. By the
 * heading and not by number or line, so that it stays when something is added elsewhere.
 */
export function sectionOf({ page, cell }: SavedCell): string {
  const above = page.facts.targets.filter(
    ({ kind, place }) => kind === "section" && place.start.offset <= cell.place.start.offset,
  );
  const heading = above.at(-1)?.text.replace(/\s+/g, " ").replaceAll("*/", "*").trim();
  return heading ? `"${heading}", ${page.path}` : page.path;
}

/** The label of the section that a cell stands in, or of the nearest around it that has one. */
export function labelOf({ page, cell }: SavedCell): string | undefined {
  let depth = Number.POSITIVE_INFINITY;
  for (const target of page.facts.targets.toReversed()) {
    if (target.kind !== "section" || target.place.start.offset > cell.place.start.offset) continue;
    if (target.depth >= depth) continue;
    if (target.label !== undefined) return target.label;
    depth = target.depth;
  }
  return undefined;
}
