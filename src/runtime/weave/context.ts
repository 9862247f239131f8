// What the handlers of a page's nodes share while it is woven.

import type { ElementContent } from "hast";
import type { Book, BookPage } from "../book/index.ts";
import type { Config } from "../config/index.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Run } from "../kernel/index.ts";
import type { Page } from "../source/index.ts";

export interface Weaver {
  readonly page: Page;
  readonly book: Book;
  readonly own: BookPage;
  readonly runs: ReadonlyMap<string, Run>;
  readonly config: Config;
  readonly labelOf: (tab: string) => string;
  /** The address of a file of the site, seen from this page. */
  readonly href: (url: string) => string;
  readonly diagnostics: Diagnostic[];
  readonly formulas: { total: number; failed: number };
  /** Images that the page shows, from the book's root. */
  readonly images: Set<string>;
  /** Tab groups so far. */
  groups: number;
  /** Keys of citations, once for each place that cites, so that the list can link back. */
  readonly cited: Map<string, number>;
}

/** HTML that is passed on as it is. */
export function rawHtml(value: string): ElementContent {
  return { type: "raw", value } as unknown as ElementContent;
}
