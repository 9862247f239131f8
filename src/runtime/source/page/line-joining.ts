// Lines of scripts that are written without blanks between words: where a paragraph's source goes on in a new line between two such
// characters, no blank is read.

import type { Node, PhrasingContent, Root, Text } from "mdast";
import { isParent } from "./walk.ts";

/** Chinese and Japanese, with their punctuation. Korean has blanks between words. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}\u3000-\u303f\uff00-\uff65\u2018\u2019\u201c\u201d\u2014\u2026]/u;
/** Punctuation that Latin texts have as well: it joins only beside a character that stands without blanks. */
const shared = /[\u2018\u2019\u201c\u201d\u2014\u2026]/;
const between = /(.)\n(?=(.))/gu;

/** In place. */
export function joinLines(tree: Root): void {
  visit(tree);
}

function visit(node: Node): void {
  if (!isParent(node)) return;
  const children = node.children as PhrasingContent[];
  for (const [i, child] of children.entries()) {
    if (child.type === "text" && child.value.includes("\n")) {
      child.value = child.value.replace(between, (lines, before: string, after: string) =>
        joins(before, after) ? before : lines,
      );
      joinAtEnds(child, children[i - 1], children[i + 1]);
    }
    visit(child);
  }
}

/** Where a line ends at another kind of text: "…\n**…**". */
function joinAtEnds(text: Text, before: Node | undefined, after: Node | undefined): void {
  if (/.\n$/su.test(text.value) && joins([...text.value].at(-2), edgeOf(after, 0)))
    text.value = text.value.slice(0, -1);
  if (/^\n./su.test(text.value) && joins(edgeOf(before, -1), [...text.value][1])) text.value = text.value.slice(1);
}

/** The first (0) or last (-1) character of emphasis or a link. */
function edgeOf(node: Node | undefined, side: 0 | -1): string | undefined {
  if (node === undefined) return undefined;
  if (node.type === "text") return [...(node as Text).value].at(side);
  return isParent(node) ? edgeOf(node.children.at(side), side) : undefined;
}

function joins(before: string | undefined, after: string | undefined): boolean {
  if (before === undefined || after === undefined || !unspaced.test(before) || !unspaced.test(after)) return false;
  return !(shared.test(before) && shared.test(after));
}
