// Page + Book + Runs -> the page's file, and the images that it shows.

import { posix } from "node:path";
import { h } from "hastscript";
import type { Book } from "../book/index.ts";
import type { Config } from "../config/index.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Run } from "../kernel/index.ts";
import type { Page } from "../source/index.ts";
import { articleToHast } from "./article.ts";
import type { Weaver } from "./context.ts";
import type { SiteFile, Woven } from "./model.ts";
import { worksOfPage } from "./nodes/reference.ts";
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

/** Weaves one page. `runs` are by tab, "" on a page without tabs; a page whose tab has no run shows its code alone. */
export function weavePage(page: Page, book: Book, runs: ReadonlyMap<string, Run>, config: Config): Woven {
  const own = book.pages.get(page.path);
  if (!own) throw new Error(`${page.path} is not in the book that it is woven with`);
  const diagnostics: Diagnostic[] = [];
  const labelOf = (tab: string) => config.tabs.find(({ id }) => id === tab)?.label ?? knownLabels[tab] ?? tab;
  const weaver: Weaver = {
    page,
    book,
    own,
    runs,
    config,
    labelOf,
    href: (url) => relativeAddress(own.url, url),
    diagnostics,
    formulas: { total: 0, failed: 0 },
    images: new Set(),
    groups: 0,
    cited: new Map(),
  };
  const article = articleToHast(weaver);
  const works = book.bibliographyPage === undefined ? worksOfPage(weaver) : undefined;
  const missing = config.tabs.filter(({ id }) => !page.tabs.includes(id));
  const note =
    page.tabs.length > 0 && missing.length > 0
      ? [
          h(
            "p",
            { class: "page-tabs" },
            `This page is shown in ${list(page.tabs.map(labelOf))}; it has no ${list(
              missing.map(({ label }) => label),
              "or",
            )}.`,
          ),
        ]
      : [];
  const at = article.findIndex((node) => node.type === "element" && node.tagName === "h1");
  const content = pageToHtml({
    book,
    config,
    own,
    title: own.text,
    tabs: page.tabs,
    href: weaver.href,
    article: [...article.slice(0, at + 1), ...note, ...article.slice(at + 1), ...(works ? [works] : [])],
  });
  const images = [...weaver.images].sort().map((path): SiteFile => ({ path, from: path }));
  return { files: [{ path: own.url, content }, ...images], diagnostics, formulas: weaver.formulas };
}

/** "a, b and c" */
function list(names: readonly string[], join = "and"): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} ${join} ${names.at(-1)}`;
}

/** An address seen from a page: relative, so that the site works under any prefix and from the disk. */
export function relativeAddress(from: string, to: string): string {
  const [path = "", fragment] = to.split("#", 2);
  const hash = fragment === undefined ? "" : `#${fragment}`;
  if (path === from && hash) return hash;
  const relative = posix.relative(posix.dirname(from), path) || posix.basename(path);
  return encodeURI(relative) + hash;
}
