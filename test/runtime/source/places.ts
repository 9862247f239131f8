// What holds of every page: each node's place is its own text in the source, and nothing of the source is lost.

import type { Node, Parent, Table } from "mdast";
import { expect } from "vitest";
import type { Page } from "../../../src/runtime/source/index.ts";

/** How the text of each kind of node starts and ends. */
const forms: Readonly<Record<string, RegExp>> = {
  anchor: /^:(?:eq)?label:`.+`$/s,
  bibliography: /^:bibliography:`.+`$/s,
  blockquote: /^>/,
  break: /^(?: {2,}|\\)(?:\r\n?|\n)[ \t>]*$/,
  cell: /^(`{3,}|~{3,})[^\r\n]*\.input/i,
  citation: /^:cite[tp]?:`.+`$/s,
  code: /^(?:`{3,}|~{3,}|[ \t])/,
  definition: /^\[.+\]:/s,
  delete: /^~.+~$/s,
  displayMath: /^\$\$.+\$\$$/s,
  emphasis: /^([*_]).+\1$/s,
  figure: /^!\[.*[)\]]$/s,
  heading: /^#{1,6}(?:\s|$)|(?:=+|-+)[ \t]*$/,
  image: /^!\[.*\)$/s,
  imageReference: /^!\[.*\]$/s,
  inlineCode: /^(`+).+\1$/s,
  inlineMath: /^\$.+\$$/s,
  link: /^(?:\[.*\)|<.*>|(?:https?:|www\.|\S+@).+)$/is,
  linkReference: /^\[.*\]$/s,
  list: /^(?:[*+-]|\d+[.)])/,
  listItem: /^(?:[*+-]|\d+[.)])/,
  paragraph: /^[^ \t\r\n](?:.*[^\r\n])?$/s,
  raw: /^\S/,
  reference: /^:(?:num|eq)?ref:`.+`$/s,
  slideMark: /^[[(](\*\*|~~).+\1[\])]$/s,
  strong: /^(\*\*|__).+\1$/s,
  tabBlock: /^:begin_tab:[ \t]*`/,
  table: /^[^\r\n]*\|.*-/s,
  thematicBreak: /^(?:[-*_][ \t]*){3,}$/,
  toc: /^(?:`{3,}|~{3,})toc/,
};

/** What stands between the marks of nodes that hold a value. */
const marks: Readonly<Record<string, RegExp>> = {
  displayMath: /^\$\$|\$\$$/g,
  html: /(?!)/,
  inlineCode: /^`+|`+$/g,
  inlineMath: /^\$|\$$/g,
  text: /(?!)/,
};

/** A table's caption stands beside its rows. */
function captionOf(node: Node): readonly Node[] {
  return node.type === "table" ? ((node as Table).data?.caption ?? []) : [];
}

function childrenOf(node: Node): readonly Node[] {
  return (node as Parent).children ?? [];
}

/** Without what containers, escapes and line ends add: "> a\_b" and "a_b" are the same. */
function bare(text: string): string {
  return text.replace(/[\s>\\]+/g, "");
}

/** Checks every node of `page`, whose source (without a byte-order mark) is `text`. */
export function checkPlaces(page: Page, text: string): void {
  const slice = (node: Node) => text.slice(node.position?.start.offset, node.position?.end.offset);
  expect(slice(page.tree)).toBe(text);
  check(page.tree);
  for (const cell of page.cells) {
    expect(text.slice(cell.place.start.offset, cell.place.end.offset)).toMatch(forms.cell as RegExp);
    for (const [index, line] of cell.text.split("\n").entries()) {
      const { offset, line: row, column } = cell.lines[index] ?? { offset: -1, line: 0, column: 0 };
      // A fence that is indented takes a part of a tabulator.
      if (text.split(/\r\n?|\n/)[row - 1]?.includes("\t")) continue;
      expect(text.slice(offset, offset + line.length)).toBe(line);
      expect(text.split(/\r\n?|\n/)[row - 1]?.slice(column - 1)).toBe(line);
    }
  }
  for (const { kind, label, place } of page.facts.references) {
    const written = text.slice(place.start.offset, place.end.offset);
    expect(written.startsWith(`:${kind}:\``), written).toBe(true);
    expect(bare(written)).toContain(bare(label));
  }

  function check(node: Node): void {
    const written = slice(node);
    const form = forms[node.type];
    if (form !== undefined) expect(written, node.type).toMatch(form);
    const mark = marks[node.type];
    // A character reference stands for another character.
    if (mark !== undefined && !written.includes("&")) {
      expect(bare(written.replace(mark, "")), node.type).toBe(bare(String((node as Node & { value: string }).value)));
    }
    let at = node.position?.start.offset ?? 0;
    for (const child of childrenOf(node)) {
      expect(child.position?.start.offset, `${child.type} in ${node.type}`).toBeGreaterThanOrEqual(at);
      at = child.position?.end.offset ?? at;
      check(child);
    }
    expect(at, node.type).toBeLessThanOrEqual(node.position?.end.offset ?? 0);
    for (const child of captionOf(node)) check(child);
  }
}

/** Where words stand without blanks between them, each letter is one. */
const words = /\p{sc=Han}|(?!\p{sc=Han})\p{L}(?:(?!\p{sc=Han})[\p{L}\p{N}])*/gu;

/** The words of all that the tree holds, in the order of the file. */
export function wordsOfTree(page: Page): string[] {
  const leaves: [number, string][] = [];
  visit(page.tree);
  return leaves.sort(([a], [b]) => a - b).flatMap(([, text]) => wordsIn(text));

  function visit(node: Node): void {
    const value = textOf(node);
    if (value !== undefined) leaves.push([node.position?.start.offset ?? 0, value]);
    for (const child of [...captionOf(node), ...childrenOf(node)]) visit(child);
  }

  function textOf(node: Node): string | undefined {
    const one = node as Node & { value?: string; label?: string; keys?: string[]; alt?: string; index?: number };
    switch (one.type) {
      case "raw":
      case "definition":
        return undefined;
      case "reference":
        return one.label;
      case "citation":
        return one.keys?.join(" ");
      case "image":
      case "imageReference":
        return one.alt;
      case "cell":
        return page.cells[one.index ?? -1]?.text;
      default:
        return one.value;
    }
  }
}

const ownMarks = [
  // Front matter is the page's, not its prose.
  /^---\r?\n(?![ \t]*\r?\n).*?\n---[ \t]*(?=\r?\n)/s,
  // Roles that say something of the block before, and the lines of tab blocks.
  /:(?:eq)?label:(`+)[^`]+\1|:(?:width|height|bibliography):(`+)[^`]+\2/g,
  /^[ \t>]*:begin_tab:[ \t]*(`+)[^`]*\1[ \t]*$|^[ \t>]*:end_tab:[ \t]*$/gm,
  // Where links lead.
  /(?<=\])\([^()\s]*(?:\s+"[^"]*")?\)|(?<=\])\[[^\]]*\]|^\[[^\]]+\]: .*$/gm,
];

/** Words that are marks in some places and text in others. */
const ownWords = new Set(["numref", "ref", "eqref", "cite", "citet", "citep", "Table"]);

function wordsIn(text: string): string[] {
  return (text.match(words) ?? []).filter((word) => !ownWords.has(word));
}

/** The words of a chapter file, read line by line without knowing any of its structure but fences. */
export function wordsOfText(text: string): string[] {
  let prose = "";
  const found: string[] = [];
  let fence = "";
  let indent = 0;
  let isRst = false;
  let body: string[] | undefined;
  const source = text.replace(ownMarks[0] as RegExp, "").split(/\r\n?|\n/);
  for (const line of source) {
    const [, ticks = "", info = ""] = /^[ \t>]*(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    // A list takes its fence with it.
    if (fence !== "" && line.trim() !== "" && line.search(/\S/) < indent) endFence();
    const isEnd = line.includes(":end_tab:") && fence.length === 3 && !body?.some((one) => one.includes(":begin_tab:"));
    if (fence === "" && ticks !== "" && !info.includes("`")) {
      fence = ticks;
      indent = line.search(/\S/);
      body = /^toc\s*$/.test(info) ? undefined : [];
      isRst = /^eval_rst\s*$/.test(info);
      endProse();
    } else if (fence !== "" && ((ticks.startsWith(fence) && info.trim() === "") || isEnd)) endFence();
    else if (fence === "") prose += `${line}\n`;
    else body?.push(line);
  }
  endFence();
  endProse();
  return found;

  function endFence(): void {
    const code = (isRst ? proseOfRst(body ?? []) : body)?.join("\n") ?? "";
    if (!/^%load_ext d2lbook|tab\.interact(?:_s|S)elect/m.test(code)) found.push(...wordsIn(code));
    [fence, isRst, body] = ["", false, undefined];
  }

  function endProse(): void {
    // What stands in a code span is no mark: roles, which have ticks of their own, are passed over.
    const spelled = prose.replace(
      /(:[a-z_]+:[ \t]*`[^`\n]*`)|(?<![\\`])(`+)(?!`)([^\n]*?[^`\n])\2(?!`)/g,
      (_, role: string | undefined, _ticks, code: string) => role ?? ` ${wordsIn(code).join(" ")} `,
    );
    const kept = ownMarks.slice(1).reduce((rest, mark) => rest.replace(mark, " "), spelled);
    found.push(...wordsIn(kept));
    prose = "";
  }
}

/** What reStructuredText says but for directives and what stands in them; what is only for HTML is said. */
function proseOfRst(lines: readonly string[]): readonly string[] {
  let below = Number.POSITIVE_INFINITY;
  return lines.filter((line) => {
    const indent = line.search(/\S/);
    if (indent === -1 || indent > below) return false;
    const directive = /^\s*\.\. (?!only:: html)/.test(line);
    below = directive ? indent : Number.POSITIVE_INFINITY;
    return !/^\s*\.\. /.test(line);
  });
}
