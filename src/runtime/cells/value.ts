// A cell's value: its last expression, `x.shape` in "const x = f(); x.shape". Not shown: what `void` stands before, and
// what is written for its effect (assignments, `i++`, `delete`), as a book's reader expects no output under `x = 2`.

import ts from "typescript";

/** The expression to show, if the last statement is one. */
export function shownValue(statements: readonly ts.Statement[]): ts.Expression | undefined {
  const last = statements.filter((statement) => !ts.isEmptyStatement(statement)).at(-1);
  if (!last || !ts.isExpressionStatement(last)) return undefined;
  return isEffect(last.expression) ? undefined : last.expression;
}

function isEffect(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isEffect(node.expression);
  if (ts.isVoidExpression(node) || ts.isDeleteExpression(node) || ts.isPostfixUnaryExpression(node)) return true;
  if (ts.isPrefixUnaryExpression(node))
    return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
