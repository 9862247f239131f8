// Headings: `## Loss` -> <h2 id="sec_loss"><span class="number">3.4.2</span> Loss <a class="permalink">.

import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Heading } from "mdast";
import type { State } from "mdast-util-to-hast";
import { fill } from "../../language/index.ts";
import { text, type Weaver } from "../context.ts";

/** A heading with its number and a link to itself, by the author's label where there is one. */
export function heading(state: State, node: Heading, weaver: Weaver): Element {
  const { own, words, href } = weaver;
  const id = node.data?.id;
  const target = id === undefined ? undefined : own.targets.get(id);
  const permalink = h(
    "a",
    { class: "permalink", href: href(`${own.url}#${id}`), ariaLabel: fill(words.linkTo, target?.text || (id ?? "")) },
    "#",
  );
  return h(
    `h${depthOf(node, weaver)}`,
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

/**
 * The first heading of a book's page is its title, whatever its depth: where none is of depth 1, the others go up as far as it does.
 * A page by itself is as it is written.
 */
function depthOf({ depth, data }: Heading, { own, book }: Weaver): number {
  const headings = [...own.targets.values()].filter(({ kind }) => kind === "section");
  const [first] = headings;
  if (first === undefined || book.pages.size === 1 || headings.some((one) => one.depth === 1)) return depth;
  return data?.id === first.id ? 1 : Math.max(2, depth - first.depth + 1);
}
