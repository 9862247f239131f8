// A page's slides in one tab, by its slide marks, as d2lbook cuts them:
//
//   - a stretch of prose between cells says on a slide what its marks hold, and nothing else;
//   - it starts a slide where one of them is [**…**] (or [~~…~~]), and where the page's title stands in it;
//   - each cell goes on the slide that is open, marked prose before it or not; cells that show nothing are joined with
//     the next one.

import type { Nodes, Paragraph, RootContent } from "mdast";
import type { Page, SlideMark } from "../../source/index.ts";
import { tidied } from "./words.ts";

export interface Slide {
  /** The page's title stands above. */
  readonly hasTitle: boolean;
  readonly parts: readonly SlidePart[];
}

export type SlidePart =
  /** What marks hold, as one paragraph. */
  | { readonly type: "text"; readonly text: Paragraph }
  /** `Cell.index` of cells that are shown as one. */
  | { readonly type: "cells"; readonly indices: readonly number[] };

/** Prose between two cells, or the inside of a tab block; or a cell. */
type Stretch = { readonly blocks: Nodes[] } | { readonly cell: number };

/** The page's slides, or none when none of its prose is marked. `tab` is "" on a page without tabs; `isShowing` is true of a cell with outputs. */
export function cutSlides(page: Page, tab: string, isShowing: (cell: number) => boolean): readonly Slide[] {
  const slides: { hasTitle: boolean; parts: SlidePart[] }[] = [];
  const open = () => {
    const last = slides.at(-1) ?? { hasTitle: false, parts: [] };
    if (slides.length === 0) slides.push(last);
    return last;
  };
  let hasMarks = false;
  for (const stretch of stretchesOf(page.tree.children, page, tab)) {
    if ("cell" in stretch) {
      addCell(open().parts, stretch.cell, isShowing);
      continue;
    }
    const marks = stretch.blocks.flatMap(marksIn);
    const hasTitle = stretch.blocks.some((node) => node.type === "heading" && node.depth === 1);
    hasMarks ||= marks.length > 0;
    const text = tidied(marks.map(({ children }) => children));
    if (text.length === 0 && !hasTitle) continue;
    if (hasTitle || marks.some(({ starts }) => starts)) slides.push({ hasTitle, parts: [] });
    if (text.length > 0) open().parts.push({ type: "text", text: { type: "paragraph", children: [...text] } });
  }
  return hasMarks ? slides.filter(({ hasTitle, parts }) => hasTitle || parts.length > 0) : [];
}

/** A tab's page as stretches. */
function stretchesOf(blocks: readonly RootContent[], page: Page, tab: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let isOpen = false;
  for (const node of blocks) {
    if (node.type === "tabBlock") {
      if (!node.tabs.includes(tab)) continue;
      stretches.push(...stretchesOf(node.children, page, tab));
      isOpen = false;
      continue;
    }
    const cells = cellsIn(node).filter((index) => page.tabs.length === 0 || page.cells[index]?.tabs.includes(tab));
    if (node.type !== "cell") {
      const last = stretches.at(-1);
      if (isOpen && last && "blocks" in last) last.blocks.push(node);
      else stretches.push({ blocks: [node] });
      isOpen = true;
    }
    if (cells.length > 0) isOpen = false;
    stretches.push(...cells.map((cell) => ({ cell })));
  }
  return stretches;
}

/** The cells in a block, those in a list too, in their order. */
function cellsIn(node: Nodes): readonly number[] {
  if (node.type === "cell") return [node.index];
  return "children" in node ? (node.children as readonly Nodes[]).flatMap(cellsIn) : [];
}

/** The outermost marks in a block, in their order. */
function marksIn(node: Nodes): readonly SlideMark[] {
  if (node.type === "slideMark") return [node];
  const caption: readonly Nodes[] = node.type === "table" ? (node.data?.caption ?? []) : [];
  const children = "children" in node ? (node.children as readonly Nodes[]) : [];
  return [...caption, ...children].flatMap(marksIn);
}

function addCell(parts: SlidePart[], cell: number, isShowing: (cell: number) => boolean): void {
  const last = parts.at(-1);
  const before = last?.type === "cells" ? last.indices : [];
  const joins = before.length > 0 && !before.some(isShowing);
  if (joins) parts[parts.length - 1] = { type: "cells", indices: [...before, cell] };
  else parts.push({ type: "cells", indices: [cell] });
}
