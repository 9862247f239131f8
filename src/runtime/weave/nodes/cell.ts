// Cells and their tab groups: code, and what it showed.

import type { Element, ElementContent } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import type { State } from "mdast-util-to-hast";
import { shownCode } from "../../cells/index.ts";
import type { TabBlock } from "../../source/nodes.ts";
import type { Weaver } from "../context.ts";
import { highlight } from "../highlight.ts";
import { outputsToHast } from "../outputs.ts";
import { mergePanels, type Panel, type TabGroup, tabsOf, tabsToHast } from "../tabs.ts";

/** Code with its language, highlighted. */
export function codeToHast(text: string, language: string): Element {
  return h(
    "pre",
    { class: "code", tabindex: 0, ...(language && { dataLanguage: language }) },
    h("code", ...highlight(text, language)),
  );
}

/** A group of neighbouring cells and blocks; one that is the same for all tabs has no bar. */
export function tabGroup(state: State, group: TabGroup, weaver: Weaver): ElementContent[] {
  const { page } = weaver;
  if (page.tabs.length === 0)
    return group.members.flatMap((member) =>
      member.type === "cell" ? cellToHast(member.index, "", weaver) : blockToHast(state, member),
    );
  const panels = page.tabs
    .map((tab): Panel => {
      const members = group.members.filter((member) => tabsOf(member, page).includes(tab));
      const content = members.flatMap((member) =>
        member.type === "cell" ? cellToHast(member.index, tab, weaver) : blockToHast(state, member),
      );
      return { tabs: [tab], content };
    })
    .filter(({ content }) => content.length > 0);
  const merged = mergePanels(panels, ({ content }) => toHtml([...content] as Element[], { allowDangerousHtml: true }));
  const [first] = merged;
  if (first === undefined) return [];
  if (merged.length === 1 && first.tabs.length === page.tabs.length) return [...first.content];
  weaver.groups += 1;
  return [tabsToHast(merged, { pageTabs: page.tabs, labelOf: weaver.labelOf, group: weaver.groups })];
}

function blockToHast(state: State, block: TabBlock): ElementContent[] {
  return state.wrap(state.all(block), true) as ElementContent[];
}

/** One cell as one tab's readers see it. */
function cellToHast(index: number, tab: string, { page, runs }: Weaver): ElementContent[] {
  const cell = page.cells[index];
  if (!cell) return [];
  const code = shownCode(cell, tab);
  const outcome = runs.get(tab)?.outcomes.find((one) => one.cell === index);
  const outputs =
    cell.marks.hideOutput && outcome?.state !== "failed" ? undefined : outputsToHast(outcome?.outputs ?? []);
  if (!code && !outputs) return [];
  const state = outcome?.state === "failed" ? " failed" : "";
  return [
    h(
      "div",
      { class: `cell${state}` },
      ...(code ? [codeToHast(code.text, code.language)] : []),
      ...(outputs ? [outputs] : []),
    ),
  ];
}
