// The library's names in Python, by Lezer's grammar: `d2l.reshape(x, (2, -1))`, also inside f-strings' fields.

import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import { lastOf } from "../../last.ts";
import { type Argument, type Call, library, type Stretch, type Use, type Uses } from "./uses.ts";

/** Expressions that `.name` may follow. A number may not, nor may strings side by side. */
const primary = new Set([
  "VariableName",
  "MemberExpression",
  "CallExpression",
  "ParenthesizedExpression",
  "TupleExpression",
  "ComprehensionExpression",
  "ArrayExpression",
  "ArrayComprehensionExpression",
  "DictionaryExpression",
  "DictionaryComprehensionExpression",
  "SetExpression",
  "SetComprehensionExpression",
  "String",
  "FormatString",
]);

/** Parents in which any expression may stand. */
const loose = new Set([
  "ArgList",
  "ExpressionStatement",
  "AssignStatement",
  "UpdateStatement",
  "ReturnStatement",
  "ParenthesizedExpression",
  "TupleExpression",
  "ArrayExpression",
  "FormatReplacement",
  "Body",
]);

const maxDepth = 1000;

/**
 * The tree of a cell. Lines for the shell (`!pip install …`) and magics (`%matplotlib inline`) are blanks to it, and
 * `2.` is a number, which Lezer's grammar does not know.
 */
export const parsePython = lastOf((text: string): Tree => {
  const readable = text
    .replace(/^(?:[^\S\n]*!(?!=)|%[%a-z]).*$/gm, (line) => " ".repeat(line.length))
    .replace(/(?<![\w.])(\d+)\.(?!\d|[a-df-ik-z_A-DF-IK-Z])/g, (_, digits: string) => `${digits}0`);
  return parser.parse(readable);
});

/** Finds them. */
export function usesInPython(text: string): Uses {
  const uses: Use[] = [];
  const literals: Stretch[] = [];
  let depth = 0;
  let deepest = 0;
  parsePython(text).iterate({
    leave: () => void depth--,
    enter({ name, node }) {
      deepest = Math.max(deepest, depth++);
      if (name === "Comment" || name === "String") literals.push({ start: node.from, end: node.to });
      if (name === "FormatString") literals.push(...plainParts(node));
      if (name === "MemberExpression") {
        const use = useOf(node, text);
        if (use) uses.push(use);
      }
    },
  });
  literals.sort((a, b) => a.start - b.start);
  // What nests deeper than anyone writes is shown as it is: calls in calls recurse.
  return { uses: deepest > maxDepth ? [] : uses.sort((a, b) => a.start - b.start), literals };
}

/** The names in an expression, and whether `.name` may follow it: for the right side of an alias of arguments. */
export function namesInPython(text: string): { readonly names: readonly Stretch[]; readonly isPrimary: boolean } {
  const names: Stretch[] = [];
  const tree = parser.parse(text);
  tree.iterate({
    enter({ name, node }) {
      const isKeyword = node.parent?.name === "ArgList" && node.nextSibling?.name === "AssignOp";
      if (name === "VariableName" && !isKeyword) names.push({ start: node.from, end: node.to });
    },
  });
  return { names, isPrimary: primary.has(tree.topNode.firstChild?.firstChild?.name ?? "") };
}

/** `d2l.name`, and nothing deeper: of `d2l.plt.plot` only `d2l.plt`. */
function useOf(node: SyntaxNode, text: string): Use | undefined {
  const [object, dot, name] = [node.firstChild, node.firstChild?.nextSibling, node.lastChild];
  if (object?.name !== "VariableName" || dot?.name !== "." || name?.name !== "PropertyName") return undefined;
  if (text.slice(object.from, object.to) !== library) return undefined;
  const call = node.parent?.name === "CallExpression" && node.parent.firstChild?.from === node.from && node.parent;
  const read = call ? callOf(call, text) : undefined;
  return { start: node.from, end: node.to, name: text.slice(name.from, name.to), ...(read && { call: read }) };
}

/** A call, unless the parser has lost its way in it. */
function callOf(node: SyntaxNode, text: string): Call | undefined {
  const list = node.getChild("ArgList");
  const [open, close] = [list?.firstChild, list?.lastChild];
  if (!list || open?.name !== "(" || close?.name !== ")" || list.getChild("⚠")) return undefined;
  const args: Argument[] = [];
  let parts: SyntaxNode[] = [];
  const end = (): void => {
    if (parts.length > 0) args.push(argumentOf(parts, text));
    parts = [];
  };
  for (let child = open.nextSibling; child && child.from < close.from; child = child.nextSibling) {
    if (child.name === ",") end();
    else if (child.name !== "Comment") parts.push(child);
  }
  end();
  const { parent } = node;
  const isIndex = parent?.name === "MemberExpression" && parent.firstChild?.from !== node.from;
  return {
    open: open.to,
    close: close.from,
    args,
    isLoose: isIndex || loose.has(parent?.name ?? ""),
    needsSemicolon: false,
  };
}

function argumentOf(parts: readonly SyntaxNode[], text: string): Argument {
  const [first, second] = parts;
  const last = parts.at(-1);
  const isKeyword = second?.name === "AssignOp" && first !== undefined;
  const value = isKeyword ? parts[2] : first;
  const isAlone = value !== undefined && value === last;
  return {
    start: first?.from ?? 0,
    end: last?.to ?? 0,
    value: value?.from ?? 0,
    ...(isKeyword && { keyword: text.slice(first.from, first.to) }),
    isSpread: !isAlone,
    isPrimary: isAlone && primary.has(value.name) && !breaksLine(value, text),
  };
}

/** True of `x\n.sum()`: what goes over a line outside of its own brackets needs others around it. */
function breaksLine(value: SyntaxNode, text: string): boolean {
  for (let node: SyntaxNode | null = value; node; node = node.firstChild) {
    if (node.name !== "MemberExpression" && node.name !== "CallExpression") return false;
    let depth = 0;
    let at = node.from;
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (depth === 0 && text.slice(at, child.from).includes("\n")) return true;
      if (child.name === "[") depth += 1;
      if (child.name === "]") depth -= 1;
      at = child.to;
    }
  }
  return false;
}

/** An f-string without its replacement fields. */
function plainParts(node: SyntaxNode): readonly Stretch[] {
  const parts: Stretch[] = [];
  let at = node.from;
  for (const field of node.getChildren("FormatReplacement")) {
    parts.push({ start: at, end: field.from });
    at = field.to;
  }
  return [...parts, { start: at, end: node.to }];
}
