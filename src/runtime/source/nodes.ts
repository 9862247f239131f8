// The nodes that the dialect adds to mdast, and what it stores on mdast's own.

import type { Node, Parent, PhrasingContent, RootContent } from "mdast";
import type { CitationKind, ReferenceKind } from "./model.ts";

/** A code cell; its content is `Page.cells[index]`. */
export interface CellNode extends Node {
  type: "cell";
  index: number;
}

/** `:begin_tab:` … `:end_tab:`: prose of some tabs. */
export interface TabBlock extends Parent {
  type: "tabBlock";
  /** Ids, in the page's order. */
  tabs: string[];
  children: RootContent[];
}

/** An image that stands alone in its paragraph and has a caption: a numbered figure. */
export interface Figure extends Parent {
  type: "figure";
  /** As written. */
  url: string;
  /** From the book's root, when the image is a file of the book. */
  path?: string;
  /** The caption as plain text. */
  alt: string;
  title?: string;
  width?: string;
  height?: string;
  /** Id of its PageTarget. */
  id: string;
  /** The caption. */
  children: PhrasingContent[];
}

/** ```` ```toc ````: `index` is its place in `Facts.tocs`. */
export interface TocNode extends Node {
  type: "toc";
  index: number;
}

/** HTML that is passed on: from a `raw:: html` directive. (Raw HTML in markdown is mdast's `html`.) */
export interface RawNode extends Node {
  type: "raw";
  value: string;
  /** The file of HTML that stands here, from the book's root, and as it is written. */
  path?: string;
  written?: string;
}

/** `:bibliography:`: where the list of references is put. */
export interface BibliographyNode extends Node {
  type: "bibliography";
  /** The file whose works it lists, from the book's root. */
  path?: string;
}

/** A label that has no target beside it: an empty anchor, so that links to it still land. */
export interface AnchorNode extends Node {
  type: "anchor";
  id: string;
}

/** `:numref:`, `:ref:`, `:eqref:`. */
export interface ReferenceNode extends Node {
  type: "reference";
  kind: ReferenceKind;
  label: string;
}

/** `:cite:`, `:citet:`, `:citep:`. */
export interface CitationNode extends Node {
  type: "citation";
  kind: CitationKind;
  keys: string[];
}

/** `[**…**]` starts a slide, `(**…**)` continues it; `(~~…~~)` and `[~~…~~]` are on slides only. */
export interface SlideMark extends Parent {
  type: "slideMark";
  starts: boolean;
  /** On slides only: the page leaves it out. */
  slideOnly: boolean;
  children: PhrasingContent[];
}

/** A `$$` pair, wherever it stands: as flow content, or between words of a paragraph. */
export interface DisplayMath extends Node {
  type: "displayMath";
  /** TeX without the dollars. */
  value: string;
  /** Id of its PageTarget, when it is labelled. */
  id?: string;
}

/** `$…$`. */
export interface InlineMath extends Node {
  type: "inlineMath";
  value: string;
}

declare module "mdast" {
  interface RootContentMap {
    cell: CellNode;
    tabBlock: TabBlock;
    figure: Figure;
    toc: TocNode;
    raw: RawNode;
    bibliography: BibliographyNode;
    anchor: AnchorNode;
    displayMath: DisplayMath;
    reference: ReferenceNode;
    citation: CitationNode;
    slideMark: SlideMark;
    inlineMath: InlineMath;
  }
  interface BlockContentMap {
    cell: CellNode;
    tabBlock: TabBlock;
    figure: Figure;
    toc: TocNode;
    raw: RawNode;
    bibliography: BibliographyNode;
    anchor: AnchorNode;
    displayMath: DisplayMath;
  }
  interface PhrasingContentMap {
    reference: ReferenceNode;
    citation: CitationNode;
    slideMark: SlideMark;
    displayMath: DisplayMath;
    inlineMath: InlineMath;
    anchor: AnchorNode;
    bibliography: BibliographyNode;
  }
  interface HeadingData {
    /** Id of its PageTarget. */
    id?: string;
  }
  interface ImageData {
    /** From the book's root, when the image is a file of the book. */
    path?: string;
    width?: string;
    height?: string;
  }
  interface TableData {
    /** Id of its PageTarget, when it has a caption or a label. */
    id?: string;
    caption?: PhrasingContent[];
  }
  interface LinkData {
    /** From the book's root, when the link is to a page or file of the book; a fragment stays in `url`. */
    path?: string;
  }
}
