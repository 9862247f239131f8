// One tab's page as prose and cells, in its order: tab blocks opened, other tabs' left out, lists cut where a cell stands in them.

import type { List, ListItem, Nodes, RootContent } from "mdast";
import { anchor, type Scribe } from "./scribe.ts";
import { ofAll, stretchOf } from "./source.ts";

export type Piece =
  | { readonly type: "prose"; readonly text: string }
  /** `Cell.index`. */
  | { readonly type: "cell"; readonly index: number };

/** The pieces of blocks that follow each other. */
export function piecesOf(blocks: readonly Nodes[], scribe: Scribe): readonly Piece[] {
  const pieces: Piece[] = [];
  let before: Nodes | undefined;
  for (const node of opened(blocks, scribe)) {
    if (node.type === "cell") {
      if (isShown(node.index, scribe)) pieces.push({ type: "cell", index: node.index });
    } else if (node.type === "list" && holdsCell(node, scribe)) pieces.push(...piecesOfList(node, scribe));
    else {
      // Two lists that only a tab block kept apart would become one.
      if (before?.type === "list" && node.type === "list" && before.ordered === node.ordered) prose(pieces, "<!-- -->");
      prose(pieces, dedented(scribe.write(node, false), node));
    }
    before = node;
  }
  return pieces;
}

/** The blocks that a tab sees. */
function opened(blocks: readonly Nodes[], scribe: Scribe): readonly Nodes[] {
  return blocks.flatMap((node): readonly Nodes[] => {
    if (node.type !== "tabBlock") return [node];
    return node.tabs.includes(scribe.tab) ? opened(node.children, scribe) : [];
  });
}

/** Whether a cell is one of the tab's. */
export function isShown(index: number, { page, tab }: Scribe): boolean {
  return page.tabs.length === 0 || (page.cells[index]?.tabs.includes(tab) ?? false);
}

function holdsCell(node: Nodes, scribe: Scribe): boolean {
  if (node.type === "cell") return isShown(node.index, scribe);
  if (node.type === "blockquote" || !("children" in node)) return false;
  if (node.type === "tabBlock" && !node.tabs.includes(scribe.tab)) return false;
  return (node.children as RootContent[]).some((child) => holdsCell(child, scribe));
}

/** Items without cells stay together; one that has a cell is cut, its first block behind its mark. */
function piecesOfList(list: List, scribe: Scribe): readonly Piece[] {
  const pieces: Piece[] = [];
  let items: ListItem[] = [];
  const close = () => {
    const [first] = items;
    if (first) prose(pieces, dedented(ofAll(items, scribe), first));
    items = [];
  };
  for (const item of list.children) {
    if (!holdsCell(item, scribe)) {
      items.push(item);
      continue;
    }
    close();
    const [first] = item.children;
    const mark = first ? scribe.source.slice(stretchOf(item).start, stretchOf(first).start) : "";
    const [head, ...rest] = piecesOf(item.children, scribe);
    if (head?.type === "prose") prose(pieces, mark + head.text);
    else if (head) pieces.push(head);
    for (const piece of rest) {
      if (piece.type === "prose") prose(pieces, piece.text);
      else pieces.push(piece);
    }
  }
  close();
  return pieces;
}

/** Neighbouring prose is one piece. */
function prose(pieces: Piece[], text: string): void {
  const trimmed = text.replace(/\r\n?/g, "\n").replace(/^(?:[ \t]*\n)+|\s+$/g, "");
  if (trimmed === "") return;
  const last = pieces.at(-1);
  if (last?.type === "prose") pieces[pieces.length - 1] = { type: "prose", text: `${last.text}\n\n${trimmed}` };
  else pieces.push({ type: "prose", text: trimmed });
}

/** A block that stood inside of a list loses that indentation; its first line has none. */
function dedented(text: string, { position }: Nodes): string {
  const indent = (position?.start.column ?? 1) - 1;
  return indent === 0 ? text : text.replaceAll(new RegExp(`\\n[ \\t]{1,${indent}}`, "g"), "\n");
}

/** The notes at a page's end, in the order in which the text calls them. */
export function notesToMarkdown({ notes }: Scribe): string {
  return [...notes.values()]
    .map(({ number, text }) => `${number}. ${anchor(`note-${number}`)}${text.replace(/\r\n?/g, "\n")}`)
    .join("\n");
}
