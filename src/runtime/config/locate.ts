// Where a key stands in a config file: ["tabs", 0, "id"] -> the `id` of the first tab's object.

import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/javascript";

/** From and to of the key at `path` in `text`, or of the nearest one above it that is written out; nothing when none is. */
export function locateKey(
  text: string,
  path: readonly PropertyKey[],
): { readonly from: number; readonly to: number } | undefined {
  let best: { readonly from: number; readonly to: number; readonly depth: number } | undefined;
  const tree = parser.configure({ dialect: "ts" }).parse(text);
  tree.iterate({
    enter({ node, name }) {
      if (name !== "ObjectExpression") return true;
      const found = follow(text, node, path, 0);
      if (found && found.depth > (best?.depth ?? 0)) best = found;
      return false;
    },
  });
  return best;
}

function follow(
  text: string,
  node: SyntaxNode,
  path: readonly PropertyKey[],
  depth: number,
): { readonly from: number; readonly to: number; readonly depth: number } | undefined {
  const part = path[depth];
  if (part === undefined) return undefined;
  const [key, value] = node.name === "ArrayExpression" ? element(node, part) : property(text, node, part);
  if (!key) return undefined;
  const here = { from: key.from, to: key.to, depth: depth + 1 };
  return (value && follow(text, value, path, depth + 1)) ?? here;
}

function element(node: SyntaxNode, part: PropertyKey): readonly [SyntaxNode | undefined, SyntaxNode | undefined] {
  const items = children(node).filter(({ name }) => !/^[[\],]$|Comment$/.test(name));
  const item = typeof part === "number" ? items[part] : undefined;
  return [item, item];
}

function property(
  text: string,
  node: SyntaxNode,
  part: PropertyKey,
): readonly [SyntaxNode | undefined, SyntaxNode | undefined] {
  for (const one of node.name === "ObjectExpression" ? node.getChildren("Property") : []) {
    const key = one.firstChild;
    if (key && text.slice(key.from, key.to).replace(/^["']|["']$/g, "") === part)
      return [key, one.lastChild && one.lastChild.from > key.from ? one.lastChild : undefined];
  }
  return [undefined, undefined];
}

function children(node: SyntaxNode): readonly SyntaxNode[] {
  const all: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) all.push(child);
  return all;
}
