// Pairs slide marks: the nodes between `[**` and `**]` become the children of one `slideMark`.
// A mark that has no partner among its siblings crosses a link, an emphasis or a block: it goes, and the text stays.

import type { Node, Paragraph, Parent, PhrasingContent, Root } from "mdast";
import type { SlideMark } from "../nodes.ts";
import { isRole } from "../syntax/role.ts";
import { isSlideDelimiter, type SlideDelimiter } from "../syntax/slide-mark.ts";
import { rewrite } from "./walk.ts";

/** In place; afterwards no delimiter is left in the tree. */
export function pairSlideMarks(tree: Root): void {
  rewrite(tree, (children) => (children.some(isOpenAtEnd) ? merged(children) : children));
  rewrite(tree, (children) => (children.some(isSlideDelimiter) ? paired(children) : children));
  rewrite(tree, (children) =>
    children.filter((node) => node.type !== "paragraph" || (node as Parent).children.length > 0),
  );
}

/** A mark may hold a formula that is a block: then it and the text around are one paragraph, which the mark is in. */
function merged(children: readonly Node[]): Node[] {
  const result: Node[] = [];
  for (let i = 0; i < children.length; i++) {
    const node = children[i] as Node;
    result.push(node);
    if (!isOpenAtEnd(node)) continue;
    let end = i + 1;
    while (children[end]?.type === "displayMath" || isRole(children[end])) end++;
    const last = children[end];
    const between = children.slice(i + 1, end) as PhrasingContent[];
    if (between.length === 0 || !isClosedAtStart(last, openAtEnd(node))) continue;
    const first = node as Paragraph;
    first.children.push(...between, ...last.children);
    if (first.position && last.position) first.position.end = last.position.end;
    i = end;
  }
  return result;
}

function isOpenAtEnd(node: Node): boolean {
  return openAtEnd(node) !== undefined;
}

/** The mark that a paragraph opens and does not close. */
function openAtEnd(node: Node): SlideDelimiter | undefined {
  if (node.type !== "paragraph") return undefined;
  const last = (node as Paragraph).children.findLast((child) => isSlideDelimiter(child)) as Node | undefined;
  return isSlideDelimiter(last) && last.opens ? last : undefined;
}

function isClosedAtStart(node: Node | undefined, opening: SlideDelimiter | undefined): node is Paragraph {
  if (node?.type !== "paragraph" || opening === undefined) return false;
  const first = (node as Paragraph).children.find((child) => isSlideDelimiter(child)) as Node | undefined;
  return first !== undefined && closes(first, opening);
}

/** An opening mark takes the next closing mark of its shape; what stands between is its content, paired too. */
function paired(children: readonly Node[]): Node[] {
  const result: Node[] = [];
  for (let i = 0; i < children.length; i++) {
    const node = children[i] as Node;
    if (!isSlideDelimiter(node)) {
      result.push(node);
      continue;
    }
    const end = node.opens ? closingIndex(children, i, node) : -1;
    if (end === -1) continue;
    const mark = slideMark(node, children[end] as SlideDelimiter);
    mark.children = paired(children.slice(i + 1, end)) as PhrasingContent[];
    result.push(mark);
    i = end;
  }
  return result;
}

/** Index of the mark that closes the one at `from`, -1 when another of its shape opens first. */
function closingIndex(children: readonly Node[], from: number, opening: SlideDelimiter): number {
  for (let i = from + 1; i < children.length; i++) {
    const node = children[i] as Node;
    if (closes(node, opening)) return i;
    if (isSlideDelimiter(node) && node.value === opening.value) return -1;
  }
  return -1;
}

function closes(node: Node, opening: SlideDelimiter): boolean {
  const { value } = opening;
  return isSlideDelimiter(node) && !node.opens && node.value === value.slice(1) + (value[0] === "[" ? "]" : ")");
}

function slideMark(opening: SlideDelimiter, closing: SlideDelimiter): SlideMark {
  const mark: SlideMark = {
    type: "slideMark",
    starts: opening.value[0] === "[",
    slideOnly: opening.value[1] === "~",
    children: [],
  };
  if (opening.position && closing.position) {
    mark.position = { start: opening.position.start, end: closing.position.end };
  }
  return mark;
}
