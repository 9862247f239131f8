// Neighbouring cells and tab blocks: what all tabs see alike stands by itself, the rest in panels under one bar.
//
//   div.tabs.h0.h1 > div.tab-bar > button.t0, button.t1
//                  | section.tab-panel.t0 > p.tab-name, …
//                  | section.tab-panel.t1 > p.tab-name, …
//                  | p.tab-missing
//
// A tab's class is its place on the page (t0, t1 …): styles then show the chosen one, `html[data-tab="1"]`, before the
// first paint. `h…` names the tabs that a group has. Without script all panels stand one below the other, with their names.

import type { Element, ElementContent } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import type { State } from "mdast-util-to-hast";
import { fill } from "../../language/index.ts";
import { classes, text, type Weaver } from "../context.ts";
import { layOut, type Member, mergePanels, type Panel, type Piece, type TabGroup } from "../tabs.ts";
import { cellToHast } from "./cell.ts";

type Content = readonly ElementContent[];

/** A run of members as HTML. */
export function tabGroup(state: State, group: TabGroup, weaver: Weaver): ElementContent[] {
  const { members, within } = group;
  const all = members.map((member) => panelsOf(member, state, within, weaver));
  const made: ElementContent[] = [];
  let open: (readonly Panel<Content>[])[] = [];
  const close = () => {
    if (open.length > 0) made.push(groupToHast(joined(open.flat()), group, weaver));
    open = [];
  };
  for (const piece of layOut(all, within).map((one) => simplify(one, within))) {
    if (piece.type === "panels") open.push(piece.panels);
    else {
      close();
      made.push(...piece.content);
    }
  }
  close();
  return made;
}

/** A member as each tab sees it, tabs that see the same as one panel. */
function panelsOf(member: Member, state: State, within: readonly string[], weaver: Weaver): readonly Panel<Content>[] {
  if (member.type === "tabBlock") {
    const tabs = member.tabs.filter((tab) => within.includes(tab));
    return tabs.length > 0 ? [{ tabs, content: state.wrap(state.all(member), true) as ElementContent[] }] : [];
  }
  const { page } = weaver;
  if (page.tabs.length === 0) return [{ tabs: [], content: cellToHast(member.index, "", weaver) }];
  const tabs = page.cells[member.index]?.tabs.filter((tab) => within.includes(tab)) ?? [];
  const panels = tabs.map((tab) => ({ tabs: [tab], content: cellToHast(member.index, tab, weaver) }));
  return mergePanels(panels, html).filter(({ content }) => content.length > 0);
}

/** Panels of several members that say the same become one; one that all tabs have needs no bar. */
function simplify(
  piece: Piece<Content>,
  within: readonly string[],
): { type: "shared"; content: Content } | { type: "panels"; panels: readonly Panel<Content>[] } {
  if (piece.type === "shared") return piece;
  const flat = piece.panels.map(({ tabs, content }) => ({ tabs, content: content.flat() }));
  const panels = mergePanels(flat, html);
  const [first] = panels;
  if (panels.length === 1 && first && first.tabs.length >= within.length)
    return { type: "shared", content: first.content };
  return { type: "panels", panels };
}

/** Drawings are numbered: what differs only by that is the same. */
function html(content: Content): string {
  return toHtml([...content] as Element[], { allowDangerousHtml: true }).replace(/\bplot-\d+-clip\b/g, "plot-clip");
}

/** Panels of the same tabs that follow each other are one. */
function joined(panels: readonly Panel<Content>[]): readonly Panel<Content>[] {
  const made: Panel<Content>[] = [];
  for (const panel of panels) {
    const last = made.at(-1);
    if (last?.tabs.join() === panel.tabs.join())
      made[made.length - 1] = { tabs: panel.tabs, content: [...last.content, ...panel.content] };
    else made.push(panel);
  }
  return made;
}

function groupToHast(panels: readonly Panel<Content>[], { members, within }: TabGroup, weaver: Weaver): Element {
  const { page, labelOf, words } = weaver;
  weaver.groups += 1;
  const group = weaver.groups;
  const placeOf = (tab: string) => page.tabs.indexOf(tab);
  const has = page.tabs.filter((tab) => panels.some(({ tabs }) => tabs.includes(tab)));
  const idOf = (panel: number) => `tabs-${group}-${panel + 1}`;
  const controls = (tab: string) => panels.flatMap(({ tabs }, i) => (tabs.includes(tab) ? [idOf(i)] : [])).join(" ");
  const button = (tab: string) =>
    h(
      "button",
      { type: "button", role: "tab", class: `t${placeOf(tab)}`, dataTab: tab, ariaControls: controls(tab) },
      labelOf(tab),
    );
  const isProse = members.every(({ type }) => type === "tabBlock");
  const names = has.map(labelOf).join(words.comma);
  return h(
    "div",
    { class: classes("tabs", isProse && "prose", ...has.map((tab) => `h${placeOf(tab)}`)) },
    h("div", { class: "tab-bar", role: "tablist", ariaLabel: words.shownFor }, ...has.map(button)),
    ...panels.map(({ tabs, content }, i) =>
      h(
        "section",
        { id: idOf(i), class: ["tab-panel", ...inOrder(tabs, page.tabs).map((tab) => `t${placeOf(tab)}`)] },
        h("p", { class: "tab-name" }, inOrder(tabs, page.tabs).map(labelOf).join(" · ")),
        ...content,
      ),
    ),
    ...(has.length < within.length ? [h("p", { class: "tab-missing" }, text(fill(words.onlyIn, names)))] : []),
  );
}

function inOrder(tabs: readonly string[], order: readonly string[]): readonly string[] {
  return order.filter((tab) => tabs.includes(tab));
}
