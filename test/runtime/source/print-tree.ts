// A tree as text for goldens, one node a line with its place: `heading @3:1-3:10 depth=1`.

import type { Node } from "mdast";

/** Fields that are told by the line's place or by other lines. */
const untold = new Set(["type", "position", "children", "data"]);

/** `node` and all below it, two blanks deeper for each level. */
export function printTree(node: Node, depth = 0): string {
  const line = `${"  ".repeat(depth)}${node.type} ${placeOf(node)}${fieldsOf(node)}\n`;
  const caption = (node.data as { caption?: Node[] } | undefined)?.caption ?? [];
  const inCaption = caption.map((one) => `${"  ".repeat(depth + 1)}caption:\n${printTree(one, depth + 2)}`);
  const children = ((node as { children?: Node[] }).children ?? []).map((one) => printTree(one, depth + 1));
  return line + inCaption.join("") + children.join("");
}

function placeOf({ position }: Node): string {
  if (!position) return "@?";
  const { start, end } = position;
  return `@${start.line}:${start.column}-${end.line}:${end.column}`;
}

/** What is said of a node, in the order of the alphabet; nothing for what is not set. */
function fieldsOf(node: Node): string {
  const { caption: _, ...data } = (node.data ?? {}) as Record<string, unknown>;
  const fields = Object.entries(node).filter(([name]) => !untold.has(name));
  return [...fields, ...Object.entries(data)]
    .filter(([, value]) => value !== undefined && value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
    .join("");
}
