// The TypeScript parser, as the cells need it: one cell's text -> its tree and its syntax errors.

import ts from "typescript";

/** A parsed cell. */
export interface Tree {
  readonly file: ts.SourceFile;
  /** In the order of the text. */
  readonly errors: readonly ts.DiagnosticWithLocation[];
}

/** Parses `text` as the body of a module, so that `await` stands at its top. */
export function parseModule(text: string): Tree {
  const file = ts.createSourceFile(
    "cell.ts",
    text,
    { languageVersion: ts.ScriptTarget.ES2022, setExternalModuleIndicator: asModule },
    true,
    ts.ScriptKind.TS,
  );
  // The parser's own list is not in the public types; asking a Program for it would cost a hundred times as much.
  const { parseDiagnostics } = file as unknown as { readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[] };
  return { file, errors: parseDiagnostics };
}

function asModule(file: ts.SourceFile): void {
  (file as { externalModuleIndicator?: boolean }).externalModuleIndicator = true;
}

/** Stretches of string, template and regular expression literals: what looks like a comment in them is none. */
export function literalsOf(file: ts.SourceFile): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      found.push({ start: node.getStart(file), end: node.end });
    else if (ts.isRegularExpressionLiteral(node)) found.push({ start: node.getStart(file), end: node.end });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Nodes whose bodies run later, or in a scope of their own for `return`, `this` and `await`. */
export function isFunction(node: ts.Node): boolean {
  return ts.isFunctionLike(node) || ts.isPropertyDeclaration(node) || ts.isClassStaticBlockDeclaration(node);
}
