// Stretches of the author's source, each node in them written as a notebook has it, the dialect's marks between them gone.

import type { Node, Nodes } from "mdast";
import type { Scribe } from "./scribe.ts";

/** All of a node's source. */
export function whole(node: Nodes, scribe: Scribe, inLink: boolean): string {
  const { start, end } = stretchOf(node);
  return "children" in node ? between(start, end, node.children, scribe, inLink) : sourceOf(node, scribe);
}

/** What stands between a node's marks: from its first child to its last. */
export function inside(node: Nodes, scribe: Scribe, inLink = false): string {
  if (!("children" in node)) return "";
  return ofAll(node.children as readonly Nodes[], scribe, inLink);
}

/** The source from the first of neighbours to the last. */
export function ofAll(nodes: readonly Nodes[], scribe: Scribe, inLink = false): string {
  const [first, last] = [nodes[0], nodes.at(-1)];
  if (!first || !last) return "";
  return between(stretchOf(first).start, stretchOf(last).end, nodes, scribe, inLink);
}

/** The source from `start` to `end`, its nodes put into words, its dialect's marks gone. */
function between(start: number, end: number, nodes: readonly Nodes[], scribe: Scribe, inLink: boolean): string {
  let text = "";
  let at = start;
  for (const node of nodes) {
    const stretch = stretchOf(node);
    const put = scribe.write(node, inLink);
    text += gap(scribe.source.slice(at, Math.max(at, stretch.start))) + put;
    at = Math.max(at, stretch.end);
    // What went stood between two blanks, of which one is left.
    if (put === "" && /[ \t]/.test(scribe.source[at] ?? "")) text = text.replace(/[ \t]+$/, "");
  }
  return text + gap(scribe.source.slice(at, Math.max(at, end)));
}

/**
 * What stands between nodes is marks of markdown, which stay, and marks of the dialect that the tree has no nodes for:
 * labels, sizes, the lines of tab blocks, slide marks without a partner.
 */
function gap(text: string): string {
  return text
    .replace(/\n[ \t>]*:(?:label|eqlabel|width|height):(`+)[^`\n]*\1[ \t]*(?=\n|$)/g, "")
    .replace(/:(?:label|eqlabel|width|height):(`+)[^`\n]*\1/g, "")
    .replace(/:begin_tab:(?:`[^`\n]*`)?|:end_tab:/g, "")
    .replace(/[[(](?:\*\*|~~)|(?:\*\*|~~)[\])]/g, "");
}

/** A node's source as it stands, lines ending in LF. */
export function sourceOf(node: Node, { source }: Scribe): string {
  const { start, end } = stretchOf(node);
  return source.slice(start, end);
}

/** Where a node stands in the source. */
export function stretchOf({ position }: Node): { readonly start: number; readonly end: number } {
  return { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 };
}
