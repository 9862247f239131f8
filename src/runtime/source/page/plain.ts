// Nodes as plain text, TeX source for math: what slugs, titles and `alt` are made of.

import type { Node } from "mdast";
import { isParent } from "./walk.ts";

/** References and citations have no text of their own yet; what stands on slides only is left out. */
export function plainText(nodes: readonly Node[]): string {
  return nodes.map(textOf).join("").replace(/\s+/g, " ").trim();
}

function textOf(node: Node): string {
  if (node.type === "break") return " ";
  if (node.type === "html") return "";
  if ("slideOnly" in node && node.slideOnly === true) return "";
  if ("value" in node && typeof node.value === "string") return node.value;
  if ("alt" in node && typeof node.alt === "string") return node.alt;
  return isParent(node) ? node.children.map(textOf).join("") : "";
}
