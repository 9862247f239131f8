// The TypeScript parser, as the cells need it: one cell's text -> its tree and its syntax errors.

import ts from "typescript";

/** A parsed cell. */
export interface Tree {
  readonly file: ts.SourceFile;
  /** In the order of the text. */
  readonly errors: readonly ts.DiagnosticWithLocation[];
}

/** Walks over trees recurse, and so does TypeScript's own parser: what nests deeper than this no one writes by hand. */
const maxDepth = 1000;

/** Parses `text` as the body of a module, so that `await` stands at its top. */
export function parseModule(text: string): Tree {
  const file = sourceFileOf(text);
  if (!file || depthOf(file) > maxDepth) {
    const empty = sourceFileOf("") as ts.SourceFile;
    return { file: empty, errors: [tooDeep(empty, text)] };
  }
  // The parser's own list is not in the public types; asking a Program for it would cost a hundred times as much.
  const { parseDiagnostics } = file as unknown as { readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[] };
  return { file, errors: parseDiagnostics };
}

/** Nothing of a text on which the parser runs out of stack. */
function sourceFileOf(text: string): ts.SourceFile | undefined {
  const settings = { languageVersion: ts.ScriptTarget.ES2022, setExternalModuleIndicator: asModule };
  try {
    return ts.createSourceFile("cell.ts", text, settings, true, ts.ScriptKind.TS);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Without recursion: it is what keeps the others from recursing too far. */
function depthOf(file: ts.SourceFile): number {
  let level: ts.Node[] = [file];
  let depth = 0;
  while (level.length > 0 && depth <= maxDepth) {
    const next: ts.Node[] = [];
    for (const node of level) ts.forEachChild(node, (child) => void next.push(child));
    level = next;
    depth += 1;
  }
  return depth;
}

function tooDeep(file: ts.SourceFile, text: string): ts.DiagnosticWithLocation {
  const messageText = `The cell nests deeper than ${maxDepth} levels`;
  return { category: ts.DiagnosticCategory.Error, code: 0, file, start: 0, length: text.length, messageText };
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
