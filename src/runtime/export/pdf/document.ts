// What is printed, as one HTML file: the title page, the contents, the pages one after the other.
//
//   section.title-page > h1, p.description, p.authors, div.imprint > p
//   nav.book-contents > h2, ol > li > a > span.number, span, span.page
//   article.depth-1#p3 …
//
// Each page is a kind of page of its own (`page: p3`), whose margins say where one is.

import type { ElementContent, Root } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import type { Book, BookPage, Entry } from "../../book/index.ts";
import type { Config } from "../../config/index.ts";
import type { Words } from "../../language/index.ts";
import { text } from "../../weave/context.ts";
import { numberToHast } from "../../weave/nodes/heading.ts";
import { bookTitle, languageAttributes } from "../../weave/page.ts";
import { titleToHast } from "../../weave/titles.ts";
import { pageNumber } from "./article.ts";
import type { Places } from "./places.ts";
import type { Bookmark } from "./write.ts";

/** A page of the document. */
export interface Part {
  readonly page: BookPage;
  /** 1: a chapter, 2: a section of it; 0: the book's first page. */
  readonly depth: number;
  /** The chapter that it is of, or is. */
  readonly chapter: BookPage;
  readonly content: readonly ElementContent[];
}

export interface PrintedBook {
  readonly book: Book;
  readonly config: Config;
  readonly words: Words;
  readonly places: Places;
  readonly parts: readonly Part[];
  /** The name of the tab, "" when there is none. */
  readonly label: string;
  /** One page by itself has no title page. */
  readonly isWhole: boolean;
  /** The book's own style sheets, as addresses. */
  readonly styles: readonly string[];
}

/** The document's HTML. */
export function documentOf(printed: PrintedBook): string {
  const { config, parts, isWhole, styles } = printed;
  const head = h(
    "head",
    h("meta", { charset: "utf-8" }),
    h("title", titleOf(printed)),
    h("link", { rel: "stylesheet", href: "assets/book.css" }),
    ...styles.map((href) => h("link", { rel: "stylesheet", href })),
    h("link", { rel: "stylesheet", href: "assets/heads.css" }),
  );
  const front = isWhole ? [titlePage(printed), contents(printed)] : [];
  const places = h("nav", { hidden: true }, ...parts.flatMap((part) => anchorsOf(part, printed)));
  const body = h(
    "body",
    ...front.filter((one) => one !== undefined),
    ...parts.map((part) => article(part, printed)),
    places,
  );
  const html = h("html", languageAttributes(config), head, body);
  const root: Root = { type: "root", children: [{ type: "doctype" }, html] };
  return toHtml(root, { allowDangerousHtml: true });
}

/** What the document is called. */
export function titleOf(printed: Pick<PrintedBook, "book" | "config" | "parts" | "isWhole">): string {
  const only = printed.isWhole ? undefined : printed.parts[0]?.page;
  return [only && named(only), bookTitle(printed)].filter(Boolean).join(" · ");
}

/** "3.4 Linear Regression" */
export function named({ number, text: title }: Pick<BookPage, "number" | "text">): string {
  return [number, title].filter(Boolean).join(" ");
}

function titlePage({ config, book, words, label }: PrintedBook): ElementContent {
  const imprint = [label && `${words.codeIn} ${label}`, config.version, config.license].filter(Boolean);
  return h(
    "section",
    { class: "title-page" },
    h("h1", bookTitle({ config, book })),
    config.description ? h("p", { class: "description" }, config.description) : undefined,
    config.authors.length > 0 ? h("p", { class: "authors" }, config.authors.join(words.comma)) : undefined,
    h("div", { class: "imprint" }, ...imprint.map((line) => h("p", line))),
  );
}

function contents({ book, words, places }: PrintedBook): ElementContent | undefined {
  const list = (entries: readonly Entry[]): ElementContent => h("ol", {}, ...entries.flatMap((entry) => item(entry)));
  const item = ({ page, children }: Entry): ElementContent[] => {
    const target = book.pages.get(page);
    const id = places.ofPage(page);
    // What is below a page that is not printed moves up.
    if (!target || id === undefined) return children.flatMap(item);
    const title = h("span", { class: "title" }, ...titleToHast(target.title, { book }));
    const link = h("a", { href: `#${id}` }, ...numberToHast(target.number), title, pageNumber());
    return [h("li", link, ...(children.length > 0 ? [list(children)] : []))];
  };
  if (book.contents.length === 0) return undefined;
  return h("nav", { class: "book-contents" }, h("h2", words.contents), list(book.contents));
}

function article({ page, depth, content }: Part, { places }: PrintedBook): ElementContent {
  const id = places.ofPage(page.path);
  return h("article", { id, class: `depth-${depth}`, style: `page:${id}` }, ...content);
}

/** Links to all places that the outline names: a browser tells the pages of places only when something leads to them. */
function anchorsOf({ page }: Part, { places }: PrintedBook): ElementContent[] {
  const ids = [places.ofPage(page.path), ...headingsOf(page).map(({ id }) => places.ofPlace(page.path, id))];
  return ids.map((id) => h("a", { href: `#${id}` }, text("·")));
}

/** A page's own sections, two levels of them. */
export function headingsOf({ targets }: BookPage) {
  return [...targets.values()].filter(({ kind, depth }) => kind === "section" && depth > 1 && depth < 4);
}

/** Rules of the margins: the chapter at the left, the section at the right. */
export function headsOf({ parts, places }: PrintedBook): string {
  return parts
    .map(({ page, depth, chapter }) => {
      const left = depth === 0 ? "" : cut(named(chapter));
      const right = depth < 2 ? "" : cut(named(page));
      const box = (name: string, says: string) => `@${name}{content:${quoted(says)}}`;
      return `@page ${places.ofPage(page.path)}{${box("top-left", left)}${box("top-right", right)}}`;
    })
    .join("\n");
}

/** Both have one line together. */
function cut(title: string): string {
  return title.length <= 56 ? title : `${title.slice(0, 55).replace(/\s+\S*$/, "")} …`;
}

/** A string of CSS. */
function quoted(says: string): string {
  return `"${says.replace(/["\\\n<]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `)}"`;
}

/** The lines of the outline: pages as they stand in the contents, each with its own sections. */
export function outlineOf({ parts, places }: PrintedBook): readonly Bookmark[] {
  const sections = (page: BookPage): Bookmark[] => {
    const lines: { readonly depth: number; readonly mark: Bookmark & { children: Bookmark[] } }[] = [];
    const top: Bookmark[] = [];
    for (const { id, depth, number, text } of headingsOf(page)) {
      const mark = { title: named({ number, text }), place: places.ofPlace(page.path, id), children: [] };
      const above = depth === 2 ? undefined : lines.findLast((line) => line.depth < depth);
      (above ? above.mark.children : top).push(mark);
      lines.push({ depth, mark });
    }
    return top;
  };
  const ofPage = (page: BookPage): Bookmark => {
    const below = parts
      .filter((part) => part.page.parent === page.path && part.depth > 1)
      .map((part) => ofPage(part.page));
    return { title: named(page), place: places.ofPage(page.path) ?? "", children: [...sections(page), ...below] };
  };
  return parts.filter(({ depth }) => depth < 2).map((part) => ofPage(part.page));
}
