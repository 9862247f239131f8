// `tab.selected(…)` decided for one tab in Python, for what readers see (it is never run):
// `if tab.selected('jax'):` … `elif` … `else:` at any depth, also in class bodies, and `a if tab.selected('jax') else b`.

import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import { lastOf } from "../last.ts";
import { type Branches, branchesOf } from "./branches.ts";
import type { Folding } from "./fold.ts";
import type { NamedTab } from "./lines.ts";

const maxDepth = 1000;

const treeOf = lastOf((text) => parser.parse(text));

/** Decides each condition of `text` for `tab`. */
export function foldPython(text: string, tab: string): Folding {
  if (!text.includes("selected")) return { edits: [], named: [], unreadable: [] };
  const branches = branchesOf(text);
  const named: NamedTab[] = [];
  const unreadable: { start: number; end: number }[] = [];
  const verdicts = new Map<number, boolean>();
  const tree = treeOf(text);
  let depth = 0;
  let deepest = 0;
  tree.iterate({
    leave: () => void depth--,
    enter({ node }) {
      deepest = Math.max(deepest, depth++);
      if (!isSelected(node, text)) return;
      const names = stringsIn(node, text);
      named.push(...names);
      if (names.length === 0) unreadable.push({ start: node.from, end: node.to });
      verdicts.set(
        node.from,
        names.some(({ name }) => name === tab || name === "all"),
      );
    },
  });
  // What nests deeper than anyone writes is shown as it is: the walk below recurses.
  if (deepest > maxDepth) return { edits: [], named, unreadable };
  fold(tree.topNode, { text, branches, verdict: (node) => verdictOf(node, text, verdicts) });
  return { edits: branches.edits([]), named, unreadable };
}

interface Context {
  readonly text: string;
  readonly branches: Branches;
  readonly verdict: (node: SyntaxNode | null) => boolean | undefined;
}

function fold(node: SyntaxNode, context: Context): void {
  const inside = decideAt(node, context);
  if (inside) for (const child of inside) fold(child, context);
  else for (let child = node.firstChild; child; child = child.nextSibling) fold(child, context);
}

/** Decides what `node` asks of the tab; gives the parts in which to go on, or nothing when it asks nothing itself. */
function decideAt(node: SyntaxNode, context: Context): readonly SyntaxNode[] | undefined {
  const { branches, verdict } = context;
  if (node.name === "IfStatement") {
    const arms = armsOf(node, context.text);
    return verdict(arms[0]?.condition ?? null) === undefined ? undefined : decide(node, arms, context);
  }
  if (node.name === "ConditionalExpression") {
    const [whenTrue, condition, whenFalse] = expressionsOf(node);
    const value = verdict(condition ?? null);
    if (value === undefined || !whenTrue || !whenFalse) return undefined;
    const chosen = value ? whenTrue : whenFalse;
    branches.replace(node.from, chosen.from, "");
    branches.replace(chosen.to, node.to, "");
    return [chosen];
  }
  const value = verdict(node);
  if (value !== undefined) {
    branches.replace(node.from, node.to, value ? "True" : "False");
    return [];
  }
  const [left, right] = node.name === "BinaryExpression" ? expressionsOf(node) : [];
  if (!left || !right) return undefined;
  // `tab.selected('jax') and ready` is `ready` for jax.
  if (verdict(left) !== undefined) {
    branches.replace(node.from, right.from, "");
    return [right];
  }
  if (verdict(right) !== undefined) {
    branches.replace(left.to, node.to, "");
    return [left];
  }
  return undefined;
}

/** Keeps the branch that an `if` comes to; the conditions of others that must stay are left as they are. */
function decide(node: SyntaxNode, arms: readonly Arm[], context: Context): readonly SyntaxNode[] {
  const { text, branches, verdict } = context;
  const chosen = arms.find(({ condition }) => condition === undefined || verdict(condition) !== false);
  const end = arms.at(-1)?.to ?? node.to;
  if (!chosen) {
    const body = node.parent?.name === "Body" ? expressionsOf(node.parent) : [];
    if (body.length === 1) branches.replace(node.from, end, "pass");
    else branches.remove(node.from, end, /^#/);
    return [];
  }
  if (chosen.condition !== undefined && verdict(chosen.condition) === undefined) {
    // `if tab.selected('a'): … elif ready: …` for another tab: `if ready: …`.
    branches.replace(node.from, chosen.keyword, "");
    branches.replace(chosen.keyword, chosen.keyword + 2, "");
    return arms.filter(({ keyword }) => keyword >= chosen.keyword).map(({ body }) => body);
  }
  const inside = text.slice(chosen.from, chosen.to);
  const from = chosen.from + (inside.length - inside.trimStart().length);
  branches.keep(node.from, end, from, from + inside.trim().length);
  return [chosen.body];
}

/** One `if`, `elif` or `else` with its suite. */
interface Arm {
  readonly keyword: number;
  readonly condition: SyntaxNode | undefined;
  readonly body: SyntaxNode;
  /** After the colon. */
  readonly from: number;
  /** Before the next keyword or, for the last, after the comments that stand at its depth. */
  readonly to: number;
}

function armsOf(node: SyntaxNode, text: string): readonly Arm[] {
  const bodies = node.getChildren("Body");
  const keywords: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (["if", "elif", "else"].includes(child.name)) keywords.push(child);
  const lineStart = text.lastIndexOf("\n", node.from - 1) + 1;
  const depth = node.from - lineStart;
  return keywords.flatMap((keyword, index): Arm[] => {
    const body = bodies[index];
    if (!body) return [];
    const condition = keyword.name === "else" ? undefined : (keyword.nextSibling ?? undefined);
    const to = keywords[index + 1]?.from ?? endOfSuite(text, body.to, depth);
    return [{ keyword: keyword.from, condition, body, from: body.from + 1, to }];
  });
}

/** Comments below a suite that stand deeper than its `if` belong to it. */
function endOfSuite(text: string, end: number, depth: number): number {
  let to = text.slice(0, end).trimEnd().length;
  const rest = /^[^\n]*(?:\n|$)/.exec(text.slice(to));
  let at = to + (rest?.[0].length ?? 0);
  to = Math.max(to, lineEndBefore(text, at));
  for (;;) {
    const line = /^([^\S\n]*)#[^\n]*(?:\n|$)/.exec(text.slice(at));
    if (!line || (line[1]?.length ?? 0) <= depth) return Math.min(to, text.length);
    at += line[0].length;
    to = lineEndBefore(text, at);
  }
}

/** The end of the line that `at` follows: the last one may end with the text. */
function lineEndBefore(text: string, at: number): number {
  return text[at - 1] === "\n" ? at - 1 : at;
}

function verdictOf(node: SyntaxNode | null, text: string, verdicts: ReadonlyMap<number, boolean>): boolean | undefined {
  if (!node) return undefined;
  const inner = (child: SyntaxNode | undefined): boolean | undefined => verdictOf(child ?? null, text, verdicts);
  if (node.name === "CallExpression") return isSelected(node, text) ? verdicts.get(node.from) : undefined;
  if (node.name === "ParenthesizedExpression") return inner(expressionsOf(node)[0]);
  if (node.name === "UnaryExpression" && node.firstChild?.name === "not") {
    const value = inner(expressionsOf(node)[0]);
    return value === undefined ? undefined : !value;
  }
  if (node.name === "BinaryExpression" && (node.getChild("or") || node.getChild("and"))) {
    const decisive = node.getChild("or") !== null;
    const [left, right] = expressionsOf(node).map(inner);
    if (left === decisive || right === decisive) return decisive;
    return left === undefined || right === undefined ? undefined : !decisive;
  }
  return undefined;
}

/** The children that are no tokens or comments: names of grammar nodes start with a capital. */
function expressionsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (/^[A-Z]/.test(child.name) && child.name !== "Comment") found.push(child);
  return found;
}

/** `tab.selected(…)` */
function isSelected(node: SyntaxNode, text: string): boolean {
  const callee = node.name === "CallExpression" ? node.firstChild : null;
  return callee !== null && /^tab\s*\.\s*selected$/.test(text.slice(callee.from, callee.to));
}

function stringsIn(call: SyntaxNode, text: string): readonly NamedTab[] {
  const found: NamedTab[] = [];
  call.cursor().iterate((node) => {
    if (node.name !== "String") return;
    const name = text
      .slice(node.from, node.to)
      .replace(/^['"]+|['"]+$/g, "")
      .trim()
      .toLowerCase();
    found.push({ name, start: node.from, end: node.to, switchesLines: false });
  });
  return found;
}
