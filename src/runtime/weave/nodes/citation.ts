// Citations: `:cite:` -> "(Vapnik, 1992)", `:citet:` -> "Vapnik (1992)"; links to the list of works.
//
//   span.cite > a.citation#cite-Vapnik.1992 | span.dangling

import type { ElementContent } from "hast";
import { h } from "hastscript";
import type { CitationNode } from "../../source/index.ts";
import { text, type Weaver } from "../context.ts";
import { addressOfWork, citationId } from "./bibliography.ts";

/** One link for each work. The first that cites a work on a page is where its back link leads. */
export function citation({ kind, keys }: CitationNode, weaver: Weaver): ElementContent {
  const textual = kind === "citet";
  const links = keys.flatMap((key, i): ElementContent[] => {
    const before =
      i > 0 ? [text(textual ? (i === keys.length - 1 ? weaver.words.and : weaver.words.comma) : "; ")] : [];
    const work = weaver.book.citations.get(key);
    if (!work) return [...before, h("span", { class: "dangling", title: `No work “${key}” in the bibliography` }, key)];
    const count = (weaver.cited.get(key) ?? 0) + 1;
    weaver.cited.set(key, count);
    const says = textual ? `${work.authors} (${work.year})` : `${work.authors}, ${work.year}`;
    const id = count === 1 ? citationId(key) : undefined;
    return [...before, h("a", { class: "citation", id, href: addressOfWork(key, weaver) }, says)];
  });
  return h("span", { class: "cite" }, ...(textual ? links : [text("("), ...links, text(")")]));
}
