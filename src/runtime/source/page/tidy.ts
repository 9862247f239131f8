// What parsers leave behind: line endings as the file has them, hints for another renderer, stray closing lines,
// places that overlap.

import type { Node, Root } from "mdast";
import { captionOf } from "../syntax/caption.ts";
import { isStrayTabEnd } from "../syntax/tab-block.ts";
import type { Notes } from "./notes.ts";
import { plainText } from "./plain.ts";
import { isParent, rewrite, walk } from "./walk.ts";

/** In place: LF in all values, no `data.hName`, no `:end_tab:` that closes nothing. */
export function tidy(tree: Root, notes: Notes): void {
  rewrite(tree, (children) => {
    if (!children.some(isStrayTabEnd)) return children;
    return children.filter((node) => {
      if (!isStrayTabEnd(node)) return true;
      const message = "`:end_tab:` closes no tab block";
      notes.report("error", "tab-block-is-closed", notes.place(node), message, "take it out, or open the block before");
      return false;
    });
  });
  walk(tree, tidyNode);
  walk(tree, clipChildren);
  walk(tree, (node) => placeChildren(node, notes));
}

/** Addresses that remark-gfm finds in finished text have no place: they are looked up in what the text was. */
function placeChildren(node: Node, notes: Notes): void {
  if (!isParent(node) || node.children.every(({ position }) => position)) return;
  let at = node.position?.start.offset ?? 0;
  /** Where, at the latest, each child ends: where the next one that has a place starts. */
  const ends: number[] = [];
  let latest = node.position?.end.offset ?? notes.text.length;
  for (let index = node.children.length - 1; index >= 0; index--) {
    ends[index] = latest;
    latest = node.children[index]?.position?.start.offset ?? latest;
  }
  for (const [index, child] of node.children.entries()) {
    if (!child.position) {
      const end = ends[index] ?? at;
      const text = plainText([child]);
      const found = notes.text.slice(at, end).indexOf(text);
      const place = notes.place({
        start: Math.max(at, at + found),
        end: found === -1 ? end : at + found + text.length,
      });
      child.position = { start: place.start, end: place.end };
    }
    at = child.position.end.offset ?? at;
  }
}

/**
 * micromark lets two places overlap: a list item whose fence is open ends behind the next item's mark, and an underlined
 * heading starts where a definition above it does.
 */
function clipChildren(node: Node): void {
  if (!isParent(node)) return;
  for (const [index, child] of node.children.entries()) {
    const next = node.children[index + 1];
    const end = child.position?.end;
    if (!next?.position || !end || offsetOf(end) <= offsetOf(next.position.start)) continue;
    const text = isParent(next) ? next.children[0]?.position?.start : undefined;
    if (next.type === "heading" && text && offsetOf(text) >= offsetOf(end)) next.position.start = { ...text };
    else Object.assign(end, next.position.start);
  }
}

function offsetOf({ offset = 0 }: { offset?: number | undefined }): number {
  return offset;
}

function tidyNode(node: Node): void {
  if (node.type === "image") for (const part of captionOf(node)) walk(part, tidyNode);
  if ("value" in node && typeof node.value === "string" && node.value.includes("\r")) {
    node.value = node.value.replace(/\r\n?/g, "\n");
  }
  // remark-math's node carries a rendering for remark-rehype, which we do not use.
  if (node.type === "inlineMath") delete node.data;
}
