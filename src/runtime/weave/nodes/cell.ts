// Cells and listings: highlighted code, and under a cell's what it showed.
//
//   div.cell[.failed] > div.code > pre > code
//                     | div.outputs

import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import { shownCode } from "../../cells/index.ts";
import { classes, rawHtml, type Weaver } from "../context.ts";
import { highlight } from "../highlight.ts";
import { outputsToHast } from "../outputs.ts";

/** Code, highlighted when its language is known. Its frame holds the copy button, which the page's script adds. */
export function codeToHast(text: string, language: string): Element {
  return h(
    "div",
    { class: "code", ...(language && { dataLanguage: language }) },
    // Without the empty properties, hastscript takes a first child that is no element for properties, here and elsewhere.
    h("pre", h("code", {}, rawHtml(highlight(text, language), text))),
  );
}

/** One cell as one tab's readers see it; nothing when all of it is hidden. */
export function cellToHast(index: number, tab: string, weaver: Weaver): ElementContent[] {
  const { page, runs } = weaver;
  const cell = page.cells[index];
  if (!cell) return [];
  const code = shownCode(cell, tab, weaver.config.tabs);
  const outcomes = runs.get(tab)?.outcomes ?? [];
  const outcome = outcomes.find((one) => one.cell === index);
  const failed = outcome?.state === "failed";
  // A failure is shown whatever the cell hides.
  const outputs = cell.marks.hideOutput && !failed ? [] : (outcome?.outputs ?? []);
  const shown = outputsToHast(outputs, weaver.words, () => ++weaver.drawings);
  const notRun = outcome?.state === "not-run" && code !== undefined && outcomes.some(({ state }) => state === "failed");
  if (!code && !shown) return [];
  return [
    h(
      "div",
      { class: classes("cell", failed && "failed") },
      ...(code ? [codeToHast(code.text, code.language)] : []),
      ...(shown ? [shown] : []),
      ...(notRun ? [h("p", { class: "not-run" }, weaver.words.notRun)] : []),
    ),
  ];
}
