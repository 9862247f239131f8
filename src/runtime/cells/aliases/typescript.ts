// The library's names in TypeScript, by its tree: `d2l.reshape(x, [2, -1])`, `d2l.Module` as a type, templates' fields.

import ts from "typescript";
import { parseModule } from "../syntax.ts";
import { type Argument, type Call, library, type Stretch, type Use, type Uses } from "./uses.ts";

/** Finds them. */
export function usesInScript(text: string): Uses {
  const { file } = parseModule(text);
  const uses: Use[] = [];
  const literals: Stretch[] = [];
  const visit = (node: ts.Node): void => {
    const start = node.getStart(file);
    if (ts.isStringLiteralLike(node) || ts.isRegularExpressionLiteral(node) || isTemplatePart(node))
      literals.push({ start, end: node.end });
    const name = nameOf(node);
    if (name !== undefined) {
      const { parent } = node;
      const call = ts.isCallExpression(parent) && parent.expression === node && !parent.questionDotToken;
      uses.push({ start, end: node.end, name, ...(call && { call: callOf(parent, file) }) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  literals.sort((a, b) => a.start - b.start);
  return { uses: uses.sort((a, b) => a.start - b.start), literals: withComments(literals, text) };
}

/** The names in an expression, and whether `.name` may follow it: for the right side of an alias of arguments. */
export function namesInScript(text: string): { readonly names: readonly Stretch[]; readonly isPrimary: boolean } {
  const { file } = parseModule(text);
  const names: Stretch[] = [];
  const visit = (node: ts.Node): void => {
    const isMember = ts.isPropertyAccessExpression(node.parent ?? node) && nameNode(node.parent) === node;
    const isKey = ts.isPropertyAssignment(node.parent ?? node) && nameNode(node.parent) === node;
    if (ts.isIdentifier(node) && !isMember && !isKey) names.push({ start: node.getStart(file), end: node.end });
    ts.forEachChild(node, visit);
  };
  visit(file);
  const [first] = file.statements;
  return { names, isPrimary: first !== undefined && ts.isExpressionStatement(first) && isPrimary(first.expression) };
}

function nameNode(node: ts.Node): ts.Node | undefined {
  return "name" in node ? (node.name as ts.Node) : undefined;
}

function nameOf(node: ts.Node): string | undefined {
  const isLibrary = (one: ts.Node) => ts.isIdentifier(one) && one.text === library;
  if (ts.isQualifiedName(node)) return isLibrary(node.left) ? node.right.text : undefined;
  if (!ts.isPropertyAccessExpression(node) || node.questionDotToken || !isLibrary(node.expression)) return undefined;
  return node.name.text;
}

function callOf(node: ts.CallExpression, file: ts.SourceFile): Call {
  const { parent } = node;
  const isStatement = ts.isExpressionStatement(parent);
  const isIndex = ts.isElementAccessExpression(parent) && parent.argumentExpression === node;
  const isArgument = ts.isCallExpression(parent) && parent.expression !== node;
  const isLoose =
    isStatement ||
    isIndex ||
    isArgument ||
    ts.isParenthesizedExpression(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isTemplateSpan(parent);
  return {
    open: node.arguments.pos,
    close: node.end - 1,
    args: node.arguments.map((value) => argumentOf(value, file)),
    isLoose,
    needsSemicolon: startsAfterOpenStatement(node, file),
  };
}

function argumentOf(value: ts.Expression, file: ts.SourceFile): Argument {
  const start = value.getStart(file);
  return { start, end: value.end, value: start, isSpread: ts.isSpreadElement(value), isPrimary: isPrimary(value) };
}

/** Expressions that `.name` may follow, wherever they stand. */
function isPrimary(node: ts.Expression): boolean {
  return (
    !ts.isOptionalChain(node) &&
    (ts.isIdentifier(node) ||
      ts.isPropertyAccessExpression(node) ||
      ts.isElementAccessExpression(node) ||
      ts.isCallExpression(node) ||
      ts.isNonNullExpression(node) ||
      ts.isParenthesizedExpression(node) ||
      ts.isArrayLiteralExpression(node) ||
      ts.isStringLiteralLike(node) ||
      ts.isTemplateExpression(node) ||
      ts.isTaggedTemplateExpression(node) ||
      (ts.isNewExpression(node) && node.arguments !== undefined) ||
      node.kind === ts.SyntaxKind.ThisKeyword)
  );
}

/** True at the start of a statement whose predecessor ends without a semicolon: `[1].sum()` would go on with it. */
function startsAfterOpenStatement(node: ts.Node, file: ts.SourceFile): boolean {
  const start = node.getStart(file);
  let statement: ts.Node = node;
  while (statement.parent && !ts.isStatement(statement)) statement = statement.parent;
  if (!ts.isExpressionStatement(statement) || statement.getStart(file) !== start) return false;
  const { parent } = statement;
  if (!ts.isSourceFile(parent) && !ts.isBlock(parent)) return false;
  const before = parent.statements[parent.statements.indexOf(statement) - 1];
  return before !== undefined && !/[;}]$/.test(file.text.slice(before.pos, before.end));
}

function isTemplatePart(node: ts.Node): boolean {
  return ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

/** The comments between literals, among them. */
function withComments(literals: readonly Stretch[], text: string): readonly Stretch[] {
  const all: Stretch[] = [];
  const sign = /\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/g;
  let comment = sign.exec(text);
  for (const literal of literals) {
    for (; comment && comment.index < literal.start; comment = sign.exec(text))
      all.push({ start: comment.index, end: sign.lastIndex });
    all.push(literal);
    if (!comment || comment.index >= literal.end) continue;
    sign.lastIndex = literal.end;
    comment = sign.exec(text);
  }
  for (; comment; comment = sign.exec(text)) all.push({ start: comment.index, end: sign.lastIndex });
  return all;
}
