// What holds of the notebooks and slides of every page, random mixtures of constructs among them: they are valid, and no
// word that a tab's readers see is lost.

import fc from "fast-check";
import type { Node, Nodes } from "mdast";
import { describe, expect, test } from "vitest";
import { bind } from "../../../src/runtime/book/index.ts";
import { foldedCell } from "../../../src/runtime/cells/index.ts";
import { kernelOfMost } from "../../../src/runtime/export/notebook/kernels.ts";
import type { Notebook } from "../../../src/runtime/export/notebook/model.ts";
import { toNotebook } from "../../../src/runtime/export/notebook/notebook.ts";
import { cutSlides } from "../../../src/runtime/export/slides/cut.ts";
import type { Page } from "../../../src/runtime/source/index.ts";
import { mixtures } from "../source/mixtures.ts";
import { config, pageOf } from "../source/pages.ts";
import { faultsOf } from "./nbformat.ts";

function notebookOf(text: string, page: Page, tab: string): Notebook {
  const book = bind([page.facts], config, { exists: () => true, bibliographies: new Map() });
  return toNotebook({
    page,
    text,
    tab,
    run: undefined,
    book,
    config,
    otherwise: undefined,
    addressOfPage: (path) => (path === page.path ? "" : path),
    addressOfFile: (path) => path,
    linked: new Set(),
    kernelOf: kernelOfMost,
  });
}

const marked = (text: string) => text.match(/q\d+z/g) ?? [];
const textOf = ({ cells }: Notebook) => cells.map(({ source }) => source.join("")).join("\n\n");

/** The words of a page that readers of a tab see: not those of other tabs, nor what only slides say, nor what roles name. */
function seen(node: Nodes, page: Page, tab: string): readonly string[] {
  switch (node.type) {
    case "text":
    case "inlineCode":
    case "inlineMath":
    case "displayMath":
    case "code":
      return marked(node.value);
    case "cell": {
      const cell = page.cells[node.index];
      return cell && (page.tabs.length === 0 || cell.tabs.includes(tab)) ? marked(foldedCell(cell, tab).code.text) : [];
    }
    case "tabBlock":
      if (!node.tabs.includes(tab)) return [];
      break;
    case "slideMark":
      if (node.slideOnly) return [];
      break;
  }
  const caption: readonly Node[] = node.type === "table" ? (node.data?.caption ?? []) : [];
  const children: readonly Node[] = "children" in node ? node.children : [];
  return [...caption, ...children].flatMap((child) => seen(child as Nodes, page, tab));
}

const tabsOf = ({ tabs }: Page) => (tabs.length > 0 ? tabs : [""]);

describe("random mixtures of constructs", () => {
  test("become notebooks that are valid, the same each time, and hold all words", () => {
    fc.assert(
      fc.property(mixtures(8), ({ text }) => {
        const page = pageOf(text);
        for (const tab of tabsOf(page)) {
          const notebook = notebookOf(text, page, tab);
          expect(faultsOf(JSON.parse(JSON.stringify(notebook)))).toEqual([]);
          expect(notebookOf(text, pageOf(text), tab)).toEqual(notebook);
          const words = new Set(marked(textOf(notebook)));
          expect(seen(page.tree, page, tab).filter((word) => !words.has(word))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("become slides, whatever they mark", () => {
    fc.assert(
      fc.property(mixtures(8), ({ text }) => {
        const page = pageOf(text);
        for (const tab of tabsOf(page)) {
          const slides = cutSlides(page, tab, () => false);
          const all = slides.flatMap(({ parts }) => parts);
          const cells = all.flatMap((part) => (part.type === "cells" ? part.indices : []));
          expect(new Set(cells).size).toBe(cells.length);
          for (const part of all) if (part.type === "text") expect(part.text.children.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
