// `tab.selected(…)` decided for one tab, by syntax tree: `if (tab.selected("jax")) { a(); } else { b(); }` is `a();`
// for jax and `b();` for the others. A branch loses its braces, so what it declares belongs to the scope around it.

import ts from "typescript";
import { type Branches, branchesOf } from "./branches.ts";
import type { Edit } from "./edits.ts";
import type { NamedTab } from "./lines.ts";
import { literalsOf, parseModule } from "./syntax.ts";

/** What folding a text for one tab takes: edits by its offsets. */
export interface Folding {
  readonly edits: readonly Edit[];
  readonly named: readonly NamedTab[];
  /** Calls of `tab.selected` whose names are not string literals. */
  readonly unreadable: readonly { readonly start: number; readonly end: number }[];
}

/** Decides each condition of `text` for `tab`. */
export function foldTabs(text: string, tab: string): Folding {
  if (!text.includes("selected")) return { edits: [], named: [], unreadable: [] };
  return new Folder(text, tab).fold();
}

/** One walk over one tree; a class because its steps share the edits. */
class Folder {
  private readonly file: ts.SourceFile;
  private readonly branches: Branches;
  private readonly named: NamedTab[] = [];
  private readonly unreadable: { start: number; end: number }[] = [];
  private readonly verdicts = new Map<ts.Node, boolean>();

  constructor(
    private readonly text: string,
    private readonly tab: string,
  ) {
    this.file = parseModule(text).file;
    this.branches = branchesOf(text);
  }

  fold(): Folding {
    this.readCalls(this.file);
    this.visit(this.file);
    return { edits: this.branches.edits(literalsOf(this.file)), named: this.named, unreadable: this.unreadable };
  }

  /** Finds each `tab.selected(…)`, and what it says. */
  private readCalls(node: ts.Node): void {
    if (isSelected(node)) {
      const names = node.arguments.flatMap((argument) =>
        ts.isArrayLiteralExpression(argument) ? [...argument.elements] : [argument],
      );
      for (const name of names) {
        const start = name.getStart(this.file);
        if (ts.isStringLiteralLike(name))
          this.named.push({ name: name.text.trim().toLowerCase(), start, end: name.end, switchesLines: false });
        else this.unreadable.push({ start, end: name.end });
      }
      if (names.length === 0) this.unreadable.push({ start: node.getStart(this.file), end: node.end });
      this.verdicts.set(
        node,
        names.some(
          (name) => ts.isStringLiteralLike(name) && ["all", this.tab].includes(name.text.trim().toLowerCase()),
        ),
      );
    }
    ts.forEachChild(node, (child) => this.readCalls(child));
  }

  /** What a condition comes to, if that depends on the tab only. */
  private verdict(node: ts.Node): boolean | undefined {
    if (ts.isParenthesizedExpression(node)) return this.verdict(node.expression);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      const inner = this.verdict(node.operand);
      return inner === undefined ? undefined : !inner;
    }
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken.kind;
      if (operator !== ts.SyntaxKind.AmpersandAmpersandToken && operator !== ts.SyntaxKind.BarBarToken)
        return undefined;
      const decisive = operator === ts.SyntaxKind.BarBarToken;
      const left = this.verdict(node.left);
      const right = this.verdict(node.right);
      if (left === decisive || right === decisive) return decisive;
      return left === undefined || right === undefined ? undefined : !decisive;
    }
    return this.verdicts.get(node);
  }

  private visit(node: ts.Node): void {
    const inside = this.decideAt(node);
    if (inside) for (const child of inside) this.visit(child);
    else ts.forEachChild(node, (child) => this.visit(child));
  }

  /** Decides what `node` asks of the tab; gives the parts in which to go on, or nothing when it asks nothing itself. */
  private decideAt(node: ts.Node): readonly ts.Node[] | undefined {
    if (ts.isIfStatement(node)) return this.verdict(node.expression) === undefined ? undefined : this.decide(node);
    if (ts.isConditionalExpression(node)) {
      const verdict = this.verdict(node.condition);
      return verdict === undefined ? undefined : this.choose(node, verdict ? node.whenTrue : node.whenFalse);
    }
    const start = node.getStart(this.file);
    const verdict = this.verdict(node);
    if (verdict !== undefined) {
      this.branches.replace(start, node.end, String(verdict));
      return [];
    }
    if (!ts.isBinaryExpression(node)) return undefined;
    // `tab.selected("jax") && ready` is `ready` for jax; where it is false the whole has been decided above.
    if (this.verdict(node.left) !== undefined) {
      this.branches.replace(start, node.right.getStart(this.file), "");
      return [node.right];
    }
    if (this.verdict(node.right) !== undefined) {
      this.branches.replace(node.left.end, node.end, "");
      return [node.left];
    }
    return undefined;
  }

  /** Keeps the branch that an `if` comes to in place of the whole. */
  private decide(statement: ts.IfStatement): readonly ts.Node[] {
    let chosen: ts.Statement | undefined = statement;
    while (chosen && ts.isIfStatement(chosen)) {
      const verdict = this.verdict(chosen.expression);
      if (verdict === undefined) break;
      chosen = verdict ? chosen.thenStatement : chosen.elseStatement;
    }
    const start = statement.getStart(this.file);
    if (!isInList(statement)) {
      const parent = statement.parent;
      if (chosen && !(ts.isBlock(chosen) && this.isBlank(chosen)))
        this.branches.keep(start, statement.end, chosen.getStart(this.file), chosen.end);
      else if (ts.isIfStatement(parent) && parent.elseStatement === statement)
        this.branches.replace(parent.thenStatement.end, statement.end, "");
      else this.branches.replace(start, statement.end, "{}");
    } else if (!chosen || (ts.isBlock(chosen) && this.isBlank(chosen))) {
      this.branches.remove(start, statement.end, /^\/\//);
    } else if (ts.isBlock(chosen)) {
      this.unwrap(statement, chosen);
    } else {
      this.branches.keep(start, statement.end, chosen.getStart(this.file), chosen.end);
    }
    return chosen ? [chosen] : [];
  }

  /** Takes the braces off a branch, its lines moving to where the `if` stood. */
  private unwrap(statement: ts.IfStatement, block: ts.Block): void {
    const inside = this.text.slice(block.getStart(this.file) + 1, block.end - 1);
    const from = block.getStart(this.file) + 1 + (inside.length - inside.trimStart().length);
    const to = from + inside.trim().length;
    this.branches.keep(statement.getStart(this.file), statement.end, from, to);
    // `if (…) { a() } b()` on one line: what follows must not run into what is kept.
    if (!/[;}]$/.test(inside.trim()) && /^[^\S\n]*[^\s/]/.test(this.text.slice(statement.end)))
      this.branches.replace(to, to, ";");
  }

  private choose(node: ts.ConditionalExpression, chosen: ts.Expression): readonly ts.Node[] {
    const wrapper = ts.isParenthesizedExpression(node.parent) && isSimple(chosen) ? node.parent : node;
    const from = chosen.getStart(this.file);
    // An object literal at the start of a statement would read as a block.
    const [open, close] =
      startsStatement(wrapper) && /^(\{|function\b|class\b)/.test(chosen.getText(this.file)) ? ["(", ")"] : ["", ""];
    this.branches.replace(wrapper.getStart(this.file), from, open);
    this.branches.replace(chosen.end, wrapper.end, close);
    return [chosen];
  }

  private isBlank(block: ts.Block): boolean {
    return this.text.slice(block.getStart(this.file) + 1, block.end - 1).trim() === "";
  }
}

/** `tab.selected(…)` */
function isSelected(node: ts.Node): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === "selected" &&
    ts.isIdentifier(node.expression.expression) &&
    node.expression.expression.text === "tab"
  );
}

/** True of a statement among others, where one statement may become several or none. */
function isInList(statement: ts.Statement): boolean {
  const { parent } = statement;
  return ts.isSourceFile(parent) || ts.isBlock(parent) || ts.isModuleBlock(parent) || ts.isCaseOrDefaultClause(parent);
}

/** Needs no parentheses wherever it stands. */
function isSimple(node: ts.Expression): boolean {
  return (
    ts.isIdentifier(node) ||
    ts.isLiteralExpression(node) ||
    ts.isCallExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isParenthesizedExpression(node)
  );
}

/** Stands where a `{` would open a block: at the start of a statement or of an arrow's body. */
function startsStatement(node: ts.Expression): boolean {
  return ts.isExpressionStatement(node.parent) || (ts.isArrowFunction(node.parent) && node.parent.body === node);
}
