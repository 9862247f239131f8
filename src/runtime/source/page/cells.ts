// Fences to cells: ```{.python .input  n=6}, ```{.input .python}, ```{.ts .input}, ```typescript {.input}
// A fence without `.input` stays a listing. The cell that names the page's tabs is none, and is not shown.

import type { Code, Node, Root } from "mdast";
import type { Place, Point } from "../../diagnostic.ts";
import type { Marks } from "../model.ts";
import type { CellNode } from "../nodes.ts";
import type { WrittenTabBlock } from "../syntax/tab-block.ts";
import { readMarks } from "./marks.ts";
import type { Notes } from "./notes.ts";
import { type TabName, tabNames } from "./tab-names.ts";
import { isParent } from "./walk.ts";

/** A cell whose tabs are not resolved yet. */
export interface WrittenCell {
  readonly language: string;
  readonly text: string;
  readonly lines: readonly Point[];
  readonly place: Place;
  readonly marks: Marks;
  /** The tabs that its head names. */
  readonly names: readonly TabName[];
  /** The tab block that it stands in. */
  readonly block?: WrittenTabBlock;
}

export interface CutCells {
  readonly cells: readonly WrittenCell[];
  /** The page's tabs, when a cell names them. */
  readonly declared?: readonly TabName[];
  /** How many cells do. */
  readonly naming: number;
}

const languages: Readonly<Record<string, string>> = { ts: "typescript", py: "python", js: "javascript", "c++": "cpp" };

/** `saveMark` saves code as `@save` does. In place: cells become `cell` nodes, in the order of the file. */
export function cutCells(tree: Root, saveMark: string, notes: Notes): CutCells {
  const cells: WrittenCell[] = [];
  let declared: readonly TabName[] | undefined;
  let naming = 0;
  cut(tree, undefined);
  return { cells, naming, ...(declared !== undefined && { declared }) };

  function cut(parent: Node, block: WrittenTabBlock | undefined): void {
    if (!isParent(parent)) return;
    parent.children = parent.children.flatMap((node): (typeof parent.children)[number][] => {
      if (node.type !== "code") {
        cut(node, node.type === "tabBlock" ? (node as WrittenTabBlock) : block);
        return [node];
      }
      const language = languageOf(node);
      if (language === undefined) return [node];
      const { text, lines } = bodyOf(node, notes);
      const names = selectedTabs(text, lines, notes);
      if (names !== undefined) {
        declared ??= names;
        naming += 1;
        return [];
      }
      const read = readMarks(text.split("\n"), lines, language, saveMark, notes);
      const place = notes.place(node);
      cells.push({ language, text, lines, place, marks: read.marks, names: read.tabs, ...(block && { block }) });
      const cell: CellNode = {
        type: "cell",
        index: cells.length - 1,
        ...(node.position && { position: node.position }),
      };
      return [cell];
    });
  }
}

/** The language of a fence whose attributes hold `.input`. */
export function languageOf({ lang, meta }: Code): string | undefined {
  const info = `${lang ?? ""} ${meta ?? ""}`;
  const braces = /^\s*([^\s{]*)\s*\{([^}]*)\}?/.exec(info);
  if (braces === null) return undefined;
  const classes = [...(braces[2] ?? "").matchAll(/\.([^\s.}]+)/g)].map((found) => (found[1] ?? "").toLowerCase());
  if (!classes.includes("input")) return undefined;
  const name = (braces[1] || classes.find((one) => one !== "input") || "python").toLowerCase();
  return languages[name] ?? name;
}

/** A fence's lines, and where each stands: a line of its text is the end of a line of the file. */
export function bodyOf(node: Code, notes: Notes): { text: string; lines: readonly Point[] } {
  const written = node.value.split(/\r\n?|\n/);
  const first = (node.position?.start.line ?? 1) + 1;
  const lines = written.map((line, index) => {
    const source = notes.lines[first + index - 1] ?? "";
    return notes.point(notes.lineStart(first + index) + Math.max(0, source.length - line.length));
  });
  return { text: written.join("\n"), lines };
}

/** The tabs of `tab.interact_select(['a', 'b'])`, also `interact_select('a', 'b')` and `interactSelect`. */
function selectedTabs(text: string, lines: readonly Point[], notes: Notes): TabName[] | undefined {
  const call = /^[ \t]*tab\.interact(?:_s|S)elect[ \t]*\(([^)]*)\)?/m.exec(text);
  if (call === null) return /^\s*%load_ext[ \t]+d2lbook\.tab\s*$/.test(text) ? [] : undefined;
  const start = call.index + call[0].indexOf("(") + 1;
  return [...(call[1] ?? "").matchAll(/(["'`])([^"'`\r\n]*)\1/g)].flatMap(({ 2: names = "", index }) =>
    tabNames(names, offsetOf(start + index + 1, text, lines), notes),
  );
}

/** Where an offset of a cell's text stands in the page. */
function offsetOf(at: number, text: string, lines: readonly Point[]): number {
  const before = text.slice(0, at).split("\n");
  return (lines[before.length - 1]?.offset ?? 0) + (before.at(-1)?.length ?? 0);
}
