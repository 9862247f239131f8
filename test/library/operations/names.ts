// What each dialect calls an operation: its public functions and methods that do nothing but hand over to it.

import ts from "typescript";
import { others } from "./table.ts";

const library = new URL("../../../src/library/", import.meta.url).pathname;

export const dialects = ["torch", "mxnet", "tensorflow", "jax"] as const;

/** "ops exp" -> the names in a dialect: functions, then methods, then layers; in brackets what uses it among other things, if nothing else does. */
export type Names = ReadonlyMap<string, readonly string[]>;

/** The names in each dialect, in their order. */
export function namesOfOperations(): readonly Names[] {
  const files = dialects.map((dialect) => `${library}${dialect}/index.ts`);
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2023.d.ts", "lib.webworker.d.ts"],
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    noEmit: true,
  });
  const checker = program.getTypeChecker();
  return files.map((file) => {
    const source = program.getSourceFile(file);
    const root = source && checker.getSymbolAtLocation(source);
    const names = root ? publicNames(checker, root) : [];
    const mere = gathered(names, (symbol) => handedTo(checker, symbol));
    const using = gathered(names, (symbol) => usedBy(checker, symbol));
    return new Map([
      ...[...using].map(([operation, all]) => [operation, all.map((name) => `(${name})`)] as const),
      ...mere,
    ]);
  });
}

function gathered(
  names: readonly (readonly [string, ts.Symbol])[],
  operationsOf: (symbol: ts.Symbol) => readonly string[],
): Map<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const [name, symbol] of names)
    for (const operation of operationsOf(symbol)) found.set(operation, (found.get(operation) ?? new Set()).add(name));
  return new Map([...found].map(([operation, all]) => [operation, sorted(operation.split(" ")[1], [...all])]));
}

/** What is called as the operation is comes first, then what is short. */
function sorted(operation: string, names: readonly string[]): readonly string[] {
  const rank = (name: string): number => {
    const depth = name.startsWith(".") ? 4 : name.startsWith("new ") ? 5 : name.split(".").length;
    return (name.split(/[. ]/).pop()?.toLowerCase().startsWith(operation.toLowerCase()) ? 0 : 10) + depth;
  };
  return [...names].sort((a, b) => rank(a) - rank(b) || a.length - b.length);
}

const unaliased = (checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** All functions of a module, of the modules in it, and the methods of its classes: "nn.functional.relu", ".exp". */
function publicNames(checker: ts.TypeChecker, module: ts.Symbol): readonly (readonly [string, ts.Symbol])[] {
  const found: (readonly [string, ts.Symbol])[] = [];
  const seen = new Set<ts.Symbol>();
  const add = (path: string, symbol: ts.Symbol): void => {
    const name = path === "" ? symbol.name : `${path}.${symbol.name}`;
    const target = unaliased(checker, symbol);
    if (target.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias) || name.split(".").length > 4) return;
    if (target.flags & ts.SymbolFlags.Class) {
      const isTensor = checker.getPropertyOfType(checker.getDeclaredTypeOfSymbol(target), "strides") !== undefined;
      for (const member of checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(target)))
        found.push([isTensor ? `.${member.name}` : `new ${name}`, member]);
      return;
    }
    const type = checker.getTypeOfSymbol(target);
    if (type.getCallSignatures().length > 0) found.push([name, target]);
    else if (!seen.has(target) && isRecord(target)) {
      seen.add(target);
      const inner =
        target.flags & ts.SymbolFlags.ValueModule
          ? checker.getExportsOfModule(target)
          : checker.getPropertiesOfType(type);
      for (const one of inner) add(name, one);
    }
  };
  for (const one of checker.getExportsOfModule(module)) add("", one);
  return found;
}

/** A module, or an object of the library's own; not a string with its methods. */
function isRecord(symbol: ts.Symbol): boolean {
  const [declaration] = symbol.declarations ?? [];
  if (symbol.flags & ts.SymbolFlags.ValueModule) return true;
  return declaration ? declaration.getSourceFile().fileName.startsWith(library) && !isLeaf(declaration) : false;
}

const isLeaf = (declaration: ts.Declaration): boolean =>
  ts.isVariableDeclaration(declaration) &&
  declaration.initializer !== undefined &&
  ts.isStringLiteral(declaration.initializer);

/** "ops exp" for what is exported by ops/ and nn/. */
function operationOf(symbol: ts.Symbol): string | undefined {
  const [, wing] = /library\/(ops|numeric|nn)\//.exec(symbol.declarations?.[0]?.getSourceFile().fileName ?? "") ?? [];
  const isExport = (symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.BlockScopedVariable)) !== 0;
  return wing && isExport && !others.has(symbol.name) ? `${wing} ${symbol.name}` : undefined;
}

const known = new Map<ts.Symbol, readonly string[]>();

/** The operations that a function's results come from, without another function between that is no mere other name. */
function handedTo(checker: ts.TypeChecker, symbol: ts.Symbol): readonly string[] {
  const before = known.get(symbol);
  if (before) return before;
  const operation = operationOf(symbol);
  known.set(symbol, operation === undefined ? [] : [operation]);
  if (operation?.startsWith("ops ")) return [operation];
  const found = (symbol.declarations ?? []).flatMap((declaration) =>
    resultsOf(declaration).flatMap((result) => sourcesOf(checker, result)),
  );
  const all = [...new Set(operation === undefined ? found : [operation, ...found])];
  known.set(symbol, all);
  return all;
}

/** The operations that a function names anywhere. */
function usedBy(checker: ts.TypeChecker, symbol: ts.Symbol): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const named = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    const operation = named && operationOf(unaliased(checker, named));
    if (operation !== undefined) found.push(operation);
    ts.forEachChild(node, visit);
  };
  for (const declaration of symbol.declarations ?? []) visit(declaration);
  return found;
}

/** What a function may return, or what a name stands for. */
function resultsOf(node: ts.Node): readonly ts.Expression[] {
  if (!node.getSourceFile().fileName.startsWith(library)) return [];
  if (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node))
    return node.initializer ? resultsOf(node.initializer) : [];
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return [node.body];
  if (ts.isFunctionLike(node)) {
    const returned: ts.Expression[] = [];
    const visit = (inner: ts.Node): void => {
      if (ts.isReturnStatement(inner)) {
        if (inner.expression && inner.expression.kind !== ts.SyntaxKind.ThisKeyword) returned.push(inner.expression);
        // `assign(this, …); return this`
        else if (inner.expression && ts.isBlock(inner.parent))
          returned.push(...inner.parent.statements.filter(ts.isExpressionStatement).map((one) => one.expression));
      } else if (!ts.isFunctionLike(inner)) ts.forEachChild(inner, visit);
    };
    if ("body" in node && node.body) visit(node.body as ts.Node);
    return returned;
  }
  return ts.isExpression(node) ? [node] : [];
}

function sourcesOf(checker: ts.TypeChecker, whole: ts.Expression): readonly string[] {
  let expression = whole;
  while (
    ts.isAsExpression(expression) ||
    ts.isParenthesizedExpression(expression) ||
    ts.isNonNullExpression(expression)
  )
    expression = expression.expression;
  if (ts.isConditionalExpression(expression))
    return [...sourcesOf(checker, expression.whenTrue), ...sourcesOf(checker, expression.whenFalse)];
  if (ts.isObjectLiteralExpression(expression))
    return expression.properties.flatMap((one) =>
      ts.isPropertyAssignment(one) ? sourcesOf(checker, one.initializer) : [],
    );
  const callee = ts.isCallExpression(expression) ? expression.expression : expression;
  const symbol =
    ts.isIdentifier(callee) || ts.isPropertyAccessExpression(callee) ? checker.getSymbolAtLocation(callee) : undefined;
  if (!symbol) return [];
  const target = unaliased(checker, symbol);
  if (target.flags & ts.SymbolFlags.FunctionScopedVariable && ts.isParameter(target.valueDeclaration ?? callee))
    return [];
  if (target.flags & ts.SymbolFlags.ValueModule) return [];
  const found = handedTo(checker, target);
  if (!ts.isCallExpression(expression)) return found;
  const receiver = ts.isPropertyAccessExpression(callee) ? [callee.expression] : [];
  const given = [...receiver, ...expression.arguments].flatMap((one) => sourcesOf(checker, one));
  // `wrap(ops.exp(a))` hands over what it is given; `ops.mul(ops.exp(a), b)` is more than another name.
  return found.length === 0 ? given : given.length === 0 ? found : [];
}
