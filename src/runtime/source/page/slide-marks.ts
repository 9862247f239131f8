// Pairs slide marks: the nodes between `[**` and `**]` become the children of one `slideMark`.
// A mark that has no partner among its siblings crosses a link or emphasis: it goes, and the text stays.

import type { Node, PhrasingContent, Root } from "mdast";
import type { SlideMark } from "../nodes.ts";
import { isSlideDelimiter, type SlideDelimiter } from "../syntax/slide-mark.ts";
import { rewrite } from "./walk.ts";

/** In place; afterwards no delimiter is left in the tree. */
export function pairSlideMarks(tree: Root): void {
  rewrite(tree, (children) => (children.some(isSlideDelimiter) ? paired(children) : children));
}

/** An opening mark takes the next closing mark of its shape; what stands between is its content, marks in it paired too. */
function paired(children: readonly Node[]): Node[] {
  const result: Node[] = [];
  for (let i = 0; i < children.length; i++) {
    const node = children[i] as Node;
    if (!isSlideDelimiter(node)) {
      result.push(node);
      continue;
    }
    const end = node.opens ? children.findIndex((other, at) => at > i && closes(other, node)) : -1;
    if (end === -1) continue;
    const mark = slideMark(node, children[end] as SlideDelimiter);
    mark.children = paired(children.slice(i + 1, end)) as PhrasingContent[];
    result.push(mark);
    i = end;
  }
  return result;
}

function closes(node: Node, opening: SlideDelimiter): boolean {
  return isSlideDelimiter(node) && !node.opens && node.value === closerOf(opening);
}

function closerOf(opening: SlideDelimiter): string {
  return opening.value.slice(1) + (opening.value[0] === "[" ? "]" : ")");
}

function slideMark(opening: SlideDelimiter, closing: SlideDelimiter): SlideMark {
  const mark: SlideMark = {
    type: "slideMark",
    starts: opening.value[0] === "[",
    slideOnly: opening.value[1] === "~",
    children: [] as PhrasingContent[],
  };
  if (opening.position && closing.position) {
    mark.position = { start: opening.position.start, end: closing.position.end };
  }
  return mark;
}
