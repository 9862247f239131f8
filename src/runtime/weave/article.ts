// A page's content: mdast with our nodes -> hast.

import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Nodes } from "mdast";
import { type Handler, type State, toHast } from "mdast-util-to-hast";
import { rawHtml, type Weaver } from "./context.ts";
import { figure, heading, image, link, table, toc } from "./nodes/blocks.ts";
import { codeToHast, tabGroup } from "./nodes/cell.ts";
import { displayMath, inlineMath } from "./nodes/math.ts";
import { bibliography, citation, reference } from "./nodes/reference.ts";
import { groupTabs } from "./tabs.ts";

/** The article's children. */
export function articleToHast(weaver: Weaver): ElementContent[] {
  const tree = toHast(groupTabs(weaver.page.tree, weaver.page) as Nodes, {
    allowDangerousHtml: true,
    clobberPrefix: "",
    footnoteLabelTagName: "h2",
    handlers: handlers(weaver),
  });
  return "children" in tree ? (tree.children as ElementContent[]) : [];
}

/** One handler for each node that is ours, or that we show otherwise than the default. */
function handlers(weaver: Weaver): Record<string, Handler> {
  return {
    heading: (state, node) => heading(state, node, weaver),
    paragraph: (state, node) => paragraph(state, node),
    code: (_state, node) => codeToHast(node.value, node.lang ?? ""),
    tabGroup: (state, node) => tabGroup(state, node, weaver),
    inlineMath: (_state, node) => inlineMath(node, weaver),
    displayMath: (_state, node) => displayMath(node, weaver),
    figure: (state, node) => figure(state, node, weaver),
    image: (_state, node) => image(node, weaver),
    table: (state, node) => table(state, node, weaver),
    link: (state, node) => link(state, node, weaver),
    toc: (_state, node) => toc(node, weaver),
    reference: (state, node) => reference(state, node, weaver),
    citation: (_state, node) => citation(node, weaver),
    bibliography: () => bibliography(weaver),
    slideMark: (state, node) => (node.slideOnly ? [] : (state.all(node) as ElementContent[])),
    anchor: (_state, node) => h("span", { class: "anchor", id: node.id }),
    raw: (_state, node) => rawHtml(node.value),
  };
}

/** A paragraph; one that is only a list of works is that list, which may not stand inside a paragraph. */
function paragraph(state: State, node: Parameters<Handler>[1]): ElementContent {
  const children = state.all(node) as ElementContent[];
  const [only] = children;
  const isList = (one: ElementContent | undefined): one is Element => one?.type === "element" && one.tagName === "ul";
  return children.length === 1 && isList(only) ? only : h("p", ...children);
}
