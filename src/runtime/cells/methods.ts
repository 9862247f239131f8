// Methods that are added to a class later: `d2l.addToClass(LinReg, { forward(X: Tensor): Tensor { … } })` gives
// `interface LinReg { forward(X: Tensor): Tensor; }`, by which the cells that follow know the method.

import ts from "typescript";

/** A statement that adds methods to a class. */
export interface LaterMethods {
  readonly statement: ts.ExpressionStatement;
  readonly call: ts.CallExpression;
  readonly literal: ts.ObjectLiteralExpression;
  /** The class as it is named: `LinReg`, or `d2l.Trainer` with the namespace. */
  readonly target: { readonly namespace?: string; readonly name: string; readonly node: ts.Expression };
}

/** The calls of a function whose name ends in `addToClass` among a cell's statements. */
export function laterMethods(statements: readonly ts.Statement[]): readonly LaterMethods[] {
  return statements.flatMap((statement): readonly LaterMethods[] => {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return [];
    const call = statement.expression;
    const callee = ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression;
    const [target, literal] = call.arguments;
    if (!ts.isIdentifier(callee) || !/addToClass$/i.test(callee.text)) return [];
    if (!target || !literal || !ts.isObjectLiteralExpression(literal)) return [];
    if (ts.isIdentifier(target)) return [{ statement, call, literal, target: { name: target.text, node: target } }];
    if (!ts.isPropertyAccessExpression(target) || !ts.isIdentifier(target.expression)) return [];
    const named = { namespace: target.expression.text, name: target.name.text, node: target };
    return [{ statement, call, literal, target: named }];
  });
}

/** A member as an interface has it. */
export interface MemberType {
  readonly name: string;
  readonly text: string;
  /** The text takes types from the literal itself, since the member does not say them all. */
  readonly isInferred: boolean;
}

/** The types of a literal's members; `literalName` is what the literal is bound to where they are inferred from it. */
export function memberTypes(
  file: ts.SourceFile,
  literal: ts.ObjectLiteralExpression,
  literalName: string,
): readonly MemberType[] {
  return literal.properties.flatMap((member): readonly MemberType[] => {
    const name = member.name && printed(member.name, file);
    if (!member.name || name === undefined) return [];
    const inferred = `(typeof ${literalName})[${keyOf(member.name, file)}]`;
    if (ts.isMethodDeclaration(member)) return [{ name, ...methodType(file, member, name, inferred) }];
    if (ts.isGetAccessorDeclaration(member) && member.type)
      return [{ name, text: `get ${name}(): ${printed(member.type, file)};`, isInferred: false }];
    if (ts.isSetAccessorDeclaration(member)) {
      const type = member.parameters[0]?.type;
      return type ? [{ name, text: `set ${name}(value: ${printed(type, file)});`, isInferred: false }] : [];
    }
    const modifier = ts.isGetAccessorDeclaration(member) ? "readonly " : "";
    return [{ name, text: `${modifier}${name}: ${inferred};`, isInferred: true }];
  });
}

function methodType(
  file: ts.SourceFile,
  method: ts.MethodDeclaration,
  name: string,
  inferred: string,
): { readonly text: string; readonly isInferred: boolean } {
  let isInferred = method.type === undefined;
  const lastRequired = method.parameters.findLastIndex(
    ({ initializer, questionToken, dotDotDotToken }) => !initializer && !questionToken && !dotDotDotToken,
  );
  const parameters = method.parameters.map((parameter, index) => {
    const isThis = parameter.name.getText(file) === "this";
    const offset = method.parameters[0]?.name.getText(file) === "this" ? 1 : 0;
    if (!parameter.type && !isThis) isInferred = true;
    const type = parameter.type ? printed(parameter.type, file) : `Parameters<${inferred}>[${index - offset}]`;
    const label = ts.isIdentifier(parameter.name) ? parameter.name.text : `$${index}`;
    if (parameter.dotDotDotToken) return `...${label}: ${type}`;
    if (!parameter.initializer && !parameter.questionToken) return `${label}: ${type}`;
    return index > lastRequired ? `${label}?: ${type}` : `${label}: ${type} | undefined`;
  });
  const generics = method.typeParameters?.map((one) => printed(one, file)).join(", ");
  const result = method.type ? printed(method.type, file) : `ReturnType<${inferred}>`;
  const optional = method.questionToken ? "?" : "";
  return {
    text: `${name}${optional}${generics ? `<${generics}>` : ""}(${parameters.join(", ")}): ${result};`,
    isInferred,
  };
}

/** A member whose types cannot be taken from where they are wanted. */
export function untyped({ name }: MemberType): string {
  return `${name}(...values: any[]): any;`;
}

/** The type parameters of a class as written, and as many `any`. */
export function typeParametersOf(
  file: ts.SourceFile,
  node: ts.ClassDeclaration,
): { readonly declared: string; readonly any: string } {
  const parameters = node.typeParameters ?? [];
  if (parameters.length === 0) return { declared: "", any: "" };
  return {
    declared: `<${parameters.map((parameter) => printed(parameter, file)).join(", ")}>`,
    any: `<${parameters.map(() => "any").join(", ")}>`,
  };
}

function keyOf(name: ts.PropertyName, file: ts.SourceFile): string {
  if (ts.isComputedPropertyName(name)) return `typeof ${name.expression.getText(file)}`;
  return ts.isIdentifier(name) ? JSON.stringify(name.text) : name.getText(file);
}

/** A type or a name on one line, without comments. */
function printed(node: ts.Node, file: ts.SourceFile): string {
  const printer = ts.createPrinter({ removeComments: true });
  return printer.printNode(ts.EmitHint.Unspecified, node, file).replace(/\s*\n\s*/g, " ");
}
