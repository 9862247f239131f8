// What the handlers of a page's nodes share while it is woven.

import type { ElementContent } from "hast";
import type { Book, BookPage } from "../book/index.ts";
import type { Config } from "../config/index.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Run } from "../kernel/index.ts";
import type { Words } from "../language/index.ts";
import type { Page } from "../source/index.ts";
import type { Size } from "./image-size.ts";

/** A picture's file. */
export interface Picture {
  readonly isMissing: boolean;
  readonly size?: Size;
}

export interface Weaver {
  readonly page: Page;
  readonly book: Book;
  readonly own: BookPage;
  readonly runs: ReadonlyMap<string, Run>;
  readonly config: Config;
  /** "Fig.", "Next", in the book's language. */
  readonly words: Words;
  readonly labelOf: (tab: string) => string;
  /** The address of a file of the site, seen from this page. */
  readonly href: (url: string) => string;
  /** A picture of the book: how large it is, when its file says so. */
  readonly pictureOf: (path: string) => Picture;
  /** The text of a file of the book; "" when it cannot be read. */
  readonly readText: (path: string) => string;
  readonly diagnostics: Diagnostic[];
  readonly formulas: { total: number; failed: number };
  /** Files of the book that the page shows or links to, from the book's root. */
  readonly files: Set<string>;
  /** Tab groups so far. */
  groups: number;
  /** Drawings so far: each has names of its own for what it refers to. */
  drawings: number;
  /** True once the author's own HTML is on the page. */
  hasHtml: boolean;
  /** How often a work has been cited so far on the page, by key. */
  readonly cited: Map<string, number>;
}

/** HTML that is passed on as it is. `text` is what it says, for descriptions. */
export function rawHtml(value: string, text = ""): ElementContent {
  return { type: "raw", value, data: { text } } as unknown as ElementContent;
}

/** Names of classes; those that do not hold are left out. */
export function classes(...names: readonly (string | false)[]): string[] {
  return names.filter((name) => name !== false);
}

/** A text node. */
export function text(value: string): ElementContent {
  return { type: "text", value };
}

/** The text that is read in `nodes`: formulas as TeX. */
export function textOf(nodes: readonly ElementContent[]): string {
  return nodes
    .map((node) => {
      if (node.type === "text") return node.value;
      if (node.type === "element") return textOf(node.children);
      return (node.data as { text?: string } | undefined)?.text ?? "";
    })
    .join("");
}
