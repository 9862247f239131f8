// References: `:numref:` -> "Section 3.4", `:ref:` -> the title, `:eqref:` -> "(3.4.1)"; links to what they name.
//
//   a.reference[data-kind=equation][href="../x.html#eq_loss"] | span.dangling

import type { ElementContent } from "hast";
import { h } from "hastscript";
import type { Target } from "../../book/index.ts";
import type { ReferenceNode } from "../../source/index.ts";
import { text, type Weaver } from "../context.ts";
import { titleToHast } from "../titles.ts";

/** A link; what leads nowhere is marked. */
export function reference({ kind, label }: ReferenceNode, weaver: Weaver): ElementContent {
  const target = weaver.book.targets.get(label);
  if (!target) return h("span", { class: "dangling", title: `No label “${label}” in the book` }, label);
  const title =
    kind === "ref" && target.title.length > 0 ? titleToHast(target.title, weaver) : [text(unbroken(target))];
  const { own, href } = weaver;
  // A page's title is the page itself, but on that page it is a place as well.
  const isTitle = target.page === own.path && !target.url.includes("#");
  const id = isTitle ? [...own.targets.values()].find((one) => one.label === label)?.id : undefined;
  const address = href(id === undefined ? target.url : `${target.url}#${id}`);
  return h("a", { class: "reference", dataKind: target.kind, href: address }, ...title);
}

/** A line does not end between "Section" and its number. */
function unbroken({ caption, number }: Target): string {
  return number ? caption.replaceAll(" ", "\u00a0") : caption;
}
