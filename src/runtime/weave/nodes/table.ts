// Tables: div.table > table > caption > span.number "Table 3.4.1", td.to-right, td.to-center. The box scrolls, the page does not.

import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Table } from "mdast";
import { defaultHandlers, type State } from "mdast-util-to-hast";
import type { Weaver } from "../context.ts";
import { captionOf } from "./figure.ts";
import { numberToHast } from "./heading.ts";

/** A table with its number and its caption. */
export function table(state: State, node: Table, weaver: Weaver): Element {
  const made = withoutAlign(defaultHandlers.table(state, node) as Element);
  const { id, caption } = node.data ?? {};
  const number = id === undefined ? undefined : captionOf(id, weaver);
  if (!caption && !number) return h("div", { class: "table", id }, made);
  const words = state.all({ type: "paragraph", children: caption ?? [] }) as ElementContent[];
  return h(
    "div",
    { class: "table", id },
    h("table", h("caption", {}, ...numberToHast(number), ...words), ...made.children),
  );
}

/** HTML has no attribute for a column's side any more: a class stands for it. */
function withoutAlign(node: Element): Element {
  const { align, ...properties } = node.properties;
  const children = node.children.map((child) =>
    child.type === "element" && isPart(child) ? withoutAlign(child) : child,
  );
  const side = align === "right" || align === "center" ? { className: [`to-${align}`] } : {};
  return { ...node, properties: { ...properties, ...side }, children };
}

function isPart({ tagName }: Element): boolean {
  return ["thead", "tbody", "tr", "th", "td"].includes(tagName);
}
