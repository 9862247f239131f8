// All pages' facts, in order, numbered and resolved: Book. It grows with labels, not with text.

import type { PhrasingContent } from "mdast";
import type { Diagnostic } from "../diagnostic.ts";
import type { PageTarget, TargetKind } from "../source/model.ts";

export interface Book {
  /** Paths of all pages: those in tables of contents in reading order, then the others by path. */
  readonly order: readonly string[];
  /** The tree of contents; its roots are the index page's entries, in order. */
  readonly contents: readonly Entry[];
  readonly pages: ReadonlyMap<string, BookPage>;
  /** By label. */
  readonly targets: ReadonlyMap<string, Target>;
  /** By citation key: all that are cited and known. */
  readonly citations: ReadonlyMap<string, Citation>;
  /** The first page that asks for the list of works; absent when none does. */
  readonly bibliographyPage?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** A page in the tree of contents. */
export interface Entry {
  readonly page: string;
  readonly children: readonly Entry[];
}

/** What the book says of one page. */
export interface BookPage {
  readonly path: string;
  /** Its address in the site, from the site's root: "linear-regression/oo-design.html"; the index is "index.html". */
  readonly url: string;
  /** "3.4", "A.1", or "" when it is not numbered. */
  readonly number: string;
  readonly title: readonly PhrasingContent[];
  /** Plain text of the title. */
  readonly text: string;
  readonly parent?: string;
  readonly previous?: string;
  readonly next?: string;
  /** The page's targets with their numbers, by id. */
  readonly targets: ReadonlyMap<string, NumberedTarget>;
  /** Labels, of all the book's targets, that this page refers to: what its weave depends on. */
  readonly uses: readonly string[];
}

export interface NumberedTarget extends PageTarget {
  /** "3.4.1", or "" when it has none. */
  readonly number: string;
}

/** Where a label leads. */
export interface Target {
  readonly kind: TargetKind;
  readonly label: string;
  readonly page: string;
  /** Address from the site's root: "linear-regression/oo-design.html#sec_oo". A page's title has no fragment. */
  readonly url: string;
  readonly number: string;
  /** What `:numref:` shows: "Section 3.4", "Fig. 3.4.1", "Table 3.4.1", "(3.4.1)"; the title's text when it has no number. */
  readonly caption: string;
  readonly title: readonly PhrasingContent[];
  readonly text: string;
}

/** A work that is cited, formatted after APA's author-year. Strings are plain text. */
export interface Citation {
  readonly key: string;
  /** "Vapnik", "Zhang and Lipton", "Zhang et al." */
  readonly authors: string;
  /** "1992", "1992a" where authors and year would be the same; "n.d." without a year. */
  readonly year: string;
  /** The reference in the list, in runs; `italic` for titles of books and journals, `href` for DOIs and addresses. */
  readonly reference: readonly ReferenceRun[];
  /** The pages that cite it, in the book's order. */
  readonly citedOn: readonly string[];
  /** The `:bibliography:` that lists it: of its own file, else the book's first. */
  readonly list?: { readonly page: string; readonly path: string };
}

export interface ReferenceRun {
  readonly text: string;
  readonly italic?: boolean;
  readonly href?: string;
}
