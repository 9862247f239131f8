// Tab groups: neighbouring cells and tab blocks of different tabs become one group, which readers switch.
//
//   cell pytorch, cell jax, cell all  ->  group(pytorch | jax), cell all

import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Nodes, Parents, RootContent } from "mdast";
import type { Page } from "../source/index.ts";
import type { CellNode, TabBlock } from "../source/nodes.ts";

/** Members of one group, in the order of the page. */
export interface TabGroup {
  type: "tabGroup";
  members: readonly (CellNode | TabBlock)[];
}

/** Groups the members among a parent's children, all the way down. The tree is not changed. */
export function groupTabs<Node extends Nodes>(node: Node, page: Page): Node {
  if (!("children" in node)) return node;
  const children: unknown[] = [];
  let open: (CellNode | TabBlock)[] = [];
  let taken = new Set<string>();
  const close = () => {
    if (open.length > 0) children.push({ type: "tabGroup", members: open } satisfies TabGroup);
    open = [];
    taken = new Set();
  };
  for (const child of (node as Parents).children as RootContent[]) {
    if (child.type !== "cell" && child.type !== "tabBlock") {
      close();
      children.push(groupTabs(child, page));
      continue;
    }
    const tabs = tabsOf(child, page);
    if (tabs.some((tab) => taken.has(tab)) || tabs.length === 0) close();
    open.push(child.type === "tabBlock" ? groupTabs(child, page) : child);
    for (const tab of tabs) taken.add(tab);
    if (tabs.length === 0 || taken.size === page.tabs.length) close();
  }
  close();
  return { ...node, children } as unknown as Node;
}

/** The tabs of a cell or a block. */
export function tabsOf(node: CellNode | TabBlock, page: Page): readonly string[] {
  return node.type === "tabBlock" ? node.tabs : (page.cells[node.index]?.tabs ?? []);
}

/** What readers of one tab see of a group. */
export interface Panel {
  readonly tabs: readonly string[];
  readonly content: readonly ElementContent[];
}

/** Panels of the same content, by `keyOf`, as one for all of their tabs. */
export function mergePanels(panels: readonly Panel[], keyOf: (panel: Panel) => string): readonly Panel[] {
  const merged = new Map<string, Panel>();
  for (const panel of panels) {
    const key = keyOf(panel);
    const same = merged.get(key);
    merged.set(key, same ? { ...same, tabs: [...same.tabs, ...panel.tabs] } : panel);
  }
  return [...merged.values()];
}

export interface TabsContext {
  readonly pageTabs: readonly string[];
  readonly labelOf: (tab: string) => string;
  /** A number that no other group of the page has. */
  readonly group: number;
}

/**
 * A group as HTML: a bar of buttons, which is shown only where a script can make it work, and all panels one after the other.
 * Tabs are numbered by their place on the page (class `t0` …): styles then show the chosen one before the first paint.
 */
export function tabsToHast(panels: readonly Panel[], { pageTabs, labelOf, group }: TabsContext): Element {
  const indexOf = (tab: string) => pageTabs.indexOf(tab);
  const has = panels.flatMap(({ tabs }) => tabs).sort((a, b) => indexOf(a) - indexOf(b));
  const panelOf = (tab: string) => panels.findIndex(({ tabs }) => tabs.includes(tab));
  const idOf = (panel: number) => `tabs-${group}-${panel}`;
  const missing = pageTabs.filter((tab) => !has.includes(tab));
  return h(
    "div",
    { class: ["tabs", ...has.map((tab) => `h${indexOf(tab)}`)].join(" ") },
    h(
      "div",
      { class: "tab-bar", role: "tablist", ariaLabel: "Framework" },
      ...has.map((tab) =>
        h(
          "button",
          { type: "button", role: "tab", class: `t${indexOf(tab)}`, dataTab: tab, ariaControls: idOf(panelOf(tab)) },
          labelOf(tab),
        ),
      ),
    ),
    ...panels.map(({ tabs, content }, i) =>
      h(
        "section",
        {
          id: idOf(i),
          class: ["tab-panel", ...tabs.map((tab) => `t${indexOf(tab)}`)].join(" "),
          ariaLabel: tabs.map(labelOf).join(", "),
        },
        h("p", { class: "tab-name" }, tabs.map(labelOf).join(" · ")),
        ...content,
      ),
    ),
    ...(missing.length > 0 ? [h("p", { class: "tab-missing" }, `Only in ${has.map(labelOf).join(", ")}.`)] : []),
  );
}
