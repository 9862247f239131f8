// A cell line by line: marks in comments (`//@save`), notebook magics (`%%tab`, `%matplotlib inline`), and the line
// form of tabs, where `//@tab mxnet` switches the lines that follow until the next `//@tab`.

import type { Cell } from "../source/model.ts";

/** A line of a cell's text, without its line end. */
export interface Line {
  readonly start: number;
  readonly end: number;
}

/** A tab that a cell names below its head, for diagnosis by who knows the page's tabs. */
export interface NamedTab {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Named by a `//@tab` line rather than by `tab.selected`. */
  readonly switchesLines: boolean;
}

/** What one tab takes of a cell's lines. */
export interface TabLines {
  /** Of the cell's length: left out lines are spaces, so that offsets stay. */
  readonly masked: string;
  /** By line: left out, line end and all. */
  readonly dropped: readonly boolean[];
  readonly named: readonly NamedTab[];
}

const slashComments = new Set([
  ..."typescript ts javascript js java c cpp c++ cuda go rust swift kotlin scala csharp".split(" "),
]);

/** A mark that Octavo knows, from its comment sign to the line's end. */
const marks = {
  slash: /\/\/@(?:tab|save|hide|hide_code|hide_outputs?|hide_all|raises|timeout|no_check|skip)(?![\w-]).*$/,
  hash: /#\s?@(?:tab|save|hide|hide_code|hide_outputs?|hide_all|raises|timeout|no_check|skip)(?![\w-]).*$|^\s*#\s*Hide (?:code|outputs?)\s*$/i,
} as const;

const tabLine = /^\s*(?:(?:\/\/|#\s?)@tab|(?:(?:\/\/|#)\s*)?%%tab)(?=\s|$)(.*)$/;
const magicLine = /^%%[A-Za-z]/;
/** Those that speak to the notebook's kernel, such as `%matplotlib inline`, are the reader's too. */
const pythonMagicLine = /^%%[A-Za-z]|^%load_ext\s+d2lbook\b/;

/** The cell's lines, in order. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    lines.push({ start, end: start + line.length });
    start += line.length + 1;
  }
  return lines;
}

/** Index of the line in which `offset` stands. */
export function lineAt(lines: readonly Line[], offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where the mark of a line begins, the blanks before it included. */
export function markOf(line: string, language: string): { readonly start: number; readonly sign: number } | undefined {
  const match = (slashComments.has(language) ? marks.slash : marks.hash).exec(line);
  if (!match) return undefined;
  const sign = match.index + (match[0].length - match[0].trimStart().length);
  return { start: line.slice(0, match.index).trimEnd().length, sign };
}

/** True of a line that speaks to d2lbook alone: `%%tab all`, and in Python `%load_ext d2lbook.tab`. */
export function isMagic(line: string, language: string): boolean {
  return (language === "python" ? pythonMagicLine : magicLine).test(line);
}

/**
 * Leaves out the lines of other tabs, the `//@tab` lines themselves and the magics. The `//@tab` lines of the cell's
 * head are not switches: they have said which tabs the cell belongs to.
 */
export function tabLines(cell: Cell, tab: string): TabLines {
  const dropped: boolean[] = [];
  const named: NamedTab[] = [];
  let masked = "";
  let inHead = true;
  let on = true;
  for (const { start, end } of linesOf(cell.text)) {
    const line = cell.text.slice(start, end);
    const names = tabLine.exec(line)?.[1];
    if (names !== undefined && !inHead) {
      const listed = namesIn(names, end - names.length);
      named.push(...listed);
      on = tab === "" || listed.length === 0 || listed.some(({ name }) => name === "all" || name === tab);
    }
    if (
      inHead &&
      line.trim() !== "" &&
      names === undefined &&
      !isMagic(line, cell.language) &&
      markOf(line, cell.language)?.start !== 0
    )
      inHead = false;
    const drop = names !== undefined || isMagic(line, cell.language) || !on;
    dropped.push(drop);
    masked += `${masked === "" && start === 0 ? "" : "\n"}${drop ? " ".repeat(line.length) : line}`;
  }
  return { masked, dropped, named: named.filter(({ name }) => name !== "all") };
}

/** "mxnet, PyTorch" -> the names in lower case, with their offsets. */
function namesIn(list: string, at: number): readonly NamedTab[] {
  return [...list.matchAll(/[^\s,]+/g)].map((match) => ({
    name: match[0].toLowerCase(),
    start: at + match.index,
    end: at + match.index + match[0].length,
    switchesLines: true,
  }));
}
