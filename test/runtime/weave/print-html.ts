// HTML as goldens hold it: a block a line, indented by depth; formulas as <katex>TeX</katex>, drawings by their texts, a space that keeps a line together as &nbsp;.

import type { Element, Nodes } from "hast";
import { fromHtml } from "hast-util-from-html";
import { toHtml } from "hast-util-to-html";

const blocks = new Set(
  "article aside blockquote body caption details div dl dd dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td th thead tr ul".split(
    " ",
  ),
);

/** Prints a fragment. */
export function printHtml(html: string): string {
  const lines: string[] = [];
  for (const node of fromHtml(html, { fragment: true }).children) print(node, 0, lines);
  return `${lines.join("\n").replaceAll("\u00a0", "&nbsp;")}\n`;
}

function print(node: Nodes, depth: number, lines: string[]): void {
  const indent = "  ".repeat(depth);
  if (node.type === "text") {
    if (node.value.trim() !== "") lines.push(indent + inline(node).trim());
    return;
  }
  if (node.type !== "element" || !blocks.has(node.tagName)) {
    lines.push(indent + inline(node));
    return;
  }
  const open = toHtml({ ...node, children: [] }).replace(/<\/[^>]*>$/, "");
  const isLeaf = !node.children.some((child) => child.type === "element" && hasBlock(child));
  if (isLeaf || node.tagName === "pre") {
    const content = node.children.map(inline).join("");
    lines.push(indent + (node.tagName === "hr" ? open : `${open}${content}</${node.tagName}>`));
    return;
  }
  lines.push(indent + open);
  for (const child of node.children) print(child, depth + 1, lines);
}

function hasBlock(node: Element): boolean {
  return blocks.has(node.tagName) || node.children.some((child) => child.type === "element" && hasBlock(child));
}

function inline(node: Nodes): string {
  if (node.type === "element") {
    const { className } = node.properties;
    if (Array.isArray(className) && className.includes("katex")) return `<katex>${texOf(node)}</katex>`;
    if (node.tagName === "svg" && Array.isArray(className) && className.includes("plot"))
      return `<svg.plot>${String(node.properties.ariaLabel)} | ${textsOf(node).join(" ")}</svg.plot>`;
    if (node.tagName !== "svg" && node.tagName !== "math") {
      if (node.children.length === 0) return toHtml(node);
      const [open, close] = toHtml({ ...node, children: [{ type: "text", value: "\0" }] }).split("\0");
      return close === undefined ? toHtml(node) : open + node.children.map(inline).join("") + close;
    }
  }
  return toHtml(node as Parameters<typeof toHtml>[0]);
}

function texOf(node: Nodes): string {
  if (node.type === "element" && node.tagName === "annotation") return textsOf(node).join("");
  return "children" in node ? node.children.map(texOf).join("") : "";
}

function textsOf(node: Nodes): string[] {
  if (node.type === "text") return [node.value];
  return "children" in node ? node.children.flatMap(textsOf) : [];
}
