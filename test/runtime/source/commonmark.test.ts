// CommonMark's own examples: they give what they give without us, but for those that commonmark.txt lists with the reason.

import { tests } from "commonmark-spec";
import { toHtml } from "hast-util-to-html";
import type { Node, Parent, Root } from "mdast";
import { toHast } from "mdast-util-to-hast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { expect, test } from "vitest";
import { pageOf } from "./pages.ts";
import { checkPlaces } from "./places.ts";

const plain = unified().use(remarkParse);
const gfm = unified().use(remarkParse).use(remarkGfm);

/** Nodes of ours show as empty elements with their name, so that they count as a difference. */
function htmlOf(tree: Root): string {
  const unknownHandler = (_: unknown, node: Node) => ({
    type: "element" as const,
    tagName: node.type.toLowerCase(),
    properties: {},
    children: [],
  });
  const options = { allowDangerousHtml: true };
  return toHtml(toHast(tree, { ...options, unknownHandler }), options);
}

/** Our nodes that the example's page has. */
function ownTypes(node: Node): string[] {
  const own = [
    "figure",
    "inlineMath",
    "displayMath",
    "slideMark",
    "reference",
    "citation",
    "tabBlock",
    "cell",
    "anchor",
  ];
  return [...(own.includes(node.type) ? [node.type] : []), ...((node as Parent).children ?? []).flatMap(ownTypes)];
}

test("CommonMark's examples are what they are without us, but for a few", async () => {
  const differences: string[] = [];
  for (const { number, section, markdown } of tests) {
    const text = markdown.replaceAll("→", "\t");
    const page = pageOf(text);
    const ours = htmlOf(page.tree);
    checkPlaces(page, text);
    if (ours === htmlOf(plain.parse(text))) continue;
    const types = [...new Set(ownTypes(page.tree))].join(", ");
    const isWord = page.diagnostics.some(({ rule }) => rule === "tag-is-html");
    const other = text.startsWith("---\n") ? "front matter" : isWord ? "a tag that is none of HTML" : "other";
    const reason = ours === htmlOf(gfm.parse(text)) ? "GFM" : types || other;
    differences.push(`${number} ${section}: ${reason}`);
  }
  expect(tests.length).toBe(652);
  await expect(`${differences.join("\n")}\n`).toMatchFileSnapshot("commonmark.txt");
});
