// Lists of works: ul.bibliography > li#ref-Vapnik.1992 > the work, then a.back to each page that cites it.

import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Citation } from "../../book/index.ts";
import { fill } from "../../language/index.ts";
import type { BibliographyNode } from "../../source/index.ts";
import { text, type Weaver } from "../context.ts";

/** The list of the works of a file that the book cites; the book's first list has those of files without one as well. */
export function bibliography({ path }: BibliographyNode, weaver: Weaver): Element {
  const works = [...weaver.book.citations.values()].filter(({ list }) => list?.path === path);
  return worksToHast(works, weaver);
}

/** The works that a page cites: at its end, in a book without a list of its own. */
export function worksOfPage(weaver: Weaver): Element | undefined {
  const works = [...weaver.book.citations.values()].filter(({ key }) => weaver.cited.has(key));
  if (works.length === 0) return undefined;
  return h("section", { class: "works-cited" }, h("h2", weaver.words.references), worksToHast(works, weaver));
}

/** Where a work stands: in the book's list, or at the end of the page that cites it. */
export function addressOfWork(key: string, { book, own, href }: Weaver): string {
  const page = book.citations.get(key)?.list?.page;
  const list = book.bibliographyPage === undefined || page === undefined ? own : book.pages.get(page);
  return href(`${list?.url ?? own.url}#ref-${idOfKey(key)}`);
}

/** The id of the first place on a page that cites a work. */
export function citationId(key: string): string {
  return `cite-${idOfKey(key)}`;
}

function worksToHast(works: readonly Citation[], weaver: Weaver): Element {
  const item = (work: Citation) =>
    h("li", { id: `ref-${idOfKey(work.key)}` }, ...workToHast(work), ...backLinks(work, weaver));
  return h("ul", { class: "bibliography" }, ...works.map(item));
}

function workToHast({ reference }: Citation): ElementContent[] {
  return reference.map(({ text: words, italic, href }) => {
    const inner = italic ? h("i", words) : text(words);
    return href ? h("a", { href }, inner) : inner;
  });
}

/** "↩ 3.4": to each page that cites the work. In a list at a page's end only to that page. */
function backLinks({ key, citedOn }: Citation, { book, own, words, href }: Weaver): ElementContent[] {
  const pages = book.bibliographyPage === undefined ? [own.path] : citedOn;
  return pages.flatMap((path) => {
    const page = book.pages.get(path);
    if (!page) return [];
    const name = page.number || page.text;
    const says = path === own.path ? "↩" : `↩ ${name}`;
    const link = h(
      "a",
      {
        class: "back",
        href: href(`${page.url}#${citationId(key)}`),
        ariaLabel: `${says} ${fill(words.citedIn, name)}`,
      },
      says,
    );
    return [text(" "), link];
  });
}

/** A citation key as part of an id: what may stand in an address unescaped. */
function idOfKey(key: string): string {
  return key.replace(/[^\p{L}\p{N}_.:-]/gu, "-");
}
