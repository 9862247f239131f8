// Tables: div.table > table > caption > span.number "Table 3.4.1". The box scrolls, the page does not.

import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Table } from "mdast";
import { defaultHandlers, type State } from "mdast-util-to-hast";
import type { Weaver } from "../context.ts";
import { captionOf } from "./figure.ts";
import { numberToHast } from "./heading.ts";

/** A table with its number and its caption. */
export function table(state: State, node: Table, weaver: Weaver): Element {
  const made = defaultHandlers.table(state, node) as Element;
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
