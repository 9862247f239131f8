// References, citations and the list of works: links, with what they lead to.

import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { State } from "mdast-util-to-hast";
import type { Citation } from "../../book/index.ts";
import type { CitationNode, ReferenceNode } from "../../source/nodes.ts";
import type { Weaver } from "../context.ts";
import { titleToHast } from "../titles.ts";

/** `:numref:` -> "Section 3.4", `:ref:` -> the title, `:eqref:` -> "(3.4.1)". What leads nowhere is marked. */
export function reference(_state: State, { kind, label }: ReferenceNode, weaver: Weaver): ElementContent {
  const target = weaver.book.targets.get(label);
  if (!target) return h("span", { class: "dangling", title: `No label “${label}” in the book` }, label);
  const text: ElementContent[] =
    kind === "ref" ? titleToHast(target.title, weaver) : [{ type: "text", value: target.caption }];
  return h("a", { class: `reference ${target.kind}`, href: weaver.href(target.url) }, ...text);
}

/** `:cite:` -> "(Vapnik, 1992)", `:citet:` -> "Vapnik (1992)". */
export function citation({ kind, keys }: CitationNode, weaver: Weaver): ElementContent {
  const textual = kind === "citet";
  const works = keys.map((key, i): ElementContent[] => {
    const before: ElementContent[] = i > 0 ? [{ type: "text", value: textual ? ", " : "; " }] : [];
    const work = weaver.book.citations.get(key);
    if (!work) return [...before, h("span", { class: "dangling", title: `No work “${key}” in the bibliography` }, key)];
    const count = (weaver.cited.get(key) ?? 0) + 1;
    weaver.cited.set(key, count);
    const text = textual ? `${work.authors} (${work.year})` : `${work.authors}, ${work.year}`;
    const link = h(
      "a",
      {
        class: "citation",
        id: count === 1 ? `cite-${idOfKey(key)}` : undefined,
        href: weaver.href(addressOfWork(key, weaver)),
      },
      text,
    );
    return [...before, link];
  });
  const list = works.flat();
  return h(
    "span",
    { class: "cite" },
    ...(textual ? list : [{ type: "text" as const, value: "(" }, ...list, { type: "text" as const, value: ")" }]),
  );
}

/** The list of all works that the book cites, each with links back to the pages that cite it. */
export function bibliography(weaver: Weaver): Element {
  return worksToHast([...weaver.book.citations.values()], weaver);
}

/** The works that a page cites: at its end, in a book without a list of its own. */
export function worksOfPage(weaver: Weaver): Element | undefined {
  const works = [...weaver.book.citations.values()].filter(({ key }) => weaver.cited.has(key));
  return works.length > 0
    ? h("section", { class: "works-cited", ariaLabel: "References" }, h("h2", "References"), worksToHast(works, weaver))
    : undefined;
}

function worksToHast(works: readonly Citation[], weaver: Weaver): Element {
  return h(
    "ul",
    { class: "bibliography" },
    ...works.map((work) => h("li", { id: `ref-${idOfKey(work.key)}` }, ...runs(work), ...backLinks(work, weaver))),
  );
}

function runs({ reference: parts }: Citation): ElementContent[] {
  return parts.map(({ text, italic, href }) => {
    const inner: ElementContent = italic ? h("i", text) : { type: "text", value: text };
    return href ? h("a", { href }, inner) : inner;
  });
}

function backLinks({ key, citedOn }: Citation, weaver: Weaver): ElementContent[] {
  const links = citedOn.flatMap((path): ElementContent[] => {
    const page = weaver.book.pages.get(path);
    if (!page) return [];
    const name = page.number || page.text;
    return [
      { type: "text", value: " " },
      h(
        "a",
        {
          class: "back",
          href: weaver.href(`${page.url}#cite-${idOfKey(key)}`),
          title: `Cited in ${page.number} ${page.text}`.replace("  ", " "),
        },
        `↩ ${name}`,
      ),
    ];
  });
  return links;
}

function addressOfWork(key: string, { book, own }: Weaver): string {
  const list = book.bibliographyPage === undefined ? own : book.pages.get(book.bibliographyPage);
  return `${list?.url ?? own.url}#ref-${idOfKey(key)}`;
}

/** A citation key as part of an id: what may stand in an address unescaped. */
function idOfKey(key: string): string {
  return key.replace(/[^\p{L}\p{N}_.:-]/gu, "-");
}
