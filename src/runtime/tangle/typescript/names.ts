// Names: what a statement declares, and which names from outside it uses.

import ts from "typescript";

/** Names that a statement declares at the top: `const { a, b: [c] } = …` declares a and c. */
export function declaredNames(statement: ts.Node): readonly string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  )
    return statement.name ? [statement.name.text] : [];
  return [];
}

function boundNames(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));
}

/** Each use, in `root`, of a name that `root` does not itself give a meaning in between. */
export function outerUses(root: ts.Node): readonly ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isUse(node) && !isGivenInside(node.text, node, root)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** True when, at `node`, a scope inside `root` gives `name` a meaning. */
export function isGivenInside(name: string, node: ts.Node, root: ts.Node): boolean {
  for (let scope = node.parent; scope && scope !== root.parent; scope = scope.parent) {
    if (namesOfScope(scope).includes(name) && !(scope === root && declaredNames(root).includes(name))) return true;
    if (scope === root) break;
  }
  return false;
}

function namesOfScope(scope: ts.Node): readonly string[] {
  const names: string[] = [];
  if (ts.isFunctionLike(scope)) {
    for (const { name } of scope.parameters) names.push(...boundNames(name));
    if (ts.isFunctionExpression(scope) && scope.name) names.push(scope.name.text);
  }
  if (ts.isClassExpression(scope) && scope.name) names.push(scope.name.text);
  if ("typeParameters" in scope)
    for (const { name } of (scope.typeParameters as readonly ts.TypeParameterDeclaration[] | undefined) ?? [])
      names.push(name.text);
  if (ts.isBlock(scope) || ts.isSourceFile(scope) || ts.isCaseOrDefaultClause(scope))
    for (const statement of scope.statements) names.push(...declaredNames(statement));
  if ((ts.isForStatement(scope) || ts.isForOfStatement(scope) || ts.isForInStatement(scope)) && scope.initializer)
    if (ts.isVariableDeclarationList(scope.initializer))
      for (const { name } of scope.initializer.declarations) names.push(...boundNames(name));
  if (ts.isCatchClause(scope) && scope.variableDeclaration) names.push(...boundNames(scope.variableDeclaration.name));
  if (ts.isMappedTypeNode(scope)) names.push(scope.typeParameter.name.text);
  if (ts.isConditionalTypeNode(scope)) names.push(...inferredNames(scope.extendsType));
  return names;
}

/** `infer U` in a conditional type. */
function inferredNames(type: ts.Node): readonly string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isInferTypeNode(node)) names.push(node.typeParameter.name.text);
    ts.forEachChild(node, visit);
  };
  visit(type);
  return names;
}

/** True of an identifier that stands for a value or a type, not of a property's name, a label's or a declaration's. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (
    ts.isBindingElement(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isEnumMember(parent)
  )
    return parent.initializer === node;
  if (ts.isPropertyDeclaration(parent)) return parent.initializer === node;
  if (ts.isTypePredicateNode(parent)) return false;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isImportTypeNode(parent) || ts.isNamedTupleMember(parent) || ts.isMetaProperty(parent)) return false;
  return !("name" in parent && parent.name === node);
}

/** True where only a type can stand. */
export function isTypeUse(use: ts.Identifier): boolean {
  let node: ts.Node = use;
  while (ts.isQualifiedName(node.parent) || ts.isPropertyAccessExpression(node.parent)) node = node.parent;
  const { parent } = node;
  if (!ts.isExpressionWithTypeArguments(parent)) return ts.isTypeReferenceNode(parent) || ts.isTypeQueryNode(parent);
  const clause = parent.parent;
  return (
    ts.isHeritageClause(clause) &&
    (clause.token === ts.SyntaxKind.ImplementsKeyword || ts.isInterfaceDeclaration(clause.parent))
  );
}
