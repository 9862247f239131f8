// Where one is and where one may go: the book's contents, the page's own, the neighbours.
//
//   nav.side#side > a.home                                        the first page: on phones the head may cut its title
//                 | ol > li > a[aria-current] > span.number, span
//                           | details > summary, ol               the sections of a chapter
//   nav.here#here > p, ol > li.depth-2 > a
//   nav.pager > a[rel=prev], a[rel=next]

import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Book, BookPage, Entry } from "../book/index.ts";
import { fill, type Words } from "../language/index.ts";
import { text } from "./context.ts";
import { numberToHast } from "./nodes/heading.ts";
import { titleToHast } from "./titles.ts";

/** Where the reader is. */
export interface Here {
  readonly book: Book;
  readonly words: Words;
  /** Absent on a page that is none of the book's. */
  readonly own?: BookPage;
  readonly href: (url: string) => string;
}

/** In a book of more pages, only the chapter that one is in has its sections in the contents of each page. */
const fewPages = 60;

/** The book's contents. It is a popover, so that on narrow screens a button opens it without script. */
export function sideToHast(here: Here): Element | undefined {
  const { contents } = here.book;
  if (contents.length === 0) return undefined;
  const attributes = { class: "side", id: "side", popover: "auto", ariaLabel: here.words.book };
  return h("nav", attributes, homeToHast(here), entriesToHast(contents, here));
}

function homeToHast({ book, own, href }: Here): Element | undefined {
  const page = [...book.pages.values()].find(({ url }) => url === "index.html");
  if (!page) return undefined;
  const isHere = page.path === own?.path;
  return h("a", { class: "home", href: href(page.url), ariaCurrent: isHere ? "page" : undefined }, page.text);
}

function entriesToHast(entries: readonly Entry[], here: Here): Element {
  return h("ol", {}, ...entries.map((entry) => entryToHast(entry, here)));
}

function entryToHast(entry: Entry, here: Here): Element {
  const { book, own } = here;
  const page = book.pages.get(entry.page);
  const link = h(
    "a",
    { href: here.href(page?.url ?? ""), ariaCurrent: own?.path === entry.page ? "page" : undefined },
    ...titled(page, book),
  );
  const isOpen = holds(entry, own?.path);
  if (entry.children.length === 0 || (!isOpen && book.order.length > fewPages)) return h("li", link);
  const summary = h("summary", h("span", { class: "visually-hidden" }, fill(here.words.sectionsOf, page?.text ?? "")));
  return h("li", link, h("details", { open: isOpen }, summary, entriesToHast(entry.children, here)));
}

function holds({ page, children }: Entry, path: string | undefined): boolean {
  return page === path || children.some((child) => holds(child, path));
}

function titled(page: BookPage | undefined, book: Book): ElementContent[] {
  return [...numberToHast(page?.number), h("span", {}, ...titleToHast(page?.title ?? [], { book }))];
}

/** The page's own headings, of the second and third level. */
export function hereToHast({ book, own, words, href }: Here): Element | undefined {
  const headings = [...(own?.targets.values() ?? [])].filter(
    ({ kind, depth }) => kind === "section" && depth > 1 && depth < 4,
  );
  if (own === undefined || headings.length < 2) return undefined;
  const items = headings.map(({ id, depth, number, title }) => {
    const link = h(
      "a",
      { href: href(`${own.url}#${id}`) },
      ...numberToHast(number),
      h("span", {}, ...titleToHast(title, { book })),
    );
    return h("li", { class: `depth-${depth}` }, link);
  });
  return h(
    "nav",
    { class: "here", id: "here", popover: "auto", ariaLabel: words.onThisPage },
    h("p", words.onThisPage),
    h("ol", {}, ...items),
  );
}

/** The pages before and after. */
export function neighboursOf({
  book,
  own,
}: Here): readonly { readonly rel: "prev" | "next"; readonly page: BookPage }[] {
  const found = [
    { rel: "prev", page: own?.previous === undefined ? undefined : book.pages.get(own.previous) },
    { rel: "next", page: own?.next === undefined ? undefined : book.pages.get(own.next) },
  ] as const;
  return found.flatMap(({ rel, page }) => (page ? [{ rel, page }] : []));
}

/** Links to them at the article's end. */
export function pagerToHast(here: Here): Element | undefined {
  const links = neighboursOf(here).map(({ rel, page }) =>
    h(
      "a",
      { rel, href: here.href(page.url) },
      h("small", rel === "prev" ? here.words.previous : here.words.next),
      text(" "),
      h("span", {}, ...titled(page, here.book)),
    ),
  );
  return links.length > 0 ? h("nav", { class: "pager", ariaLabel: here.words.neighbours }, ...links) : undefined;
}
