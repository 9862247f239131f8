// A chapter read line by line, without our parser: what each tab's readers must find on its page, in order.
//
// It knows just enough of the format to say which words, formulas, references and lines of code the author wrote: so it
// may be wrong where the parser is right, but not in the same way.

import { codeOf } from "./code.ts";
import { type Item, proseItems } from "./prose.ts";

/** What the author wrote, for one tab's readers. */
export type Piece =
  | { readonly type: "prose"; readonly items: readonly Item[]; readonly line: number }
  | { readonly type: "code"; readonly lines: readonly string[]; readonly isCell: boolean; readonly line: number };

export interface Counts {
  readonly cells: number;
  readonly formulas: number;
  readonly labels: number;
  readonly equationLabels: number;
  readonly references: number;
  readonly citations: number;
  readonly keys: number;
}

/** A chapter by lines. */
export interface Written {
  /** The tabs that the page names itself, or those of its marks. */
  readonly tabs: readonly string[];
  /** The pieces that the readers of a tab see; of "" on a page without tabs. */
  readonly piecesOf: (tab: string) => readonly Piece[];
  readonly counts: Counts;
}

/** Lines that belong together, with the tabs that they are for; none: all. */
interface Run {
  readonly kind: "prose" | "cell" | "listing" | "raw";
  readonly lines: readonly string[];
  readonly line: number;
  readonly tabs: readonly string[] | undefined;
  readonly language: string;
}

const tabHead = /^\s*(?:(?:(?:#|\/\/)\s*)?%%tab|(?:#|\/\/)\s*@tab)\s+(.*?)\s*$/;

/** Reads a chapter of a book that has these tabs; a cell without a mark is for `usual`. */
export function readChapter(text: string, bookTabs: readonly string[], usual = bookTabs[0]): Written {
  const runs = cut(text.replace(/^\uFEFF/, "").split(/\r\n?|\n/));
  const naming = runs.filter((run) => run.kind === "cell" && run.lines.some((line) => /interact_?select/i.test(line)));
  const named = naming.flatMap(({ lines }) => namesIn(lines.join("\n").replace(/[\s\S]*interact_?select/i, "")));
  const inFront = /^---\n[\s\S]*?^tabs:\s*\[(.*)\]\s*$[\s\S]*?^---$/m.exec(text)?.[1];
  const own = inFront === undefined ? named : split(inFront);
  const shown = runs.filter((run) => !naming.includes(run)).map((run) => withTabs(run, usual));
  const used = new Set(shown.flatMap(({ tabs }) => tabs ?? []));
  const tabs = own.length > 0 ? own : tabsUsed(used, bookTabs, usual);
  return {
    tabs,
    piecesOf: (tab) =>
      [...shown.filter((run) => isFor(run, tab)), ...notesIn(shown)].flatMap((run) => pieceOf(run, tab)),
    counts: countsOf(runs),
  };
}

/** The tabs that are named; `all` names the usual one, and by itself all. */
function tabsUsed(used: ReadonlySet<string>, bookTabs: readonly string[], usual = "all"): readonly string[] {
  const named = bookTabs.filter((tab) => used.has(tab));
  if (!used.has("all")) return named;
  return named.length === 0 || usual === "all" ? bookTabs : bookTabs.filter((tab) => used.has(tab) || tab === usual);
}

/** Footnotes of one line each, which stand at a page's end. */
function notesIn(runs: readonly Run[]): readonly Run[] {
  const lines = runs.filter(({ kind }) => kind === "prose").flatMap((run) => run.lines);
  const notes = lines.flatMap((line) => /^\[\^[^\]\s]+\]:\s*(.*)$/.exec(line)?.[1] ?? []);
  return notes.map((note) => ({ kind: "prose", lines: [note], line: 0, tabs: undefined, language: "" }));
}

function isFor({ kind, tabs }: Run, tab: string): boolean {
  if (tabs === undefined) return kind !== "cell" || tab === "";
  return tabs.includes("all") || tabs.includes(tab);
}

/** A cell's own tabs: those of its head, else of the block around it, else the usual one. */
function withTabs(run: Run, usual: string | undefined): Run {
  if (run.kind !== "cell") return run;
  const head = run.lines.find((line) => line.trim() !== "") ?? "";
  const names = tabHead.exec(head)?.[1];
  const own = names === undefined ? undefined : split(names);
  if (run.tabs === undefined) return { ...run, tabs: own ?? (usual === undefined ? undefined : [usual]) };
  if (own === undefined || own.includes("all")) return run;
  return { ...run, tabs: run.tabs.includes("all") ? own : own.filter((tab) => run.tabs?.includes(tab)) };
}

function pieceOf({ kind, lines, line, language }: Run, tab: string): readonly Piece[] {
  if (kind === "prose") {
    const items = proseItems(lines);
    return items.length > 0 ? [{ type: "prose", items, line }] : [];
  }
  if (kind === "raw") {
    const items = proseItems(htmlOfRaw(lines));
    return items.length > 0 ? [{ type: "prose", items, line }] : [];
  }
  const code = kind === "cell" ? codeOf(lines, tab, language) : lines;
  const full = code.map((one) => one.trimEnd());
  while (full[0] === "" && kind === "cell") full.shift();
  while (full.at(-1) === "") full.pop();
  return full.length > 0 || kind === "listing" ? [{ type: "code", lines: full, isCell: kind === "cell", line }] : [];
}

/** Titles, and the lines below `.. raw:: html`, at its indent. */
function htmlOfRaw(lines: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let inHtml = false;
  for (const [at, line] of lines.entries()) {
    if (/^\.\. raw:: html/.test(line)) inHtml = true;
    else if (/^\s*[\p{L}\p{N}]/u.test(line) && /^\s*[-=~*]{3,}\s*$/.test(lines[at + 1] ?? "")) kept.push(line);
    else if (/^\S/.test(line)) inHtml = false;
    else if (inHtml && !/^\s+:\w+:/.test(line)) kept.push(line.trim());
  }
  return kept;
}

/** Cuts a chapter at its fences and at the lines that begin and end tab blocks. */
function cut(all: readonly string[]): readonly Run[] {
  const runs: Run[] = [];
  let prose: string[] = [];
  let from = 0;
  let tabs: readonly string[] | undefined;
  const close = (next: number) => {
    if (prose.length > 0) runs.push({ kind: "prose", lines: prose, line: from + 1, tabs, language: "" });
    prose = [];
    from = next;
  };
  let at = all[0] === "---" && all.indexOf("---", 1) > 0 ? all.indexOf("---", 1) + 1 : 0;
  from = at;
  for (; at < all.length; at++) {
    const line = all[at] ?? "";
    const begin = /^ {0,3}:begin_tab:\s*(`+)(.*?)\1/.exec(line);
    const fence = /^((?:[\s>]|[-*+]\s|\d{1,9}[.)]\s)*)(`{3,}(?!.*`)|~{3,})(.*)$/.exec(line);
    if (begin !== null || /^ {0,3}:end_tab:/.test(line)) {
      close(at + 1);
      tabs = begin === null ? undefined : split(begin[2] ?? "");
    } else if (fence !== null) {
      const [, before = "", marks = "", info = ""] = fence;
      if (/[-*+\d]/.test(before)) prose.push(before);
      close(at + 1);
      const body: string[] = [];
      const end = new RegExp(`^[\\s>]*${marks[0]}{${marks.length},}\\s*$`);
      const begun = at + 1;
      for (at++; at < all.length && !end.test(all[at] ?? ""); at++) body.push(dedented(all[at] ?? "", before));
      runs.push({ kind: kindOf(info), lines: body, line: begun, tabs, language: languageOf(info) });
      if (/^\s*toc\b/.test(info)) runs.pop();
      from = at + 1;
    } else prose.push(line);
  }
  close(all.length);
  return runs;
}

function kindOf(info: string): Run["kind"] {
  if (/\{[^}]*\.input/.test(info)) return "cell";
  return /^\s*eval_rst\b/.test(info) ? "raw" : "listing";
}

function languageOf(info: string): string {
  return /ts|typescript/.test(info) ? "typescript" : "python";
}

/** A line without the indent, the quote marks or the list mark of its fence. */
function dedented(line: string, before: string): string {
  let at = 0;
  for (const char of before) {
    if (char === ">" ? line[at] !== ">" : !/\s/.test(line[at] ?? "")) break;
    at += 1;
  }
  return line.slice(at);
}

function split(names: string): string[] {
  return names
    .split(",")
    .map((name) => name.replace(/["'`\s]/g, "").toLowerCase())
    .filter((name) => name !== "");
}

function namesIn(text: string): string[] {
  return [...(/\(([\s\S]*?)\)/.exec(text)?.[1] ?? "").matchAll(/["'`]([^"'`]*)["'`]/g)].flatMap(({ 1: name = "" }) =>
    split(name),
  );
}

/** What a chapter holds, whoever may see it. */
function countsOf(runs: readonly Run[]): Counts {
  const prose = runs.filter(({ kind }) => kind === "prose").flatMap(({ lines }) => proseItems(lines));
  const inCode = runs
    .filter(({ kind }) => kind === "cell")
    .flatMap(({ lines }) => lines)
    .join("\n");
  const roles = (pattern: RegExp) => prose.filter(({ role }) => role !== undefined && pattern.test(role));
  const cites = roles(/^cite/);
  return {
    cells: runs.filter(({ kind }) => kind === "cell").length,
    formulas: prose.filter(({ formula }) => formula).length,
    labels: roles(/^label$/).length,
    equationLabels: roles(/^eqlabel$/).length,
    references: roles(/^(num|eq)?ref$/).length + [...inCode.matchAll(/:(?:num|eq)?ref:`+[^`]/g)].length,
    citations: cites.length,
    keys: cites.reduce((sum, { text }) => sum + text.split(",").length, 0),
  };
}
