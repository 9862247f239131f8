// What the writers of a notebook's markdown share while one page is written for one tab.

import type { Nodes } from "mdast";
import type { Book, BookPage } from "../../book/index.ts";
import type { Config } from "../../config/index.ts";
import type { Words } from "../../language/index.ts";
import type { Page } from "../../source/index.ts";

export interface Scribe {
  readonly page: Page;
  /** The page's text, which its nodes' places are in. */
  readonly source: string;
  /** "" on a page without tabs. */
  readonly tab: string;
  readonly book: Book;
  readonly own: BookPage;
  readonly config: Config;
  readonly words: Words;
  /** The address of a page's notebook, seen from this one. */
  readonly addressOfPage: (path: string) => string;
  /** The address of a file of the book, seen from this notebook; nothing when there is no such file. */
  readonly addressOfFile: (path: string) => string | undefined;
  /** Places that links lead to, besides labelled ones: "a/b.md#the-loss". */
  readonly linked: ReadonlySet<string>;
  /** The source of a node as the notebook has it; in a link no links. */
  readonly write: (node: Nodes, inLink: boolean) => string;
  /** Works cited so far. */
  readonly cited: Set<string>;
  /** Notes by their identifiers, in the order in which the text calls them. */
  readonly notes: Map<string, { readonly number: number; text: string }>;
  /** True once the list of all works stands in the notebook. */
  hasBibliography: boolean;
}

/** An address with a place on its page. */
export function placed(address: string, id: string): string {
  return `${address}#${fragment(id)}`;
}

/** A place for a figure or a heading that references or links of the book lead to; "" for others. */
export function placeOf(id: string, { own, linked, page }: Scribe): string {
  return own.targets.get(id)?.label !== undefined || linked.has(`${page.path}#${id}`) ? anchor(id) : "";
}

/** An empty place that links lead to. */
export function anchor(id: string): string {
  return `<a id="${attribute(id)}"></a>`;
}

/** The id that an address names; a lone % is what the author wrote. */
export function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** A text inside an attribute's quotes. */
export function attribute(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}

/** Parentheses would end a link's address. */
function fragment(id: string): string {
  return encodeURIComponent(id).replaceAll("%3A", ":").replaceAll("(", "%28").replaceAll(")", "%29");
}
