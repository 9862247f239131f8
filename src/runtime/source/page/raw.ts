// Raw blocks: the `.. raw:: html` part of an ```eval_rst listing is passed on, the rest is left out, and said so.

import type { Code, Node, Root } from "mdast";
import type { RawNode } from "../nodes.ts";
import type { Notes } from "./notes.ts";
import { rewrite } from "./walk.ts";

/** In place: `eval_rst` listings become `raw` nodes, one a listing, or nothing. */
export function takeRaws(tree: Root, notes: Notes): void {
  rewrite(tree, (children) => children.flatMap((node) => (isRst(node) ? rawOf(node, notes) : [node])));
}

function isRst(node: Node): node is Code {
  return node.type === "code" && "lang" in node && node.lang === "eval_rst";
}

function rawOf(node: Code, notes: Notes): Node[] {
  const { html, others } = readRst(node.value);
  if (others.length > 0) {
    const names = listed([...new Set(others)]);
    const message = `${names} in this raw block is left out`;
    notes.report("warning", "raw-is-html", notes.place(node), message, "only `.. raw:: html` is passed on");
  }
  if (html === "") return [];
  const raw: RawNode = { type: "raw", value: html, ...(node.position && { position: node.position }) };
  return [raw];
}

/** "`a`, `b`, `c` and 4 more" */
function listed(names: readonly string[]): string {
  const first = names.slice(0, 3).map((name) => `\`${name}\``);
  return first.join(", ") + (names.length > 3 ? ` and ${names.length - 3} more` : "");
}

/** The HTML of reStructuredText, and what else it says, by directive. Directives may stand in `only:: html`. */
function readRst(text: string): { html: string; others: readonly string[] } {
  const html: string[] = [];
  const others: string[] = [];
  /** Indentation of the directive that we are in, and whether it is HTML. */
  let inside: { indent: number; isHtml: boolean } | undefined;
  let block: string[] = [];
  for (const line of [...text.split(/\r\n?|\n/), ".."]) {
    const indent = line.length - line.trimStart().length;
    const isBlank = line.trim() === "";
    if (inside !== undefined && (isBlank || indent > inside.indent)) {
      if (inside.isHtml) block.push(line);
      continue;
    }
    if (block.some((one) => one.trim() !== "")) html.push(dedented(block));
    [inside, block] = [undefined, []];
    const directive = /^\s*\.\.[ \t]+([\w-]+)::[ \t]*(.*)$/.exec(line);
    if (directive === null) {
      if (!isBlank && line !== "..") others.push("text");
      continue;
    }
    const [, name = "", argument = ""] = directive;
    if (name === "only" && /\bhtml\b/.test(argument) && !/\bnot\s+html\b/.test(argument)) continue;
    const isHtml = name === "raw" && argument.trim() === "html";
    if (!isHtml) others.push(`${name}:: ${argument}`.trim());
    inside = { indent, isHtml };
  }
  return { html: html.join("\n"), others };
}

function dedented(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const indent = Math.min(...indents);
  return lines
    .map((line) => line.slice(indent))
    .join("\n")
    .trim();
}
