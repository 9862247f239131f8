// Methods that are added to a class later: `d2l.addToClass(d2l.Trainer, { … }) //@save`.

import ts from "typescript";
import type { Piece } from "./model.ts";

/** A call that adds methods: the class's name, and the literal that holds them. */
export interface LaterMethods {
  readonly name: string;
  readonly target: ts.Expression;
  readonly literal: ts.ObjectLiteralExpression;
}

/** What a statement adds to which class; nothing for a statement that is no such call. */
export function laterMethods({ statement }: Piece): LaterMethods | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return undefined;
  const { expression, arguments: values } = statement.expression;
  const callee = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  const [target, literal] = values;
  if (!ts.isIdentifier(callee) || !/addToClass$/i.test(callee.text)) return undefined;
  if (!target || !literal || !ts.isObjectLiteralExpression(literal)) return undefined;
  const name = ts.isIdentifier(target)
    ? target.text
    : ts.isPropertyAccessExpression(target)
      ? target.name.text
      : undefined;
  return name === undefined ? undefined : { name, target, literal };
}
