// The imports of all cells, hoisted to the program's head: what several cells import alike stands there once.

import ts from "typescript";
import type { Cell } from "../source/model.ts";
import { concat, type Mapped, slice } from "./edits.ts";

/** An import declaration of a cell. */
export interface CellImport {
  readonly cell: Cell;
  readonly code: Mapped;
  readonly file: ts.SourceFile;
  readonly statement: ts.ImportDeclaration | ts.ImportEqualsDeclaration;
}

/** One name that an import declares. */
export interface Binding {
  readonly local: string;
  /** What the name means: module, export and attributes. Equal for bindings that are one. */
  readonly meaning: string;
  readonly isTypeOnly: boolean;
  readonly node: ts.Node;
  readonly source: CellImport;
}

/** The imports to write at the head, and the bindings that mean something else than an earlier one of their name. */
export interface Hoisted {
  readonly imports: readonly { readonly source: CellImport; readonly text: Mapped }[];
  readonly bindings: ReadonlyMap<string, Binding>;
  readonly conflicts: readonly { readonly binding: Binding; readonly earlier: Binding }[];
}

/** Merges the imports of a program's cells, in the cells' order. */
export function hoistImports(sources: readonly CellImport[]): Hoisted {
  const bindings = new Map<string, Binding>();
  const conflicts: { binding: Binding; earlier: Binding }[] = [];
  const read = sources.map((source) => ({ source, own: bindingsOfImport(source) }));
  for (const { own } of read) {
    for (const binding of own) {
      const earlier = bindings.get(binding.local);
      if (!earlier) bindings.set(binding.local, binding);
      else if (earlier.meaning !== binding.meaning) conflicts.push({ binding, earlier });
      // A name that one cell needs as a type only and another as a value is imported as a value.
      else if (earlier.isTypeOnly && !binding.isTypeOnly) bindings.set(binding.local, binding);
    }
  }
  const seen = new Set<string>();
  const imports = read.flatMap(({ source, own }) => {
    const text = declarationOf(source, own, bindings, seen);
    return text ? [{ source, text }] : [];
  });
  return { imports, bindings, conflicts };
}

/** The module that an import names; "" when it names none. */
export function moduleOf(statement: CellImport["statement"]): string {
  if (ts.isImportDeclaration(statement))
    return ts.isStringLiteralLike(statement.moduleSpecifier) ? statement.moduleSpecifier.text : "";
  const reference = statement.moduleReference;
  return ts.isExternalModuleReference(reference) && ts.isStringLiteralLike(reference.expression)
    ? reference.expression.text
    : "";
}

/** Modules that `import("…")` names in `file`. */
export function dynamicImports(file: ts.SourceFile): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const module = node.arguments[0];
      if (module && ts.isStringLiteralLike(module)) found.push(module.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function bindingsOfImport(source: CellImport): readonly Binding[] {
  const { statement, file } = source;
  const module = moduleOf(statement);
  if (ts.isImportEqualsDeclaration(statement)) {
    const meaning = `${module} = ${statement.moduleReference.getText(file)}`;
    return [{ local: statement.name.text, meaning, isTypeOnly: statement.isTypeOnly, node: statement.name, source }];
  }
  const clause = statement.importClause;
  if (!clause) return [];
  const origin = `${JSON.stringify(module)} ${statement.attributes?.getText(file) ?? ""}`;
  const isTypeOnly = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const found: Binding[] = [];
  if (clause.name)
    found.push({ local: clause.name.text, meaning: `${origin} default`, isTypeOnly, node: clause.name, source });
  const named = clause.namedBindings;
  if (named && ts.isNamespaceImport(named))
    found.push({ local: named.name.text, meaning: `${origin} *`, isTypeOnly, node: named.name, source });
  if (named && ts.isNamedImports(named))
    for (const element of named.elements) {
      const imported = element.propertyName ?? element.name;
      found.push({
        local: element.name.text,
        meaning: `${origin} ${imported.text}`,
        isTypeOnly: isTypeOnly || element.isTypeOnly,
        node: element,
        source,
      });
    }
  return found;
}

/** The declaration as written if all of it is new; with the names that are new; or nothing if none is. */
function declarationOf(
  source: CellImport,
  own: readonly Binding[],
  bindings: ReadonlyMap<string, Binding>,
  seen: Set<string>,
): Mapped | undefined {
  const { statement, file, code } = source;
  const written = (node: ts.Node): Mapped => slice(code, node.getStart(file), node.end);
  if (own.length === 0) {
    // For its effect: `import "./setup.ts"`.
    const key = statement.getText(file).replace(/;$/, "");
    if (seen.has(key)) return undefined;
    seen.add(key);
    return written(statement);
  }
  const fresh = own.filter((binding) => bindings.get(binding.local) === binding);
  if (fresh.length === own.length) return written(statement);
  if (fresh.length === 0 || !ts.isImportDeclaration(statement)) return undefined;
  const isNamed = ({ node }: Binding): boolean => ts.isImportSpecifier(node);
  const elements = fresh.filter(isNamed).flatMap(({ node }, index) => [index === 0 ? "" : ", ", written(node)]);
  const parts = [
    ...fresh
      .filter((binding) => !isNamed(binding))
      .map(({ node }) => (ts.isNamespaceImport(node.parent) ? written(node.parent) : written(node))),
    ...(elements.length > 0 ? [concat(["{ ", ...elements, " }"])] : []),
  ];
  const attributes = statement.attributes ? [" ", written(statement.attributes)] : [];
  return concat([
    statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ? "import type " : "import ",
    ...parts.flatMap((part, index) => (index === 0 ? [part] : [", ", part])),
    " from ",
    written(statement.moduleSpecifier),
    ...attributes,
    ";",
  ]);
}
