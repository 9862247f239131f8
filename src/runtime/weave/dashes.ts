// Dashes as they are typed: "matrix--vector", "3--5", "it was---then". Pandoc and Sphinx, by which d2lbook makes its sites, show an
// en dash for two hyphens and an em dash for three.

import type { Nodes, Parents, Text } from "mdast";

/** Between words, with blanks at both sides or none: `--flag`, `i--` and `-->` stay. */
const dash = /(?<=[\p{L}\p{N}\p{M})\]"'’”%])-{2,3}(?=[\p{L}\p{N}([{"'‘“\\])|(?<=\s)-{2,3}(?=\s)/gu;

/** Text that stands alone. */
export function withDashes(text: string): string {
  return text.replace(dash, (hyphens) => (hyphens.length === 2 ? "–" : "—"));
}

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
