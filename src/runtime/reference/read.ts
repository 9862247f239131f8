// Reads a module's public names with TypeScript's checker: signatures as it prints them, docstrings as they stand.

import { basename } from "node:path";
import ts from "typescript";
import type { Doc, Entry, Group, Member, Module } from "./model.ts";

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts", "lib.webworker.d.ts"],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
};

/** What has been read, and the files below `root` that it depends on, absolute. */
export interface Reading {
  readonly modules: readonly Module[];
  readonly files: readonly string[];
}

/** Reads the modules `name` that start at the absolute path `file`. */
export function readModules(
  root: string,
  entries: readonly { readonly name: string; readonly file: string }[],
): Reading {
  const program = ts.createProgram(
    entries.map(({ file }) => file),
    options,
  );
  const checker = program.getTypeChecker();
  const modules = entries.map(({ name, file }) => {
    const source = program.getSourceFile(file);
    const symbol = source && checker.getSymbolAtLocation(source);
    return moduleOf(checker, [name], symbol, introOf(source));
  });
  const files = program
    .getSourceFiles()
    .map(({ fileName }) => fileName)
    .filter((file) => file.startsWith(root) && !file.includes("/node_modules/"));
  return { modules, files: files.sort() };
}

/** A file's first comment, which says what it holds: the lines after its slashes. */
function introOf(source: ts.SourceFile | undefined): string {
  const [first] = source ? (ts.getLeadingCommentRanges(source.text, 0) ?? []) : [];
  if (!source || first?.kind !== ts.SyntaxKind.SingleLineCommentTrivia) return "";
  const lines: string[] = [];
  for (const line of source.text.split("\n")) {
    if (!line.startsWith("//")) break;
    lines.push(line.replace(/^\/\/ ?/, ""));
  }
  return lines.join("\n").trim();
}

function moduleOf(
  checker: ts.TypeChecker,
  path: readonly string[],
  symbol: ts.Symbol | undefined,
  intro: string,
): Module {
  const groups = new Map<string, { intro: string; entries: Entry[] }>();
  const modules: Module[] = [];
  const add = (name: string, target: ts.Symbol): void => {
    const inner = namespaceOf(checker, target);
    const source = (inner ?? target).declarations?.[0]?.getSourceFile();
    if (inner) {
      modules.push(moduleOf(checker, [...path, name], inner, introOf(source)));
      return;
    }
    const entry = entryOf(checker, name, target);
    if (!entry || !source) return;
    const group = groups.get(source.fileName) ?? { intro: introOf(source), entries: [] };
    group.entries.push(entry);
    groups.set(source.fileName, group);
    // A value may hold modules, as `jax.lax`.
    if (entry.kind === "value")
      for (const property of propertiesOf(checker, target)) {
        const held = namespaceOf(checker, property);
        if (held)
          modules.push(
            moduleOf(checker, [...path, name, property.name], held, introOf(held.declarations?.[0]?.getSourceFile())),
          );
      }
  };
  const exported = symbol ? checker.getExportsOfModule(symbol) : [];
  for (const one of exported) add(one.name, one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one);
  const named: Group[] = [...groups].map(([file, group]) => ({
    name: basename(file).replace(/\.[cm]?tsx?$/, ""),
    ...group,
  }));
  return { path, intro, groups: named, modules };
}

/** The module that a name stands for: `export * as nn`, or a property whose value is one. */
function namespaceOf(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol | undefined {
  if (symbol.flags & ts.SymbolFlags.ValueModule) return symbol;
  const [declaration] = symbol.declarations ?? [];
  if (!declaration || !(symbol.flags & ts.SymbolFlags.Property)) return undefined;
  const type = checker.getTypeOfSymbol(symbol).symbol as ts.Symbol | undefined;
  return type && type.flags & ts.SymbolFlags.ValueModule ? type : undefined;
}

function entryOf(checker: ts.TypeChecker, name: string, symbol: ts.Symbol): Entry | undefined {
  const doc = docOf(checker, symbol);
  if (symbol.flags & ts.SymbolFlags.Class) return classOf(checker, name, symbol, doc);
  if (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias)) {
    const code = (symbol.declarations ?? []).map((one) => dedent(one.getText().replace(/^export (declare )?/, "")));
    return { name, kind: "type", code, doc, members: [] };
  }
  if (!(symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Variable))) return undefined;
  const type = checker.getTypeOfSymbol(symbol);
  const calls = type.getCallSignatures();
  if (calls.length > 0)
    return { name, kind: "function", code: calls.map((one) => name + callOf(checker, one)), doc, members: [] };
  const members = propertiesOf(checker, symbol)
    .filter((property) => !namespaceOf(checker, property))
    .map((property) => memberOf(checker, property));
  const isRecord = members.length > 0 && symbol.valueDeclaration !== undefined && isLiteral(symbol.valueDeclaration);
  const code = isRecord ? [] : [`const ${name}: ${typeText(checker, type)}`];
  return { name, kind: "value", code, doc, members: isRecord ? members : [] };
}

/** Whether a variable is written as a record, `{ … }`: then its properties are what it offers. */
function isLiteral(declaration: ts.Declaration): boolean {
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
  let value: ts.Expression = declaration.initializer;
  while (ts.isAsExpression(value) || ts.isSatisfiesExpression(value)) value = value.expression;
  return ts.isObjectLiteralExpression(value);
}

function propertiesOf(checker: ts.TypeChecker, symbol: ts.Symbol): readonly ts.Symbol[] {
  const { valueDeclaration } = symbol;
  return valueDeclaration && isLiteral(valueDeclaration)
    ? checker.getPropertiesOfType(checker.getTypeOfSymbol(symbol))
    : [];
}

function classOf(checker: ts.TypeChecker, name: string, symbol: ts.Symbol, doc: Doc): Entry {
  const declaration = symbol.valueDeclaration as ts.ClassDeclaration;
  const text = declaration.getText();
  const head = text.slice(text.search(/\b(abstract )?class\b/), text.indexOf("{")).trim();
  const instance = checker.getDeclaredTypeOfSymbol(symbol);
  const isAbstract = (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Abstract) !== 0;
  const makers = isAbstract ? [] : checker.getTypeOfSymbol(symbol).getConstructSignatures();
  const constructors = makers.map((one) => `new ${name}${callOf(checker, one).replace(/: [^:]*$/, "")}`);
  const statics = checker
    .getPropertiesOfType(checker.getTypeOfSymbol(symbol))
    .filter((one) => one.name !== "prototype" && isOwn(one, symbol, checker));
  const members = checker.getPropertiesOfType(instance).filter((one) => isOwn(one, symbol, checker));
  return {
    name,
    kind: "class",
    code: [head, ...new Set(constructors)],
    doc,
    members: [...statics, ...members].map((one) => memberOf(checker, one)),
  };
}

/** Whether a class offers a member itself, or by a base that nobody can import; not what it overrides without a word. */
function isOwn(member: ts.Symbol, of: ts.Symbol, checker: ts.TypeChecker): boolean {
  const [declaration] = member.declarations ?? [];
  if (!declaration || member.name.startsWith("__@") || member.name.startsWith("#")) return false;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  if (ts.getCombinedModifierFlags(declaration) & hidden) return false;
  const parent = declaration.parent;
  if (!ts.isClassDeclaration(parent)) return ts.isParameter(declaration);
  if (parent !== of.valueDeclaration) return isHiddenBase(parent);
  const isSaid = ts.getJSDocCommentsAndTags(declaration).length > 0;
  return isSaid || !isOverride(declaration) || overridesHidden(member, of, checker);
}

/** Whether what a member overrides belongs to a base that is there to be extended. */
function overridesHidden(member: ts.Symbol, of: ts.Symbol, checker: ts.TypeChecker): boolean {
  const [base] = checker.getBaseTypes(checker.getDeclaredTypeOfSymbol(of) as ts.InterfaceType);
  const above = base?.getProperty(member.name)?.declarations?.[0]?.parent;
  return above !== undefined && ts.isClassDeclaration(above) && isHiddenBase(above);
}

function isOverride(declaration: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Override) !== 0;
}

/** An abstract class, which is there to be extended: its members belong to what extends it. */
function isHiddenBase(declaration: ts.ClassDeclaration): boolean {
  return (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Abstract) !== 0;
}

function memberOf(checker: ts.TypeChecker, symbol: ts.Symbol): Member {
  const type = checker.getTypeOfSymbol(symbol);
  const [declaration] = symbol.declarations ?? [];
  const isField = declaration !== undefined && (ts.isPropertyDeclaration(declaration) || ts.isParameter(declaration));
  const calls = isField ? [] : type.getCallSignatures();
  const code =
    calls.length > 0
      ? calls.map((one) => symbol.name + callOf(checker, one))
      : [`${symbol.name}: ${typeText(checker, type)}`];
  return { name: symbol.name, code, doc: docOf(checker, symbol) };
}

const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

/** "(a: Tensor, b: Operand): Tensor", with the names of types alone. */
function callOf(checker: ts.TypeChecker, signature: ts.Signature): string {
  return short(checker.signatureToString(signature, undefined, flags));
}

function typeText(checker: ts.TypeChecker, type: ts.Type): string {
  return short(checker.typeToString(type, undefined, flags));
}

/** Without the paths of modules: `import("…").Tensor` is Tensor. */
const short = (text: string): string =>
  text.replace(/import\("[^"]*"\)\./g, "").replace(/typeof import\("[^"]*"\)/g, "object");

function docOf(checker: ts.TypeChecker, symbol: ts.Symbol): Doc {
  const own = docOfSymbol(checker, symbol);
  const [declaration] = symbol.declarations ?? [];
  if (own.text !== "" || !declaration) return own;
  // `{ grad }` and `{ relu: ops.relu }` say what the value says.
  const held = ts.isShorthandPropertyAssignment(declaration)
    ? checker.getShorthandAssignmentValueSymbol(declaration)
    : ts.isPropertyAssignment(declaration)
      ? checker.getSymbolAtLocation(declaration.initializer)
      : undefined;
  if (!held) return own;
  return docOfSymbol(checker, held.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(held) : held);
}

function docOfSymbol(checker: ts.TypeChecker, symbol: ts.Symbol): Doc {
  const tags = symbol.getJsDocTags(checker);
  const texts = (name: string): string[] =>
    tags.filter((tag) => tag.name === name).map((tag) => ts.displayPartsToString(tag.text).trim());
  return {
    text: ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim(),
    throws: texts("throws"),
    examples: texts("example"),
  };
}

/** With the indentation of its last line taken away from all but the first. */
function dedent(text: string): string {
  const [first, ...rest] = text.split("\n");
  const indent = /^\s*/.exec(rest.at(-1) ?? "")?.[0].length ?? 0;
  return [first, ...rest.map((line) => line.slice(Math.min(indent, line.search(/\S|$/))))].join("\n");
}
