// A built page as each tab's readers see it: its words, formulas, links to labels and lines of code, in order.

import type { Element, Nodes, Root } from "hast";
import { fromHtml } from "hast-util-from-html";
import { type Item, wordsOf } from "./prose.ts";

/** What stands on a page, in order. */
export type Shown =
  | { readonly type: "item"; readonly item: Item }
  | { readonly type: "code"; readonly lines: readonly string[]; readonly isCell: boolean };

/** Text of the prose and of the cells, where the author's marks must not be seen. */
export interface SitePage {
  readonly tabs: readonly string[];
  readonly root: Root;
  shownIn(tab: string): readonly Shown[];
}

const skipped = [
  "number permalink tab-bar tab-name tab-missing page-tabs outputs not-run contents bibliography works-cited back",
  "footnotes-title data-footnote-backref katex-html pager anchor output",
]
  .join(" ")
  .split(" ");

const blocks = new Set(
  "p div li ul ol dl dt dd table thead tbody tr td th caption figure figcaption blockquote pre section h1 h2 h3 h4 h5 h6 br hr img article button".split(
    " ",
  ),
);

/** Reads the bytes of a page. */
export function readPage(html: string): SitePage {
  const root = fromHtml(html);
  const names = find(root, (node) => node.tagName === "html")?.properties.dataTabs;
  const tabs = typeof names === "string" && names !== "" ? names.split(" ") : [];
  const article = find(root, ({ tagName }) => tagName === "article");
  return { tabs, root, shownIn: (tab) => (article ? shown(article, tabs.indexOf(tab)) : []) };
}

/** The classes of an element. */
export function classesOf({ properties }: Element): readonly string[] {
  const { className } = properties;
  return Array.isArray(className) ? className.map(String) : [];
}

function shown(article: Element, place: number): readonly Shown[] {
  const made: Shown[] = [];
  let text = "";
  const end = () => {
    for (const word of wordsOf(text)) made.push({ type: "item", item: { text: word } });
    text = "";
  };
  const put = (item: Item) => {
    end();
    made.push({ type: "item", item });
  };
  const visit = (node: Nodes, isCell: boolean, inFigure: boolean): void => {
    if (node.type === "text") text += node.value;
    if (node.type !== "element") return;
    const classes = classesOf(node);
    const { tagName } = node;
    if (node.properties.dataFootnoteRef !== undefined) return;
    if (classes.some((name) => skipped.includes(name)) || ["script", "style", "nav"].includes(tagName)) return;
    if (classes.includes("tab-panel") && !classes.includes(`t${place}`)) return;
    const isBlock = blocks.has(tagName);
    if (isBlock) end();
    // A picture in the text says its words to who cannot see it; a figure's are its caption.
    if (tagName === "img" && !inFigure) text += ` ${String(node.properties.alt ?? "")} `;
    if (classes.includes("code")) {
      end();
      const lines = textOf(node).replace(/\n$/, "").split("\n");
      made.push({ type: "code", lines: lines.map((line) => line.trimEnd()), isCell });
    } else if (classes.includes("katex")) {
      const tex = find(node, (one) => one.tagName === "annotation");
      put({ text: textOf(tex ?? node).replace(/\s+/g, ""), formula: true });
    } else if (classes.includes("broken")) {
      put({ text: textOf(node).replace(/^\$+|\$+$|\s+/g, ""), formula: true });
    } else if (classes.includes("reference")) put({ text: textOf(node), role: "ref" });
    else if (classes.includes("cite")) put({ text: textOf(node), role: "cite" });
    // A figure whose picture is not there still has its caption.
    else if (classes.includes("dangling") && inFigure && node.properties.title !== undefined) return;
    else if (classes.includes("dangling")) put({ text: textOf(node), role: "dangling" });
    else
      for (const child of node.children)
        visit(child, isCell || classes.includes("cell"), inFigure || tagName === "figure");
    if (isBlock) end();
  };
  visit(article, false, false);
  end();
  return made;
}

/** All text below a node. */
export function textOf(node: Nodes): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map((child) => textOf(child as Nodes)).join("") : "";
}

/** The first element below a node for which `is` holds. */
export function find(node: Nodes, is: (element: Element) => boolean): Element | undefined {
  if (node.type === "element" && is(node)) return node;
  if (!("children" in node)) return undefined;
  for (const child of node.children) {
    const found = find(child as Nodes, is);
    if (found) return found;
  }
  return undefined;
}
