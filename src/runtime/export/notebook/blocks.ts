// Blocks of the dialect, and those of markdown to which it adds numbers and captions.

import type { Heading, Nodes, PhrasingContent, Table } from "mdast";
import type { Entry } from "../../book/index.ts";
import { shownCode } from "../../cells/index.ts";
import type { CellNode, TabBlock, TocNode } from "../../source/index.ts";
import { childrenInContents } from "../../weave/nodes/toc.ts";
import { figureToMarkdown, numberOf } from "./pictures.ts";
import { referencesInCode, worksToMarkdown } from "./references.ts";
import { placeOf, type Scribe } from "./scribe.ts";
import { inside, ofAll, stretchOf } from "./source.ts";
import { titleToMarkdown } from "./titles.ts";

/** A block of ours as markdown; nothing for a block that stays as written. */
export function blockToMarkdown(node: Nodes, scribe: Scribe): string | undefined {
  switch (node.type) {
    case "heading":
      return heading(node, scribe);
    case "figure":
      return figureToMarkdown(node, scribe);
    case "table":
      return table(node, scribe);
    case "toc":
      return toc(node, scribe);
    case "raw":
      return node.value;
    case "tabBlock":
      return tabBlock(node, scribe);
    case "cell":
      return quotedCell(node, scribe);
    default:
      return undefined;
  }
}

/** "## 3.4.1 The Loss", on one line, whatever form the author used. */
function heading(node: Heading, scribe: Scribe): string {
  const id = node.data?.id ?? "";
  const target = scribe.own.targets.get(id);
  const words = inside(node, scribe)
    .replace(/\s*\n\s*/g, " ")
    .trim();
  const number = target?.number ? `${target.number} ` : "";
  const place = placeOf(id, scribe);
  return `${place && `${place}\n`}${"#".repeat(node.depth)} ${number}${words}`;
}

/** The caption above the rows. */
function table(node: Table, scribe: Scribe): string {
  const { id, caption = [] } = node.data ?? {};
  const rows = ofAll(node.children, scribe);
  if (id === undefined) return rows;
  const words = [numberOf(id, scribe), ofAll(caption as PhrasingContent[], scribe).trim()].filter(Boolean).join(" ");
  return `${placeOf(id, scribe)}${words}\n\n${rows}`;
}

/** The page's children, as deep as the author says. */
function toc({ index }: TocNode, scribe: Scribe): string {
  const facts = scribe.page.facts.tocs[index];
  if (!facts) return "";
  const list = (entries: readonly Entry[], depth: number, indent: string): string[] =>
    entries.flatMap(({ page, children }) => {
      const target = scribe.book.pages.get(page);
      const words = [target?.number, titleToMarkdown(target?.title ?? [], scribe.book)].filter(Boolean).join(" ");
      const below = depth > 1 ? list(children, depth - 1, `${indent}  `) : [];
      return [`${indent}- [${words}](${scribe.addressOfPage(page)})`, ...below];
    });
  return list(childrenInContents(facts, scribe.book), facts.maxDepth ?? 1, "").join("\n");
}

/** A tab block inside of a list or a quote: its lines stay where they are, or go. */
function tabBlock(node: TabBlock, scribe: Scribe): string {
  return node.tabs.includes(scribe.tab) ? inside(node, scribe) : "";
}

/** A cell in a quote, which cannot be cut out of it: a listing. */
function quotedCell(node: CellNode, scribe: Scribe): string {
  const cell = scribe.page.cells[node.index];
  const code =
    cell && (scribe.page.tabs.length === 0 || cell.tabs.includes(scribe.tab))
      ? shownCode(cell, scribe.tab, scribe.config.tabs)
      : undefined;
  if (!code) return "";
  const { start } = stretchOf(node);
  const prefix = scribe.source.slice(scribe.source.lastIndexOf("\n", start - 1) + 1, start);
  const lines = referencesInCode(fenced(code.text, code.language), scribe).split("\n");
  return lines.join(`\n${prefix.replace(/[^>\s]/g, " ")}`);
}

/** Code between marks, more of them than it holds. */
export function fenced(code: string, language: string): string {
  const longest = Math.max(2, ...Array.from(code.matchAll(/^[ \t]*(`{3,})/gm), ([, run = ""]) => run.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}${language}\n${code}\n${marks}`;
}

/** The list of all works that the book cites, where the author puts it. */
export function bibliographyToMarkdown(scribe: Scribe): string {
  scribe.hasBibliography = true;
  return worksToMarkdown([...scribe.book.citations.values()]);
}
