// What parsing a chapter gives: its tree, its cells, and the facts that the rest of the book may know.

import type { PhrasingContent, Root } from "mdast";
import type { Diagnostic, Place, Point } from "../diagnostic.ts";

/** One chapter file, parsed. It knows no other chapter, so its text and the config are its cache key. */
export interface Page {
  /** From the book's root, with "/": its identity. "chapters/linear-regression/oo-design.md" */
  readonly path: string;
  /** mdast with our nodes (nodes.ts). Large; dropped as soon as the page is woven. */
  readonly tree: Root;
  /** Ids of the tabs that the page is shown in, in the book's order; empty for a page without tabs. */
  readonly tabs: readonly string[];
  /** In the order of the file; `cells[i].index === i`. */
  readonly cells: readonly Cell[];
  /** Small; all that the rest of the book may know of the page. */
  readonly facts: Facts;
  readonly diagnostics: readonly Diagnostic[];
}

/** A code cell: a fence whose attributes hold `.input`. */
export interface Cell {
  /** Its place among the page's cells, from 0. */
  readonly index: number;
  /** Lower case: "typescript" (also for `.ts`), "python", "cpp", … */
  readonly language: string;
  /** The body as written, LF line ends, its container's indentation taken off. No final line end. */
  readonly text: string;
  /** For each line of `text`, where its first character stands in the file. */
  readonly lines: readonly Point[];
  /** The whole fence. */
  readonly place: Place;
  /** Tabs the cell belongs to, in the page's order, `all` and the default tab resolved. Empty on a page without tabs, and when its marks name no tab of the page: then it is shown nowhere. */
  readonly tabs: readonly string[];
  /** Stands inside a `:begin_tab:` block or lists tabs itself, rather than by default. */
  readonly marked: boolean;
  readonly marks: Marks;
}

/** What a cell's marks say. Marks are `//@name value` comments on lines of their own or at a line's end (`#@name` in Python). */
export interface Marks {
  /** Indices into `Cell.lines` of lines with a save mark. */
  readonly save: readonly number[];
  readonly hideCode: boolean;
  readonly hideOutput: boolean;
  /** `//@raises TypeError`: the cell must fail with an error of this name ("Error" for any). */
  readonly raises?: string;
  /** `//@timeout 120`: seconds instead of the book's limit. */
  readonly timeout?: number;
  /** `//@no_check`: type errors are not reported. */
  readonly noCheck: boolean;
  /** `//@skip`: shown, never run. */
  readonly skip: boolean;
}

/** What the rest of the book may know of a page. Plain data, grows with labels and references, not with text. */
export interface Facts {
  readonly path: string;
  readonly tabs: readonly string[];
  /** Headings, figures, tables, labelled equations, in the order of the file. */
  readonly targets: readonly PageTarget[];
  readonly references: readonly PageReference[];
  readonly citations: readonly PageCitation[];
  readonly tocs: readonly PageToc[];
  /** Links to files or pages of the book (no scheme, not only `#…`), as written. */
  readonly links: readonly PathUse[];
  readonly images: readonly PathUse[];
  /** Files of HTML that stand in the page (`.. raw:: html` with `:file:`). */
  readonly includes: readonly PathUse[];
  /** `:bibliography:` roles: where a reference list is put. */
  readonly bibliographies: readonly PathUse[];
  /** `numbered: false` in front matter takes the page out of the numbering. */
  readonly numbered: boolean;
  /** How many formulas are written on it. */
  readonly formulas: number;
  /** How many of its fences are cells that only name its tabs, and are not among its `cells`. */
  readonly namingCells: number;
}

export type TargetKind = "section" | "figure" | "table" | "equation";

/** Something on a page that can be numbered and referred to. */
export interface PageTarget {
  readonly kind: TargetKind;
  /** The element's id in the page's HTML, unique on the page: the label, else a slug of the text. */
  readonly id: string;
  /** The author's label, as written; absent when there is none. */
  readonly label?: string;
  /** Heading depth, 1 to 6; 0 for other kinds. */
  readonly depth: number;
  /** A heading's content or a caption's; empty for an equation. May hold math, code, references. */
  readonly title: readonly PhrasingContent[];
  /** `title` as plain text, TeX source for math. */
  readonly text: string;
  readonly place: Place;
}

export type ReferenceKind = "numref" | "ref" | "eqref";

export interface PageReference {
  readonly kind: ReferenceKind;
  readonly label: string;
  readonly place: Place;
}

export type CitationKind = "cite" | "citet" | "citep";

export interface PageCitation {
  readonly kind: CitationKind;
  readonly keys: readonly string[];
  readonly place: Place;
}

export interface PageToc {
  /** From the book's root, with extension, resolved against the page's folder: "chapters/preliminaries/index.md". */
  readonly entries: readonly PathUse[];
  readonly numbered: boolean;
  /** Whether by letters, as appendices are: `:numbered: A`. */
  readonly lettered?: boolean;
  /** How deep the woven contents go; absent: one level. */
  readonly maxDepth?: number;
  readonly place: Place;
}

/** A path in a page. */
export interface PathUse {
  /** From the book's root, normalised, with "/"; may start with "../" when it leaves the book. */
  readonly path: string;
  /** As the author wrote it. */
  readonly written: string;
  readonly place: Place;
}
