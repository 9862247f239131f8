// Which tabs a page has, and which of them its cells and tab blocks belong to.
// A page that names its tabs has those, `tabs: []` none; else those for which it has a cell or a tab block; else none.

import type { Node, Root } from "mdast";
import type { Config } from "../../config/model.ts";
import { nearest } from "../../diagnostic.ts";
import type { Cell } from "../model.ts";
import type { WrittenTabBlock } from "../syntax/tab-block.ts";
import type { WrittenCell } from "./cells.ts";
import type { Notes } from "./notes.ts";
import { type TabName, tabNames } from "./tab-names.ts";
import { walk } from "./walk.ts";

export interface ResolvedTabs {
  readonly tabs: readonly string[];
  readonly cells: readonly Cell[];
}

/** Resolves all names; in place for the tree's tab blocks. */
export function resolveTabs(
  tree: Root,
  written: readonly WrittenCell[],
  declared: readonly TabName[] | undefined,
  config: Config,
  notes: Notes,
): ResolvedTabs {
  const blocks = takeBlocks(tree, notes);
  const marks = [...written.flatMap(({ names }) => names), ...[...blocks.values()].flat()];
  const known = knownTabs(config, declared ?? marks);
  const resolve = (names: readonly TabName[]) => resolveNames(names, known, config.tabs.length > 0, notes);

  const blockTabs = new Map([...blocks].map(([block, names]) => [block, resolve(names)] as const));
  const cellTabs = written.map((cell) => (cell.names.length > 0 ? resolve(cell.names) : undefined));
  const chosen = declared === undefined ? undefined : resolve(declared);
  // `tabs: []` says that the page has none; names of which none is known say nothing.
  const isSaid = chosen !== undefined && (chosen.size > 0 || declared?.length === 0);
  const tabs = isSaid ? inOrder(chosen) : usedTabs();

  for (const names of [...blocks.values(), ...written.map((cell) => cell.names)]) reportAbsent(names);
  for (const [block, ids] of blockTabs) block.tabs = tabs.filter((id) => ids.has(id));
  return { tabs, cells: written.map((cell, index) => resolved(cell, index)) };

  /** A tab of the book that the page does not name: what is marked with it is shown nowhere. */
  function reportAbsent(names: readonly TabName[]): void {
    for (const { name, place } of names) {
      const id = name.toLowerCase();
      if (!known.includes(id) || tabs.includes(id)) continue;
      const message = `the page names its tabs, and \`${name}\` is not one of them`;
      notes.report("warning", "tab-is-declared", place, message, "add it to the page's tabs, or take this out");
    }
  }

  function inOrder(ids: ReadonlySet<string>): string[] {
    return known.filter((id) => ids.has(id));
  }

  /** Tabs that marks and branches name, and the default tab when a cell has no mark or is for `all`, as in d2lbook. `all` is all of these; the book's when marks name none. */
  function usedTabs(): string[] {
    const used = new Set<string>();
    const inBranches = written.flatMap(({ text }) => branchNames(text));
    for (const name of [...marks.map((mark) => mark.name), ...inBranches]) {
      if (known.includes(name.toLowerCase())) used.add(name.toLowerCase());
    }
    const isUnmarked = written.some(({ names, block }) => names.length === 0 && !block);
    if (used.size === 0 && !isUnmarked && marks.length > 0) return [...known];
    const isForAll = marks.some((mark) => mark.name.toLowerCase() === "all");
    if (isUnmarked || isForAll) for (const id of defaultTabs(known)) used.add(id);
    return inOrder(used);
  }

  /** The tabs of a cell without a mark, of those that there are. */
  function defaultTabs(among: readonly string[]): readonly string[] {
    const id = config.defaultTab.toLowerCase();
    if (id === "all") return among;
    return among.includes(id) ? [id] : among.slice(0, 1);
  }

  function resolved(cell: WrittenCell, index: number): Cell {
    const { language, text, lines, place, marks: cellMarks, block } = cell;
    const own = cellTabs[index];
    const outer = block === undefined ? undefined : (blockTabs.get(block) ?? new Set<string>());
    const isMarked = own !== undefined || outer !== undefined;
    const ids = isMarked ? tabs.filter((id) => (own?.has(id) ?? true) && (outer?.has(id) ?? true)) : defaultTabs(tabs);
    return { index, language, text, lines, place, tabs: ids, marked: isMarked, marks: cellMarks };
  }
}

/** The tabs that `tab.selected("a", "b")` names in a cell. */
function branchNames(text: string): readonly string[] {
  const calls = [...text.matchAll(/\btab\.selected\(([^()]*)/g)];
  return calls.flatMap(({ 1: names = "" }) =>
    [...names.matchAll(/["'`](\w[^"'`]*)["'`]/g)].map((found) => found[1] ?? ""),
  );
}

/** The tab blocks with the names that they list; what the syntax kept on them goes. */
function takeBlocks(tree: Root, notes: Notes): Map<WrittenTabBlock, readonly TabName[]> {
  const blocks = new Map<WrittenTabBlock, readonly TabName[]>();
  walk(tree, (node) => {
    if (node.type !== "tabBlock") return;
    const block = node as WrittenTabBlock;
    const { written, closed } = block.data;
    const start = block.position?.start.offset ?? 0;
    const list = /`+([^`]*)`+/.exec(written);
    const at = (list?.index ?? 0) + (list?.[0].indexOf(list[1] ?? "") ?? 0);
    blocks.set(block, tabNames(list?.[1] ?? "", start + at, notes));
    if (!closed) {
      const mark = notes.place({ start, end: start + written.trimEnd().length });
      const message = "this tab block is not closed";
      notes.report("error", "tab-block-is-closed", mark, message, "end it with `:end_tab:` on a line of its own");
    }
    delete (block as Node).data;
  });
  return blocks;
}

/** The book's tabs; in a book that has none, those that the page names, in their order. */
function knownTabs(config: Config, names: readonly TabName[]): readonly string[] {
  if (config.tabs.length > 0) return config.tabs.map(({ id }) => id.toLowerCase());
  return [...new Set(names.map(({ name }) => name.toLowerCase()))].filter((id) => id !== "all");
}

function resolveNames(
  names: readonly TabName[],
  known: readonly string[],
  isBook: boolean,
  notes: Notes,
): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { name, place } of names) {
    const id = name.toLowerCase();
    if (id === "all") for (const one of known) ids.add(one);
    else if (known.includes(id)) ids.add(id);
    else {
      const near = nearest(id, known);
      const whose = isBook ? "book" : "page";
      const hint = near === undefined ? `the ${whose}'s tabs are ${known.join(", ")}` : `did you mean \`${near}\`?`;
      notes.report("error", "tab-is-declared", place, `the ${whose} has no tab \`${name}\``, hint);
    }
  }
  return ids;
}
