// Tab groups: a run of neighbouring cells and tab blocks becomes one node, whose handler (nodes/tab-group.ts) decides
// what is the same for all tabs and what needs a bar.
//
//   text, cell pytorch, cell jax, cell all, text  ->  text, tabGroup(cell pytorch, cell jax, cell all), text

import type { Nodes, RootContent } from "mdast";
import type { CellNode, Page, TabBlock } from "../source/index.ts";

/** Neighbouring members, in the order of the page. */
export interface TabGroup {
  type: "tabGroup";
  members: readonly Member[];
  /** The tabs that can see it: the page's, or those of the tab block around it. */
  within: readonly string[];
}

export type Member = CellNode | TabBlock;

/** Groups the members among a node's children, all the way down. The tree is not changed. */
export function groupTabs<Node extends Nodes>(node: Node, page: Page, within = page.tabs): Node {
  if (!("children" in node)) return node;
  const children: (RootContent | TabGroup)[] = [];
  let members: Member[] = [];
  const close = () => {
    if (members.length > 0) children.push({ type: "tabGroup", members, within });
    members = [];
  };
  for (const child of node.children as RootContent[]) {
    if (child.type === "cell") members.push(child);
    else if (child.type === "tabBlock") members.push(groupTabs(child, page, child.tabs));
    else {
      close();
      children.push(groupTabs(child, page, within));
    }
  }
  close();
  return { ...node, children } as Node;
}

/** Content that is the same for some tabs. */
export interface Panel<Content> {
  readonly tabs: readonly string[];
  readonly content: Content;
}

/** What a group shows in one place: the same to all, or to each tab its panel. */
export type Piece<Content> =
  | { readonly type: "shared"; readonly content: Content }
  | { readonly type: "panels"; readonly panels: readonly Panel<readonly Content[]>[] };

/**
 * Lays out a run of members, each given by its panels. Those that all tabs see alike stand by themselves. Of the others,
 * neighbours that no tab sees both of stand beside each other; and where the next ones have the same tabs side by side,
 * each tab's stand one below the other.
 *
 *   [pytorch], [jax]                        ->  pytorch: a | jax: b
 *   [pytorch], [jax], [pytorch], [jax]      ->  pytorch: a, c | jax: b, d
 *   [pytorch], [pytorch], [jax]             ->  pytorch: a, then pytorch: b | jax: c
 *
 * Pieces that follow each other without a shared one between them are one group, with one bar.
 */
export function layOut<Content>(
  members: readonly (readonly Panel<Content>[])[],
  within: readonly string[],
): readonly Piece<Content>[] {
  const pieces: Piece<Content>[] = [];
  let open: Panel<readonly Content[]>[] = [];
  const close = () => {
    if (open.length === 0) return;
    const last = pieces.at(-1);
    if (last?.type === "panels" && keyOf(last.panels) === keyOf(open))
      pieces[pieces.length - 1] = { type: "panels", panels: zip(last.panels, open) };
    else pieces.push({ type: "panels", panels: open });
    open = [];
  };
  for (const panels of members) {
    const [first] = panels;
    if (first === undefined) continue;
    if (panels.length === 1 && first.tabs.length >= within.length) {
      close();
      pieces.push({ type: "shared", content: first.content });
      continue;
    }
    const taken = new Set(open.flatMap(({ tabs }) => tabs));
    if (panels.some(({ tabs }) => tabs.some((tab) => taken.has(tab)))) close();
    open.push(...panels.map(({ tabs, content }) => ({ tabs, content: [content] })));
  }
  close();
  return pieces;
}

function keyOf(panels: readonly Panel<unknown>[]): string {
  return panels
    .map(({ tabs }) => [...tabs].sort().join(" "))
    .sort()
    .join("|");
}

function zip<Content>(
  above: readonly Panel<readonly Content[]>[],
  below: readonly Panel<readonly Content[]>[],
): Panel<readonly Content[]>[] {
  return above.map(({ tabs, content }) => {
    const same = below.find(
      (panel) => panel.tabs.length === tabs.length && panel.tabs.every((tab) => tabs.includes(tab)),
    );
    return { tabs, content: [...content, ...(same?.content ?? [])] };
  });
}

/** Panels of the same content, by `keyOf`, as one for all of their tabs. */
export function mergePanels<Content>(
  panels: readonly Panel<Content>[],
  key: (content: Content) => string,
): readonly Panel<Content>[] {
  const merged = new Map<string, Panel<Content>>();
  for (const { tabs, content } of panels) {
    const of = key(content);
    const same = merged.get(of);
    merged.set(of, same ? { ...same, tabs: [...same.tabs, ...tabs] } : { tabs, content });
  }
  return [...merged.values()];
}
