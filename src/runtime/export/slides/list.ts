// The list of the slides that a book has in one tab, and the list of its tabs.

import { h } from "hastscript";
import type { Book, BookPage } from "../../book/index.ts";
import type { Config } from "../../config/index.ts";
import { fill, wordsOf } from "../../language/index.ts";
import { bookTitle } from "../../weave/page.ts";
import { titleToHast } from "../../weave/titles.ts";
import { documentOf } from "./deck.ts";

/** A page's slides, as the list has them. */
export interface ListedDeck {
  readonly page: BookPage;
  /** Its address, seen from the list. */
  readonly address: string;
  readonly slides: number;
}

/** What a list is of. */
export interface Listed {
  readonly book: Book;
  readonly config: Config;
  /** The address of the folder of shared files, seen from the list. */
  readonly assets: string;
}

/** `index.html` of a tab; `label` is "" in a book without tabs. */
export function decksToHtml(decks: readonly ListedDeck[], label: string, { book, config, assets }: Listed): string {
  const words = wordsOf(config.language);
  const items = decks.map(({ page, address, slides }) =>
    h(
      "li",
      h(
        "a",
        { href: address },
        h("span", { class: "number" }, page.number),
        h("span", { class: "title" }, ...titleToHast(page.title, { book })),
      ),
      h("span", { class: "count" }, slides === 1 ? words.oneSlide : fill(words.slideCount, slides)),
    ),
  );
  const title = bookTitle({ book, config });
  const says = label ? fill(words.slidesIn, label) : words.slides;
  const main = h("main", {}, h("h1", title), h("p", says), h("ol", {}, ...items));
  return documentOf({ kind: "list", title: `${title} · ${words.slides}`, config, assets, body: [main] });
}

/** `index.html` of all: the tabs. */
export function tabsToHtml(
  tabs: readonly { readonly label: string; readonly address: string }[],
  { book, config, assets }: Listed,
): string {
  const title = bookTitle({ book, config });
  const words = wordsOf(config.language);
  const items = tabs.map(({ label, address }) => h("li", {}, h("a", { href: address }, label)));
  const main = h("main", {}, h("h1", title), h("p", words.slidesBy), h("ol", {}, ...items));
  return documentOf({ kind: "list", title: `${title} · ${words.slides}`, config, assets, body: [main] });
}
