// What parsers leave behind: line endings as the file has them, hints for another renderer, stray closing lines.

import type { Node, Root } from "mdast";
import { captionOf } from "../syntax/caption.ts";
import { isStrayTabEnd } from "../syntax/tab-block.ts";
import type { Notes } from "./notes.ts";
import { rewrite, walk } from "./walk.ts";

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
}

function tidyNode(node: Node): void {
  if (node.type === "image") for (const part of captionOf(node)) walk(part, tidyNode);
  if ("value" in node && typeof node.value === "string" && node.value.includes("\r")) {
    node.value = node.value.replace(/\r\n?/g, "\n");
  }
  // remark-math's node carries a rendering for remark-rehype, which we do not use.
  if (node.type === "inlineMath") delete node.data;
}
