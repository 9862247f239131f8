// A page of the book as a part of the document that is printed: links lead inside, and what needs a screen becomes words.

import { posix } from "node:path";
import type { Element, ElementContent, Properties } from "hast";
import { h } from "hastscript";
import type { Nodes, Root, RootContent } from "mdast";
import type { Book } from "../../book/index.ts";
import type { Config } from "../../config/index.ts";
import type { Run } from "../../kernel/index.ts";
import type { Page } from "../../source/index.ts";
import { articleToHast } from "../../weave/article.ts";
import { textOf, type Weaver } from "../../weave/context.ts";
import { worksOfPage } from "../../weave/nodes/bibliography.ts";
import { missingTabs, weaverOf } from "../../weave/weave.ts";
import type { Places } from "./places.ts";

/** What all pages of a print are made with. */
export interface Print {
  readonly book: Book;
  readonly config: Config;
  readonly places: Places;
  /** The bytes of a file of the book. */
  readonly read: (path: string) => Uint8Array | undefined;
}

/** A page to print. */
export interface Printed {
  readonly page: Page;
  /** The tab that is shown, "" for a page without tabs. */
  readonly tab: string;
  /** The tab is not the one that was asked for, which the page does not have. */
  readonly isOther: boolean;
  readonly runs: ReadonlyMap<string, Run>;
}

export interface PrintedArticle {
  readonly content: readonly ElementContent[];
  readonly weaver: Weaver;
}

/** Marks an address of the book until it is known whether it is printed. */
const inBook = "octavo:";

/** Where files of the book stand for the browser that prints. */
export const filesFolder = "files/";

/** A page's content. `drawings`: how many there are before it in the document. */
export function printedArticle({ page, tab, isOther, runs }: Printed, print: Print, drawings: number): PrintedArticle {
  const { book, config, places, read } = print;
  const shown = { ...page, tabs: tab === "" ? [] : [tab], tree: forPaper(page.tree) };
  const isListed = book.bibliographyPage !== undefined && places.ofPage(book.bibliographyPage) !== undefined;
  const { bibliographyPage: _, ...unlisted } = book;
  const weaver: Weaver = {
    ...weaverOf(shown, isListed ? book : unlisted, runs, config, read),
    href: (url) => inBook + url,
    drawings,
  };
  const article = articleToHast(weaver);
  const works = isListed ? undefined : worksOfPage(weaver);
  const afterTitle = article.findIndex((node) => node.type === "element" && node.tagName === "h1") + 1;
  const whole = [
    ...article.slice(0, afterTitle),
    ...(isOther ? missingTabs(weaver) : []),
    ...article.slice(afterTitle),
    ...(works ? [works] : []),
  ];
  return { content: whole.flatMap((node) => onPaper(node, weaver, print)), weaver };
}

/** Directives of raw HTML are for HTML alone. */
function forPaper(tree: Root): Root {
  const without = <Node extends Nodes>(node: Node): Node => {
    if (!("children" in node)) return node;
    const children = (node.children as RootContent[]).filter(({ type }) => (type as string) !== "raw").map(without);
    return { ...node, children } as Node;
  };
  return without(tree);
}

/** What plays, moves or loads: on paper a link to it. */
const players = new Set(["iframe", "video", "audio", "embed", "object"]);
const dropped = new Set(["script", "noscript", "style", "link", "template", "source", "track"]);

function onPaper(node: ElementContent, weaver: Weaver, print: Print, isInContents = false): ElementContent[] {
  if (node.type !== "element") return [node];
  const { tagName, properties } = node;
  if (dropped.has(tagName) || classesOf(properties).includes("permalink")) return [];
  if (players.has(tagName)) return linkTo(node);
  const inContents = isInContents || classesOf(properties).includes("contents");
  const children = node.children.flatMap((child) => onPaper(child, weaver, print, inContents));
  const id = typeof properties.id === "string" ? print.places.ofPlace(weaver.page.path, properties.id) : undefined;
  const made: Element = { ...node, properties: { ...properties, ...(id !== undefined && { id }) }, children };
  if (tagName === "a") return linkOnPaper(made, weaver, print, inContents);
  if (tagName === "img") return pictureOnPaper(made, weaver);
  if (tagName === "details") return [{ ...made, properties: { ...made.properties, open: true } }];
  return [made];
}

/** Where the number of the page that a link leads to will stand, in contents. */
export function pageNumber(): Element {
  return h("span", { class: "page" });
}

/** A link into the document, or out of it; what leads to a page or a file that is not printed is words. */
function linkOnPaper(node: Element, weaver: Weaver, { places }: Print, inContents: boolean): ElementContent[] {
  const href = String(node.properties.href ?? "");
  if (/^(?:https?|mailto|doi|ftp):/i.test(href)) return [node];
  const to = href.startsWith("#")
    ? places.ofPlace(weaver.page.path, decoded(href.slice(1)))
    : href.startsWith(inBook)
      ? places.ofAddress(href.slice(inBook.length))
      : undefined;
  if (to !== undefined) {
    const children = inContents ? [...node.children, pageNumber()] : node.children;
    return [{ ...node, properties: { ...node.properties, href: `#${to}` }, children }];
  }
  const { href: _, ariaLabel: __, ...rest } = node.properties;
  // A list of works leads back to what is printed, and to nothing else.
  if (classesOf(rest).includes("back")) return [];
  return [h("span", rest, ...node.children)];
}

/** Pictures are all there before the first page is printed. */
function pictureOnPaper(node: Element, weaver: Weaver): ElementContent[] {
  const { loading: _, decoding: __, srcSet: ___, ...rest } = node.properties;
  const src = String(node.properties.src ?? "");
  if (src.startsWith("data:")) return [{ ...node, properties: rest }];
  if (/^[a-z][\w+.-]*:\/\/|^\/\//i.test(src)) return linkTo(node);
  const own = posix.join(posix.dirname(weaver.page.path), decoded(src.replace(/[?#].*/, "")));
  const path = src.startsWith(inBook) ? src.slice(inBook.length) : own;
  weaver.files.add(path);
  const address = filesFolder + path.split("/").map(encodeURIComponent).join("/");
  return [{ ...node, properties: { ...rest, src: address } }];
}

/** The words of what is elsewhere, or its address, as a link to it. */
function linkTo({ properties, children }: Element): ElementContent[] {
  const source = children.find((child): child is Element => child.type === "element" && child.properties.src != null);
  const address = String(properties.src ?? properties.data ?? source?.properties.src ?? "");
  if (address === "" || address.startsWith(inBook)) return [];
  const href = address.startsWith("//") ? `https:${address}` : address;
  const says = String(properties.title || properties.alt || textOf(children).trim() || href);
  return [/^https?:/i.test(href) ? h("a", { class: "elsewhere", href }, says) : h("span", {}, says)];
}

function classesOf({ className }: Properties): readonly string[] {
  return [className ?? []].flat().map(String);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
