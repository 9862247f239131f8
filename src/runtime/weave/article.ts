// A page's content: mdast with our nodes -> hast.

import type { Element, ElementContent, Nodes as HastNodes, RootContent } from "hast";
import { fromHtml } from "hast-util-from-html";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import type { Nodes } from "mdast";
import { defaultHandlers, type Handler, type State, toHast } from "mdast-util-to-hast";
import { fill } from "../language/index.ts";
import { withoutForeignTags } from "../source/index.ts";
import { rawHtml, type Weaver } from "./context.ts";
import { textWithDashes } from "./dashes.ts";
import { bibliography } from "./nodes/bibliography.ts";
import { codeToHast } from "./nodes/cell.ts";
import { citation } from "./nodes/citation.ts";
import { figure, image } from "./nodes/figure.ts";
import { heading } from "./nodes/heading.ts";
import { link } from "./nodes/link.ts";
import { displayMath, inlineMath } from "./nodes/math.ts";
import { reference } from "./nodes/reference.ts";
import { tabGroup } from "./nodes/tab-group.ts";
import { table } from "./nodes/table.ts";
import { toc } from "./nodes/toc.ts";
import { groupTabs } from "./tabs.ts";

/** The article's children. */
export function articleToHast(weaver: Weaver): ElementContent[] {
  const tree = toHast(groupTabs(weaver.page.tree, weaver.page) as Nodes, {
    allowDangerousHtml: true,
    // Notes' ids are ours alone: what the author labels goes through `book`.
    clobberPrefix: "",
    footnoteLabel: weaver.words.footnotes,
    footnoteLabelTagName: "h2",
    footnoteBackLabel: (index, again) =>
      fill(weaver.words.backToReference, again > 1 ? `${index + 1}-${again}` : index + 1),
    footnoteLabelProperties: { className: ["footnotes-title"] },
    handlers: handlers(weaver),
  });
  const children = "children" in tree ? (tree.children as ElementContent[]) : [];
  const whole = weaver.hasHtml ? closed(children) : children;
  keepFirstIds(whole, new Set());
  return whole;
}

/** One handler for each node that is ours, or that we show otherwise than the default. */
function handlers(weaver: Weaver): Record<string, Handler> {
  return {
    text: (state, node, parent) => defaultHandlers.text(state, { ...node, value: textWithDashes(node, parent) }),
    heading: (state, node) => heading(state, node, weaver),
    paragraph: (state, node) => paragraph(state, node),
    // An empty frame shows nothing: a fence at the page's end, say, that nothing follows.
    code: (_state, node) => (node.value.trim() === "" ? [] : codeToHast(node.value, node.lang ?? "")),
    html: (_state, node) => authorsHtml(withoutForeignTags(node.value), weaver),
    raw: (_state, node) => authorsHtml(node.path === undefined ? node.value : weaver.readText(node.path), weaver),
    tabGroup: (state, node) => tabGroup(state, node, weaver),
    inlineMath: (_state, node) => inlineMath(node, weaver),
    displayMath: (_state, node) => displayMath(node, weaver),
    figure: (state, node) => figure(state, node, weaver),
    image: (_state, node) => image(node, weaver),
    table: (state, node) => table(state, node, weaver),
    link: (state, node) => link(state, node, weaver),
    toc: (_state, node) => toc(node, weaver),
    reference: (_state, node) => reference(node, weaver),
    citation: (_state, node) => citation(node, weaver),
    bibliography: (_state, node) => bibliography(node, weaver),
    slideMark: (state, node) => (node.slideOnly ? [] : (state.all(node) as ElementContent[])),
    anchor: (_state, node) => h("span", { class: "anchor", id: node.id }),
  };
}

/** A paragraph; one that is only a list of works is that list, which may not stand inside a paragraph. */
function paragraph(state: State, node: Parameters<Handler>[1]): ElementContent {
  const children = state.all(node) as ElementContent[];
  const [only] = children;
  const isList = (one: ElementContent | undefined): one is Element => one?.type === "element" && one.tagName === "ul";
  return children.length === 1 && isList(only) ? only : h("p", {}, ...children);
}

function authorsHtml(value: string, weaver: Weaver): ElementContent {
  weaver.hasHtml = true;
  return rawHtml(value);
}

/** The same content with every element closed: what the author left open must not swallow the page's frame. */
function closed(children: readonly ElementContent[]): ElementContent[] {
  const html = toHtml([...children], { allowDangerousHtml: true });
  return fromHtml(html, { fragment: true }).children as ElementContent[];
}

/** An id is given once; of several the first one keeps it. */
function keepFirstIds(nodes: readonly (HastNodes | RootContent)[], seen: Set<string>): void {
  for (const node of nodes) {
    if (node.type !== "element") continue;
    const { id } = node.properties;
    if (typeof id === "string" && seen.has(id)) delete node.properties.id;
    else if (typeof id === "string") seen.add(id);
    keepFirstIds(node.children, seen);
  }
}
