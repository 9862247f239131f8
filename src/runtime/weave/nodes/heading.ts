// Headings: `## Loss` -> <h2 id="sec_loss"><span class="number">3.4.2</span> Loss <a class="permalink">.

import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Heading } from "mdast";
import type { State } from "mdast-util-to-hast";
import { fill } from "../../language/index.ts";
import { text, type Weaver } from "../context.ts";

/** A heading with its number and a link to itself, by the author's label where there is one. */
export function heading(state: State, node: Heading, { own, words, href }: Weaver): Element {
  const id = node.data?.id;
  const target = id === undefined ? undefined : own.targets.get(id);
  const permalink = h(
    "a",
    { class: "permalink", href: href(`${own.url}#${id}`), ariaLabel: fill(words.linkTo, target?.text || (id ?? "")) },
    "#",
  );
  return h(
    `h${target?.depth ?? node.depth}`,
    { id },
    ...numberToHast(target?.number),
    ...(state.all(node) as ElementContent[]),
    ...(id === undefined ? [] : [text(" "), permalink]),
  );
}

/** A number before a title, apart from it by a space. */
export function numberToHast(number: string | undefined): ElementContent[] {
  return number ? [h("span", { class: "number" }, number), text(" ")] : [];
}
