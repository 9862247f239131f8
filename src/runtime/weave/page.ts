// A page of the site: the frame around an article.
//
//   body > header.top | div.layout > nav.side, main > article + nav.pager, aside.here | footer
//
// Styles and script rely on: .tabs .tab-bar .tab-panel .tab-name .tab-missing (tabs.ts), .cell .code .outputs .output (nodes/cell.ts, outputs.ts),
// .equation .number (nodes/math.ts), .reference .citation .dangling (nodes/reference.ts), .table, figure, .contents, .bibliography, .permalink.

import { createHash } from "node:crypto";
import type { Element, ElementContent, Root } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import type { Book, BookPage, Entry } from "../book/index.ts";
import type { Config } from "../config/index.ts";
import { rawHtml } from "./context.ts";
import { titleToHast } from "./titles.ts";

/** What a frame is told of its page. */
export interface Frame {
  readonly book: Book;
  readonly config: Config;
  /** Absent for pages that are none of the book's: "not found". */
  readonly own?: BookPage;
  readonly title: string;
  readonly tabs: readonly string[];
  readonly href: (url: string) => string;
  readonly article: readonly ElementContent[];
}

/**
 * Runs before the first paint: scripts are there, and which theme and tab were chosen. The tab in the address wins over the remembered one;
 * a page that does not have it shows its first.
 */
const early = `(()=>{const d=document.documentElement,s=k=>{try{return localStorage.getItem(k)}catch{return null}};d.classList.add("js");const m=s("octavo-theme");if(m==="light"||m==="dark")d.dataset.theme=m;const t=(d.dataset.tabs||"").split(" "),w=new URLSearchParams(location.search).get("tab")||s("octavo-tab");d.dataset.tab=String(Math.max(0,t.indexOf(w||"")))})()`;
const earlyHash = createHash("sha256").update(early).digest("base64");

const policy = [
  "default-src 'none'",
  `script-src 'self' 'sha256-${earlyHash}'`,
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The page's bytes. */
export function pageToHtml(frame: Frame): string {
  const { config, own, title, tabs, href } = frame;
  const head = h(
    "head",
    h("meta", { charset: "utf-8" }),
    h("meta", { httpEquiv: "Content-Security-Policy", content: policy }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h(
      "title",
      own?.url === "index.html" || title === bookTitle(frame)
        ? bookTitle(frame)
        : `${own?.number ? `${own.number} ` : ""}${title} · ${bookTitle(frame)}`,
    ),
    ...(config.description ? [h("meta", { name: "description", content: config.description })] : []),
    h("meta", { name: "color-scheme", content: "light dark" }),
    rawHtml(`<script>${early}</script>`),
    h("link", {
      rel: "preload",
      href: href("assets/source-serif-4.woff2"),
      as: "font",
      type: "font/woff2",
      crossOrigin: "",
    }),
    h("link", { rel: "stylesheet", href: href("assets/octavo.css") }),
    h("link", { rel: "icon", href: href("assets/favicon.svg"), type: "image/svg+xml" }),
    ...neighbours(frame).map(([rel, page]) => h("link", { rel, href: href(page.url) })),
    h("script", { src: href("assets/octavo.js"), defer: true }),
  );
  const body = h(
    "body",
    h("a", { class: "skip", href: "#main" }, "Skip to content"),
    top(frame),
    h(
      "div",
      { class: "layout" },
      side(frame),
      h("main", { id: "main" }, h("article", ...frame.article), pager(frame), foot(frame)),
      here(frame),
    ),
  );
  const html = h(
    "html",
    { lang: config.language || "en", dataTabs: tabs.length > 0 ? tabs.join(" ") : undefined },
    head,
    body,
  );
  const root: Root = { type: "root", children: [{ type: "doctype" }, html] };
  return `${toHtml(root, { allowDangerousHtml: true, upperDoctype: false })}\n`;
}

function bookTitle({ config, book }: Pick<Frame, "config" | "book">): string {
  return config.title || [...book.pages.values()].find(({ url }) => url === "index.html")?.text || "Untitled";
}

function neighbours({ own, book }: Frame): [string, BookPage][] {
  const found = (path: string | undefined) => (path === undefined ? undefined : book.pages.get(path));
  return [["prev", found(own?.previous)] as const, ["next", found(own?.next)] as const].flatMap(
    ([rel, page]): [string, BookPage][] => (page ? [[rel, page]] : []),
  );
}

function top(frame: Frame): Element {
  const { config, href } = frame;
  return h(
    "header",
    { class: "top" },
    h("button", { type: "button", class: "menu script-only", ariaControls: "side", ariaExpanded: "false" }, "Contents"),
    h("a", { class: "book", href: href("index.html") }, bookTitle(frame)),
    h(
      "div",
      { class: "tools" },
      ...(config.repository ? [h("a", { href: config.repository }, "Source")] : []),
      h("button", { type: "button", class: "theme script-only", title: "Light, dark, or as the system says" }, "Theme"),
    ),
  );
}

/** The book's contents; sections are listed in the chapter that one is in. */
function side(frame: Frame): Element {
  return h("nav", { class: "side", id: "side", ariaLabel: "Book" }, entries(frame.book.contents, frame));
}

function entries(list: readonly Entry[], frame: Frame): Element {
  return h("ol", ...list.map((entry) => entryToHast(entry, frame)));
}

function entryToHast({ page, children }: Entry, frame: Frame): Element {
  const { book, own, href } = frame;
  const target = book.pages.get(page);
  const isHere = own?.path === page;
  const isOpen = isHere || children.some((child) => holds(child, own?.path));
  const number = target?.number
    ? [h("span", { class: "number" }, target.number), { type: "text" as const, value: " " }]
    : [];
  const link = h(
    "a",
    { href: href(target?.url ?? ""), ariaCurrent: isHere ? "page" : undefined },
    ...number,
    h("span", ...titleToHast(target?.title ?? [], { book })),
  );
  return h(
    "li",
    { class: isOpen ? "open" : undefined },
    link,
    ...(isOpen && children.length > 0 ? [entries(children, frame)] : []),
  );
}

function holds({ page, children }: Entry, path: string | undefined): boolean {
  return page === path || children.some((child) => holds(child, path));
}

/** The page's own headings. */
function here({ own, book }: Frame): Element {
  const headings = [...(own?.targets.values() ?? [])].filter(
    ({ kind, depth }) => kind === "section" && depth > 1 && depth < 4,
  );
  const items = headings.map(({ id, depth, number, title }) =>
    h(
      "li",
      { class: `depth-${depth}` },
      h(
        "a",
        { href: `#${id}` },
        ...(number ? [h("span", { class: "number" }, number), { type: "text" as const, value: " " }] : []),
        h("span", ...titleToHast(title, { book })),
      ),
    ),
  );
  return h(
    "aside",
    { class: "here" },
    ...(items.length > 1 ? [h("nav", { ariaLabel: "On this page" }, h("p", "On this page"), h("ol", ...items))] : []),
  );
}

function pager(frame: Frame): Element {
  const links = neighbours(frame).map(([rel, page]) =>
    h(
      "a",
      { rel, href: frame.href(page.url) },
      h("small", rel === "prev" ? "← Previous" : "Next →"),
      h(
        "span",
        ...(page.number ? [{ type: "text" as const, value: `${page.number} ` }] : []),
        ...titleToHast(page.title, frame),
      ),
    ),
  );
  return h("nav", { class: "pager", ariaLabel: "Previous and next page" }, ...links);
}

function foot({ config }: Frame): Element {
  const authors = config.authors.join(", ");
  return h("footer", h("p", [authors, config.license].filter(Boolean).join(" · ")));
}
