// A table of contents on a page: its children with their numbers, as deep as it says.
//
//   div.contents > ol > li > a > span.number, span

import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Book, Entry } from "../../book/index.ts";
import type { PageToc, TocNode } from "../../source/index.ts";
import type { Weaver } from "../context.ts";
import { titleToHast } from "../titles.ts";
import { numberToHast } from "./heading.ts";

/** The page's children. */
export function toc({ index }: TocNode, weaver: Weaver): ElementContent[] {
  const facts = weaver.page.facts.tocs[index];
  if (!facts) return [];
  const entries = childrenInContents(facts, weaver.book);
  if (entries.length === 0) return [];
  return [h("div", { class: "contents" }, listToHast(entries, facts.maxDepth ?? 1, weaver))];
}

/** The entries of the book's contents that a table of contents names. */
export function childrenInContents({ entries }: PageToc, { contents }: Book): readonly Entry[] {
  return findEntries(contents, new Set(entries.map(({ path }) => path)));
}

/** The entries that are named, which are siblings. */
function findEntries(entries: readonly Entry[], paths: ReadonlySet<string>): readonly Entry[] {
  const found = entries.filter(({ page }) => paths.has(page));
  if (found.length > 0) return found;
  for (const { children } of entries) {
    const below = findEntries(children, paths);
    if (below.length > 0) return below;
  }
  return [];
}

function listToHast(entries: readonly Entry[], depth: number, weaver: Weaver): Element {
  const item = ({ page, children }: Entry) => {
    const target = weaver.book.pages.get(page);
    const link = h(
      "a",
      { href: weaver.href(target?.url ?? "") },
      ...numberToHast(target?.number),
      h("span", {}, ...titleToHast(target?.title ?? [], weaver)),
    );
    return h("li", link, ...(depth > 1 && children.length > 0 ? [listToHast(children, depth - 1, weaver)] : []));
  };
  return h("ol", {}, ...entries.map(item));
}
