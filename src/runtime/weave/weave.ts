// Page + Book + Runs -> the page's file, and the files that it shows.

import type { ElementContent } from "hast";
import { h } from "hastscript";
import type { Book, BookPage } from "../book/index.ts";
import type { Config } from "../config/index.ts";
import type { Run } from "../kernel/index.ts";
import { fill, listed, wordsOf } from "../language/index.ts";
import type { Page } from "../source/index.ts";
import { relativeAddress } from "./addresses.ts";
import { articleToHast } from "./article.ts";
import { type Picture, textOf, type Weaver } from "./context.ts";
import { imageSize } from "./image-size.ts";
import type { SiteFile, Woven } from "./model.ts";
import { worksOfPage } from "./nodes/bibliography.ts";
import { pageToHtml } from "./page.ts";

/** Labels of the tabs that frameworks made common, for books that declare none of their own. */
const knownLabels: Readonly<Record<string, string>> = {
  mxnet: "MXNet",
  pytorch: "PyTorch",
  tensorflow: "TensorFlow",
  jax: "JAX",
  python: "Python",
  typescript: "TypeScript",
};

/**
 * Weaves one page.
 *
 * @param runs by tab, "" on a page without tabs; a tab without a run shows its code alone.
 * @param read the bytes of a file of the book, or nothing when it cannot be read; without it, pictures have no sizes and are taken to be there.
 * @param ownPage what the book says of the page, where `book` is not the whole one.
 */
export function weavePage(
  page: Page,
  book: Book,
  runs: ReadonlyMap<string, Run>,
  config: Config,
  read?: (path: string) => Uint8Array | undefined,
  ownPage?: BookPage,
): Woven {
  const weaver = weaverOf(page, book, runs, config, read, ownPage);
  const { own, labelOf } = weaver;
  const article = articleToHast(weaver);
  const works = book.bibliographyPage === undefined ? worksOfPage(weaver) : undefined;
  const afterTitle = article.findIndex((node) => node.type === "element" && node.tagName === "h1") + 1;
  const logo = config.logo === "" ? undefined : pictureOf(config.logo, read);
  const content = pageToHtml({
    book,
    config,
    words: weaver.words,
    own,
    title: own.text,
    description: describe(article) || config.description,
    tabs: page.tabs.map((id) => ({ id, label: labelOf(id) })),
    ...(logo?.size && { logoSize: logo.size }),
    styles: textsOf(config.styles, read),
    scripts: textsOf(config.scripts, read),
    hasMath: weaver.formulas.total > weaver.formulas.failed,
    href: weaver.href,
    article: [
      ...article.slice(0, afterTitle),
      ...missingTabs(weaver),
      ...article.slice(afterTitle),
      ...(works ? [works] : []),
    ],
  });
  const files = [...weaver.files].sort().map((path): SiteFile => ({ path, from: path }));
  return { files: [{ path: own.url, content }, ...files], diagnostics: weaver.diagnostics, formulas: weaver.formulas };
}

/** What the handlers of a page's nodes start with. */
export function weaverOf(
  page: Page,
  book: Book,
  runs: ReadonlyMap<string, Run>,
  config: Config,
  read?: (path: string) => Uint8Array | undefined,
  own = book.pages.get(page.path),
): Weaver {
  if (!own) throw new Error(`${page.path} is not in the book that it is woven with`);
  const labelOf = (tab: string) => config.tabs.find(({ id }) => id === tab)?.label ?? knownLabels[tab] ?? tab;
  return {
    page,
    book,
    own,
    runs,
    config,
    words: wordsOf(config.language),
    labelOf,
    href: (url) => relativeAddress(own.url, url),
    pictureOf: (path) => pictureOf(path, read),
    readText: (path) => textsOf([path], read).join(""),
    diagnostics: [],
    formulas: { total: 0, failed: 0 },
    files: new Set(),
    groups: 0,
    drawings: 0,
    hasHtml: false,
    cited: new Map(),
  };
}

/** A page that some of the book's tabs do not have says so. */
export function missingTabs({ page, config, words, labelOf }: Weaver): ElementContent[] {
  const missing = config.tabs.filter(({ id }) => !page.tabs.includes(id)).map(({ label }) => label);
  if (page.tabs.length === 0 || missing.length === 0) return [];
  const has = listed(page.tabs.map(labelOf), words, words.and);
  const says = fill(words.pageTabs, has, listed(missing, words, words.or));
  return [h("p", { class: "page-tabs" }, says)];
}

/** The first paragraph's first words. */
function describe(article: readonly ElementContent[]): string {
  const paragraphs = article.filter((node) => node.type === "element" && node.tagName === "p");
  const words = textOf(paragraphs.slice(0, 1)).replace(/\s+/g, " ").trim();
  if (words.length <= 200) return words;
  return `${words.slice(0, 200).replace(/\s\S*$/, "")} …`;
}

function pictureOf(path: string, read: ((path: string) => Uint8Array | undefined) | undefined): Picture {
  if (!read) return { isMissing: false };
  const bytes = path.startsWith("../") ? undefined : read(path);
  if (!bytes) return { isMissing: true };
  const size = imageSize(bytes);
  return { isMissing: false, ...(size && { size }) };
}

function textsOf(paths: readonly string[], read: ((path: string) => Uint8Array | undefined) | undefined): string[] {
  const decoder = new TextDecoder();
  return paths.map((path) => decoder.decode(read?.(path)));
}
