// Raw blocks: of an ```eval_rst listing, `.. raw:: html` is passed on, titles and plain text are kept, the rest is left out, and said so.

import type { Code, Node, Root } from "mdast";
import type { Position } from "unist";
import type { RawNode } from "../nodes.ts";
import type { Notes } from "./notes.ts";
import { pathFrom } from "./paths.ts";
import { rewrite } from "./walk.ts";

/** In place: `eval_rst` listings become what they say: `raw` nodes, headings, paragraphs. */
export function takeRaws(tree: Root, notes: Notes): void {
  const documented: Documented[] = [];
  rewrite(tree, (children) => children.flatMap((node) => (isRst(node) ? nodesOf(node, documented, notes) : [node])));
  const [first] = documented;
  if (first === undefined) return;
  const message = `${listed([...new Set(documented.map(({ name }) => name))])} ${documented.length > 1 ? "are" : "is"} left out: a module's documentation is not read here`;
  notes.report("warning", "raw-is-html", notes.place(first.node), message, "only `.. raw:: html` is passed on");
}

function isRst(node: Node): node is Code {
  return node.type === "code" && "lang" in node && node.lang === "eval_rst";
}

/** What Sphinx would have put there from a Python module. One warning a page says so. */
interface Documented {
  readonly name: string;
  readonly node: Code;
}

function nodesOf(node: Code, documented: Documented[], notes: Notes): Node[] {
  const { parts, others: all } = readRst(node.value);
  const others = all.filter((name) => !/^(?:auto\w+|currentmodule)::/.test(name));
  documented.push(...all.filter((name) => name.startsWith("auto")).map((name) => ({ name, node })));
  if (others.length > 0) {
    const message = `${listed([...new Set(others)])} in this raw block is left out`;
    notes.report("warning", "raw-is-html", notes.place(node), message, "only `.. raw:: html` is passed on");
  }
  return parts.flatMap((part): Node[] => {
    const position = positionOf(part, node, notes);
    if ("html" in part) return [raw({ value: part.html }, position)];
    if ("file" in part) {
      const path = pathFrom(notes.path, part.file);
      return path === undefined ? [] : [raw({ value: "", path, written: part.file }, position)];
    }
    const { depth, text, first } = part;
    // A title stands in one line, above its rule.
    const own = depth === 0 ? position : positionOf({ first, last: first }, node, notes);
    const children = [{ type: "text", value: text, position: own }];
    const block = depth === 0 ? { type: "paragraph", children } : { type: "heading", depth, children };
    return [{ ...block, position } as Node];
  });
}

function raw(own: Pick<RawNode, "value" | "path" | "written">, position: Position): RawNode {
  return { type: "raw", ...own, position };
}

/** The place of some of a listing's lines. */
function positionOf({ first, last }: Lines, { position }: Code, notes: Notes): Position {
  const top = (position?.start.line ?? 0) + 1;
  const textOf = (line: number) => notes.lines[line - 1] ?? "";
  return {
    start: notes.point(notes.lineStart(top + first) + textOf(top + first).search(/\S|$/)),
    end: notes.point(notes.lineStart(top + last) + textOf(top + last).trimEnd().length),
  };
}

/** "`a`, `b`, `c` and 4 more" */
function listed(names: readonly string[]): string {
  const first = names.slice(0, 3).map((name) => `\`${name}\``);
  return first.join(", ") + (names.length > 3 ? ` and ${names.length - 3} more` : "");
}

/** Some lines of a listing, from 0, both included. */
interface Lines {
  readonly first: number;
  readonly last: number;
}

/** What of reStructuredText is kept: HTML, a file of HTML, a title (depth 1 to 3), a paragraph (depth 0). */
type Part = Lines & (Html | Text);
type Html = { readonly html: string } | { readonly file: string };
type Text = { readonly depth: 0 | 1 | 2 | 3; readonly text: string };

/** Its parts, and what else it says, by directive. Directives may stand in `only:: html`. */
function readRst(text: string): { readonly parts: readonly Part[]; readonly others: readonly string[] } {
  const parts: Part[] = [];
  const others: string[] = [];
  /** Indentation of the directive that we are in, and whether it is HTML. */
  let inside: { indent: number; isHtml: boolean } | undefined;
  let block: string[] = [];
  let paragraph: string[] = [];
  const endBlock = (last: number) => {
    const html = htmlOf(block);
    const first = last + 1 - block.length + block.findIndex((line) => line.trim() !== "");
    const blanks = [...block].reverse().findIndex((line) => line.trim() !== "");
    if (html !== undefined) parts.push({ ...html, first, last: last - blanks });
    block = [];
  };
  const endParagraph = (last: number) => {
    const title = titleOf(paragraph);
    if (title !== undefined) parts.push({ ...title, first: last - 1, last });
    else if (paragraph.length > 0)
      parts.push({ depth: 0, text: paragraph.join("\n"), first: last + 1 - paragraph.length, last });
    paragraph = [];
  };
  for (const [index, line] of [...text.split(/\r\n?|\n/), ".."].entries()) {
    const indent = line.length - line.trimStart().length;
    const isBlank = line.trim() === "";
    if (inside !== undefined && (isBlank || indent > inside.indent)) {
      if (inside.isHtml) block.push(line);
      continue;
    }
    endBlock(index - 1);
    inside = undefined;
    const directive = /^\s*\.\.[ \t]+([\w-]+)::[ \t]*(.*)$/.exec(line);
    if (isBlank || /^\s*\.\.(?:\s|$)/.test(line)) endParagraph(index - 1);
    else paragraph.push(line.trim());
    // A comment, a target, a substitution: with what is indented below it, it shows nothing.
    if (directive === null && /^\s*\.\.(?:\s|$)/.test(line)) inside = { indent, isHtml: false };
    if (directive === null) continue;
    const [, name = "", argument = ""] = directive;
    if (name === "only" && /\bhtml\b/.test(argument) && !/\bnot\s+html\b/.test(argument)) continue;
    const isHtml = name === "raw" && argument.trim() === "html";
    if (!isHtml) others.push(`${name}:: ${argument}`.trim());
    inside = { indent, isHtml };
  }
  return { parts, others };
}

/** A line with a rule of one sign below it, and above it too or not. */
function titleOf(lines: readonly string[]): Text | undefined {
  const [text, rule = ""] = lines.slice(-2);
  const sign = /^([=\-~^"'*+#])\1+$/.exec(rule)?.[1];
  const isTitle = lines.length === 2 || (lines.length === 3 && lines[0] === rule);
  if (text === undefined || sign === undefined || !isTitle) return undefined;
  return { depth: "=#*".includes(sign) ? 1 : sign === "-" ? 2 : 3, text };
}

/** The content of `.. raw:: html`: its own lines, or those of the file that `:file:` names. */
function htmlOf(lines: readonly string[]): Html | undefined {
  const file = lines
    .map((line) => /^\s*:file:[ \t]*(\S.*)$/.exec(line)?.[1]?.trim())
    .find((name) => name !== undefined);
  if (file !== undefined) return { file };
  const html = dedented(lines);
  return html === "" ? undefined : { html };
}

function dedented(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents);
  return lines
    .map((line) => line.slice(indent))
    .join("\n")
    .trim();
}
