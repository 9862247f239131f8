// Python's statements by Lezer's grammar: where they begin and end, which of them define something.

import type { SyntaxNode, Tree } from "@lezer/common";
import { parsePython } from "../../cells/index.ts";

/** Each text is read for several purposes, in several tabs, and again after each edit elsewhere. */
const trees = new Map<string, Tree>();
const maxTrees = 10_000;

/** The tree of a text. */
export function treeOf(text: string): Tree {
  const known = trees.get(text);
  if (known) return known;
  if (trees.size >= maxTrees) trees.clear();
  const tree = parsePython(text);
  trees.set(text, tree);
  return tree;
}

/** A `def` or `class`. */
export interface Definition {
  readonly kind: "function" | "class";
  readonly name: string;
  /** From the colon on. */
  readonly body: SyntaxNode;
  readonly decorators: readonly SyntaxNode[];
}

/** The statements of a module's text. */
export function statementsOf(text: string): readonly SyntaxNode[] {
  return statementsIn(treeOf(text).topNode);
}

/** The statements of a module or a suite; tokens and comments are none. */
export function statementsIn(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (/^[A-Z]/.test(child.name) && child.name !== "Comment") found.push(child);
  return found;
}

/** What a statement defines, with its decorators; nothing for another statement. */
export function definitionOf(statement: SyntaxNode, text: string): Definition | undefined {
  if (statement.name === "DecoratedStatement") {
    const inner = statement.lastChild && definitionOf(statement.lastChild, text);
    return inner ? { ...inner, decorators: statement.getChildren("Decorator") } : undefined;
  }
  const isFunction = statement.name === "FunctionDefinition";
  if (!isFunction && statement.name !== "ClassDefinition") return undefined;
  const [name, body] = [statement.getChild("VariableName"), statement.getChild("Body")];
  if (!name || !body) return undefined;
  return { kind: isFunction ? "function" : "class", name: text.slice(name.from, name.to), body, decorators: [] };
}

/** Where a statement's line begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** The blanks before a statement on its line. */
export function indentOf(text: string, offset: number): string {
  return /^[^\S\n]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? "";
}

/** Where a statement ends: after a comment on its last line, and after those below that stand deeper than it does. */
export function endOf(statement: SyntaxNode, text: string): number {
  const last = text.slice(statement.from, statement.to).trimEnd().length + statement.from;
  const lineEnd = text.indexOf("\n", last);
  let end = lineEnd === -1 ? text.length : lineEnd;
  if (!text.slice(statement.from, end).includes("\n")) return trimmed(text, end);
  const depth = indentOf(text, statement.from).length;
  const comment = /(?:\n[^\S\n]*)*\n([^\S\n]*)#[^\n]*/y;
  for (;;) {
    comment.lastIndex = end;
    const found = comment.exec(text);
    if (!found || (found[1] ?? "").length <= depth) return trimmed(text, end);
    end += found[0].length;
  }
}

function trimmed(text: string, end: number): number {
  return text.slice(0, end).trimEnd().length;
}

/** True of text that is not Python, as far as the grammar goes. */
export function hasFault(text: string): boolean {
  let found = false;
  treeOf(text).iterate({
    enter: ({ type }) => {
      found ||= type.isError;
    },
  });
  return found;
}

/** Strings of several lines, docstrings or not: where lines begin and end that are no code. */
export function stringsIn(text: string): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  treeOf(text).iterate({
    enter: ({ name, node }) => void ((name === "String" || name === "FormatString") && found.push(node)),
  });
  return found;
}
