// Going over a tree: in the order of the file, or replacing nodes on the way up.

import type { Node, Nodes, Parent, Table } from "mdast";

/** True for a node with children. */
export function isParent(node: Node): node is Parent {
  return "children" in node;
}

/** A table's caption stands beside its rows. */
function captionOf(node: Node): readonly Node[] {
  return node.type === "table" ? ((node as Table).data?.caption ?? []) : [];
}

/** Calls `enter` for `node` and all below it, in the order of the file; false leaves out what is below. */
export function walk(node: Node, enter: (node: Nodes) => unknown): void {
  if (enter(node as Nodes) === false) return;
  for (const part of captionOf(node)) walk(part, enter);
  if (isParent(node)) for (const child of node.children) walk(child, enter);
}

/** Replaces the children of each parent below and with `node`, innermost first. */
export function rewrite(node: Node, change: (children: Node[], parent: Parent) => Node[]): void {
  if (!isParent(node)) return;
  for (const child of node.children) rewrite(child, change);
  node.children = change(node.children, node) as Parent["children"];
}
