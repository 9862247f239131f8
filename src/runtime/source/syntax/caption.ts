// An image's caption keeps its nodes: ![The loss $l$, see :cite:`Vapnik.1992`](img/loss.svg)
// mdast has room for a plain `alt` only; the nodes are kept beside it until the page's pass makes a figure.

import type { Node, Parent, PhrasingContent } from "mdast";
import type { Extension as MdastExtension } from "mdast-util-from-markdown";

const captions = new WeakMap<Node, PhrasingContent[]>();

/** What stands between an image's brackets. */
export function captionOf(image: Node): PhrasingContent[] {
  return captions.get(image) ?? [];
}

/** mdast-util-from-markdown's own handler, but that an image's nodes are not thrown away. */
export const captionFromMarkdown: MdastExtension = {
  exit: {
    label() {
      const fragment = this.stack[this.stack.length - 1] as Parent;
      const alt = this.resume();
      const node = this.stack[this.stack.length - 1];
      this.data.inReference = true;
      if (node?.type === "link") node.children = fragment.children as typeof node.children;
      else if (node?.type === "image") {
        node.alt = alt;
        captions.set(node, fragment.children as PhrasingContent[]);
      }
    },
  },
};
