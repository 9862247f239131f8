// What a cell declares: `class A {}` declares A as a value and as a type, `const { a, b: [c] } = d` the values a and c.

import ts from "typescript";
import { isFunction } from "./syntax.ts";

/** A name that a cell declares for those after it. */
export interface Declared {
  readonly name: string;
  /** Values and types of one name do not meet: `type P` and `const P` are two things. */
  readonly isValue: boolean;
  readonly isType: boolean;
  /** The name where it is declared. */
  readonly node: ts.Node;
  readonly statement: ts.Statement;
}

/** The names that a cell's own statements declare, in their order. */
export function declaredBy(statements: readonly ts.Statement[]): readonly Declared[] {
  return statements.flatMap((statement): readonly Declared[] => {
    const declared = (node: ts.Identifier | undefined, isValue: boolean, isType: boolean): readonly Declared[] =>
      node && node.text !== "" ? [{ name: node.text, isValue, isType, node, statement }] : [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) =>
        bindingsOf(name).flatMap((node) => declared(node, true, false)),
      );
    if (ts.isFunctionDeclaration(statement)) return declared(statement.name, true, false);
    if (ts.isClassDeclaration(statement)) return declared(statement.name, true, true);
    if (ts.isEnumDeclaration(statement)) return declared(statement.name, true, true);
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
      return declared(statement.name, false, true);
    return [];
  });
}

/** `{ a, b: [c] }` -> a, c */
export function bindingsOf(name: ts.BindingName): readonly ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : bindingsOf(element.name)));
}

/** Names that one cell declares twice where it may not: overloads, merged interfaces and merged enums are fine. */
export function declaredTwice(declared: readonly Declared[]): readonly Declared[] {
  const seen = new Map<string, Declared>();
  return declared.filter((one) => {
    if (!one.isValue || (ts.isFunctionDeclaration(one.statement) && !one.statement.body)) return false;
    const before = seen.get(one.name);
    seen.set(one.name, one);
    return before && !(ts.isEnumDeclaration(one.statement) && ts.isEnumDeclaration(before.statement));
  });
}

/**
 * The first use of `name` that runs before its declaration has: in a statement before it, or in the declaration itself.
 * What stands in a function runs later, and what stands in a block that declares the name means another thing.
 */
export function usedBefore(
  { name, statement }: Declared,
  statements: readonly ts.Statement[],
): ts.Identifier | undefined {
  if (ts.isFunctionDeclaration(statement)) return undefined;
  for (const one of statements) {
    const use = findUse(one, name);
    if (use) return use;
    if (one === statement) return undefined;
  }
  return undefined;
}

function findUse(node: ts.Node, name: string): ts.Identifier | undefined {
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return undefined;
  if (ts.isInterfaceDeclaration(node) || isFunction(node)) return undefined;
  if (declaresInside(node, name)) return undefined;
  if (ts.isIdentifier(node)) return node.text === name && isReference(node) ? node : undefined;
  return ts.forEachChild(node, (child) => findUse(child, name));
}

/** True of a block, a loop or a `catch` in which the name means something of its own. */
function declaresInside(node: ts.Node, name: string): boolean {
  if (ts.isBlock(node)) return declaredBy(node.statements).some((declared) => declared.name === name);
  const list =
    ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node) ? node.initializer : undefined;
  const declarations = list && ts.isVariableDeclarationList(list) ? list.declarations : [];
  const caught = ts.isCatchClause(node) && node.variableDeclaration ? [node.variableDeclaration] : [];
  return [...declarations, ...caught].some((one) => bindingsOf(one.name).some((binding) => binding.text === name));
}

/** True of a name that stands for its value, not of a property's, a label's or one that is being declared. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent)) return parent.initializer === node;
  if (ts.isEnumMember(parent)) return parent.initializer === node;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  return !(ts.isClassDeclaration(parent) || ts.isEnumDeclaration(parent) || ts.isClassExpression(parent));
}
