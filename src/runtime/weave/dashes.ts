// Dashes in running text.

import type { Nodes, Parents, Text } from "mdast";
import { withDashes } from "../language/index.ts";

/** A node's text; what stands beside it, a formula or emphasis, counts as a word. An address is no text. */
export function textWithDashes(node: Text, parent: Parents | undefined): string {
  const { value } = node;
  if (!value.includes("--") || /:\/\/|www\./.test(value)) return value;
  const siblings: readonly Nodes[] = parent?.children ?? [node];
  const before = siblings[0] === node ? "" : "x";
  const after = siblings.at(-1) === node ? "" : "x";
  const set = withDashes(before + value + after);
  return set.slice(before.length, set.length - after.length);
}
