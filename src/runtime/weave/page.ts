// A page of the site: the frame around an article.
//
//   body > a.skip
//        | header.top > button[popovertarget=side], a.book, div.tools
//        | div.layout > nav.side | main#main > article, nav.pager | nav.here
//        | footer
//
// What styles and script rely on (each is drawn at the head of its file):
//   html      .js when scripts run; [data-theme=light|dark] when one is chosen; [data-tabs] ids; [data-tab] the chosen one's place
//   frame     button.opens-side, button.opens-here > span, button.theme are drawn; .script-only is hidden without script; .visually-hidden; select.tab-choice (all tab groups at once), button.theme
//   contents  nav.side, nav.here, nav.pager (navigation.ts); div.contents (nodes/toc.ts)
//   article   span.number, a.permalink (nodes/heading.ts); figure (nodes/figure.ts); div.table, td.to-right, td.to-center (nodes/table.ts);
//             p.page-tabs, section.works-cited, ul.bibliography, a.back; section.footnotes
//   tabs      div.tabs[.prose].h0.h1, div.tab-bar, section.tab-panel.t0, p.tab-name, p.tab-missing (nodes/tab-group.ts)
//   cells     div.cell[.failed], div.code[data-language] > pre > code > span.tok-*, div.outputs (nodes/cell.ts, outputs.ts)
//   outputs   .output.stdout|stderr|value|long|drawing|html|error, ul.legend, details.trace, span.ansi-*, p.not-run; var(--plot-1…8), var(--line)
//   inline    span.equation, a.number, code.broken (nodes/math.ts); a.reference, a.citation, span.dangling

import type { Element, ElementContent, Root } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import type { Book } from "../book/index.ts";
import type { Config } from "../config/index.ts";
import { directionOf, fill, type Words, wordsOf } from "../language/index.ts";
import { rawHtml } from "./context.ts";
import { early } from "./early.ts";
import type { Size } from "./image-size.ts";
import { type Here, hereToHast, neighboursOf, pagerToHast, sideToHast } from "./navigation.ts";
import { policyMark, policyOf } from "./policy.ts";
import { siteFile } from "./site-file.ts";

/** What a frame is told of its page. */
export interface Frame extends Here {
  readonly config: Config;
  readonly words: Words;
  readonly title: string;
  /** One or two sentences for search engines and link previews. */
  readonly description: string;
  /** Ids and labels of the tabs that it is shown in. */
  readonly tabs: readonly { readonly id: string; readonly label: string }[];
  readonly hasMath: boolean;
  /** How large the book's logo is, when its file says so. */
  readonly logoSize?: Size;
  /** Texts of the book's own style sheets and scripts. */
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  readonly article: readonly ElementContent[];
}

/** The page's bytes. */
export function pageToHtml(frame: Frame): string {
  const { config, words, tabs, article } = frame;
  const main = h("main", { id: "main", tabindex: -1 }, h("article", {}, ...article), pagerToHast(frame));
  const body = h(
    "body",
    h("a", { class: "skip", href: "#main" }, words.skip),
    top(frame),
    h("div", { class: "layout" }, sideToHast(frame), main, hereToHast(frame)),
    foot(config, words),
  );
  const attributes = {
    ...languageAttributes(config),
    dataTabs: tabs.map(({ id }) => id).join(" ") || undefined,
    dataWords: words === wordsOf("en") ? undefined : wordsOfScript(words),
  };
  const root: Root = { type: "root", children: [{ type: "doctype" }, h("html", attributes, head(frame), body)] };
  const html = `${toHtml(root, { allowDangerousHtml: true })}\n`;
  const own = { html: html.slice(html.indexOf("<main")), styles: frame.styles, scripts: frame.scripts };
  return html.replace(policyMark, () => policyOf(own));
}

/** What `<html>` says of a book's language. */
export function languageAttributes({ language }: Config): { readonly lang: string; readonly dir?: "rtl" } {
  return { lang: language || "en", ...(directionOf(language) === "rtl" && { dir: "rtl" }) };
}

/** What the script says: `site/client/words.ts` has it in English, and in this order. */
function wordsOfScript({ copy, copied, theme, light, dark, system }: Words): string {
  return [copy, copied, theme, light, dark, system].join("|");
}

function head(frame: Frame): Element {
  const { config, description, hasMath, href } = frame;
  const title = titleOf(frame);
  const meta = (name: string, content: string) => (content ? h("meta", { name, content }) : undefined);
  const font = (name: string) =>
    h("link", { rel: "preload", href: href(`assets/fonts/${name}`), as: "font", type: "font/woff2", crossOrigin: "" });
  return h(
    "head",
    h("meta", { charset: "utf-8" }),
    h("meta", { httpEquiv: "Content-Security-Policy", content: policyMark }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("title", title),
    meta("description", description),
    meta("author", config.authors.join(", ")),
    meta("generator", "Octavo"),
    h("meta", { name: "color-scheme", content: "light dark" }),
    rawHtml(`<script>${early}</script>`),
    font("source-serif-4.woff2"),
    ...(hasMath ? [font("KaTeX_Math-Italic.woff2"), font("KaTeX_Main-Regular.woff2")] : []),
    h("link", { rel: "stylesheet", href: href("assets/octavo.css") }),
    ...config.styles.map((path) => h("link", { rel: "stylesheet", href: href(siteFile(path, config)) })),
    iconOf(frame),
    ...neighboursOf(frame).map(({ rel, page }) => h("link", { rel, href: href(page.url) })),
    h("script", { src: href("assets/octavo.js"), defer: true }),
    ...config.scripts.map((path) => h("script", { src: href(siteFile(path, config)), defer: true })),
  );
}

/** "3.4 Linear Regression · The Book" */
function titleOf(frame: Frame): string {
  const { own, title } = frame;
  const ofBook = bookTitle(frame);
  if (own?.url === "index.html" || title === ofBook) return ofBook;
  return `${own?.number ? `${own.number} ` : ""}${title} · ${ofBook}`;
}

/** The one that was given, else its first page's. */
export function bookTitle({ config, book }: Pick<Frame, "config" | "book">): string {
  return (
    config.title ||
    [...book.pages.values()].find(({ url }) => url === "index.html")?.text ||
    wordsOf(config.language).untitled
  );
}

/** Where a book begins: its index; in a book without one, its first page. */
export function homeOf({ pages, order }: Book): string {
  const urls = [...pages.values()].map(({ url }) => url);
  return urls.includes("index.html") ? "index.html" : (pages.get(order[0] ?? "")?.url ?? "index.html");
}

function top(frame: Frame): Element {
  const { config, words, href, tabs } = frame;
  const opens = (id: string, label: string) =>
    h("button", { type: "button", class: `opens-${id}`, popoverTarget: id }, h("span", label));
  const options = tabs.map(({ id, label }) => h("option", { value: id }, label));
  const choice = h(
    "label",
    { class: "script-only" },
    h("span", `${words.codeIn} `),
    h("select", { class: "tab-choice", autocomplete: "off" }, ...options),
  );
  return h(
    "header",
    { class: "top" },
    frame.book.contents.length > 0 ? opens("side", words.contents) : undefined,
    h("a", { class: "book", href: href(homeOf(frame.book)) }, logoOf(frame) ?? bookTitle(frame)),
    h(
      "div",
      { class: "tools" },
      hereToHast(frame) ? opens("here", words.onThisPage) : undefined,
      tabs.length > 1 ? choice : undefined,
      config.repository ? h("a", { href: config.repository }, words.source) : undefined,
      linksOf(frame),
      h("button", { type: "button", class: "theme script-only", ariaLabel: words.theme }),
    ),
  );
}

/** A few links stand side by side, more of them behind a word. An address without a scheme is from the site's root. */
function linksOf({ config, words, href }: Frame): Element | undefined {
  const links = config.links.map(({ label, url }) =>
    h("a", { href: /^[a-z][a-z+.-]*:|^\//i.test(url) ? url : href(url) }, label),
  );
  if (links.length === 0) return undefined;
  if (links.length < 3) return h("nav", { class: "links", ariaLabel: words.links }, ...links);
  const items = links.map((link) => h("li", link));
  return h("details", { class: "links" }, h("summary", words.links), h("ul", {}, ...items));
}

/** The book's logo, which stands for its title. */
function logoOf(frame: Frame): Element | undefined {
  const { config, href, logoSize } = frame;
  if (config.logo === "") return undefined;
  return h("img", { class: "logo", src: href(siteFile(config.logo, config)), alt: bookTitle(frame), ...logoSize });
}

function iconOf({ config, href }: Frame): Element {
  const path = config.favicon === "" ? "assets/favicon.svg" : siteFile(config.favicon, config);
  const type = iconTypes[/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? ""];
  return h("link", { rel: "icon", href: href(path), type });
}

const iconTypes: Readonly<Record<string, string>> = {
  svg: "image/svg+xml",
  png: "image/png",
  ico: "image/x-icon",
  gif: "image/gif",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
};

function foot({ authors, version, license }: Config, { comma, release }: Words): Element {
  const lines = [authors.join(comma), version && fill(release, version), license].filter(Boolean);
  return h("footer", ...lines.map((line) => h("p", line)));
}
