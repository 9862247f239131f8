// The list of the slides that a book has in one tab, and the list of its tabs.

import { h } from "hastscript";
import type { BookPage } from "../../book/index.ts";
import type { Config } from "../../config/index.ts";
import { documentOf } from "./deck.ts";

/** A page's slides, as the list has them. */
export interface ListedDeck {
  readonly page: BookPage;
  /** Its address, seen from the list. */
  readonly address: string;
  readonly slides: number;
}

/** `index.html` of a tab; `label` is "" in a book without tabs. */
export function listToHtml(decks: readonly ListedDeck[], title: string, label: string, config: Config, assets: string) {
  const items = decks.map(({ page, address, slides }) =>
    h(
      "li",
      h("a", { href: address }, h("span", { class: "number" }, page.number), h("span", { class: "title" }, page.text)),
      h("span", { class: "count" }, `${slides} ${slides === 1 ? "slide" : "slides"}`),
    ),
  );
  const main = h("main", h("h1", title), h("p", label ? `Slides, with code in ${label}` : "Slides"), h("ol", ...items));
  return documentOf({ kind: "list", title: `${title} · Slides`, config, assets, body: [main] });
}

/** `index.html` of all: the tabs. */
export function tabsToHtml(
  tabs: readonly { readonly label: string; readonly address: string }[],
  title: string,
  config: Config,
) {
  const items = tabs.map(({ label, address }) => h("li", h("a", { href: address }, label)));
  const main = h("main", h("h1", title), h("p", "Slides, by what their code is in"), h("ol", ...items));
  return documentOf({ kind: "list", title: `${title} · Slides`, config, assets: "assets/", body: [main] });
}
