// The imports of a library: those that its saved code uses, merged, one a module, sorted.

import { posix } from "node:path";
import ts from "typescript";
import type { Config, LibraryTab } from "../../config/index.ts";
import type { TabCell, TabPage } from "./model.ts";

/** One name that an import declares. */
export interface ImportedName {
  readonly local: string;
  /** As the cell names it. */
  readonly module: string;
  /** "*", "default" or a name. */
  readonly name: string;
  readonly isType: boolean;
  readonly from: TabCell;
  readonly node: ts.Node;
}

/** What the cells of a page import, by local name; of a name that is imported again, the later, as in the page. */
export function importedNames(page: TabPage): ReadonlyMap<string, ImportedName> {
  const names = new Map<string, ImportedName>();
  for (const from of page.cells)
    for (const statement of from.file.statements)
      if (ts.isImportDeclaration(statement))
        for (const name of namesOfImport(statement, from)) names.set(name.local, name);
  return names;
}

/** The names of one import declaration. */
export function namesOfImport(statement: ts.ImportDeclaration, from: TabCell): readonly ImportedName[] {
  const { importClause: clause, moduleSpecifier } = statement;
  if (!clause || !ts.isStringLiteralLike(moduleSpecifier)) return [];
  const module = moduleSpecifier.text;
  const isType = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const names: ImportedName[] = [];
  const add = (local: ts.Identifier, name: string, ofType = false) =>
    names.push({ local: local.text, module, name, isType: isType || ofType, from, node: local });
  if (clause.name) add(clause.name, "default");
  const bindings = clause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) add(bindings.name, "*");
  if (bindings && ts.isNamedImports(bindings))
    for (const { name, propertyName, isTypeOnly } of bindings.elements)
      add(name, (propertyName ?? name).text, isTypeOnly);
  return names;
}

/**
 * A module as the library names it: a file beside the page by its path from the library, a module of the package that
 * the library itself lies in likewise, any other by its name.
 */
export function moduleInLibrary(module: string, page: string, { library }: LibraryTab, config: Config): string {
  const here = posix.dirname(library.file);
  if (/^\.{1,2}\//.test(module)) return relative(here, posix.join(posix.dirname(page), module));
  const file = ownFile(module, config.modules ?? {});
  return file === undefined ? module : relative(here, file);
}

/** The path of one file of the book, from the folder of another. */
export function relative(folder: string, file: string): string {
  const path = posix.relative(folder, file);
  return path.startsWith("../") ? path : `./${path}`;
}

function ownFile(module: string, modules: Readonly<Record<string, string>>): string | undefined {
  if (Object.hasOwn(modules, module)) return modules[module];
  for (const [name, file] of Object.entries(modules)) {
    const [before, after] = name.split("*");
    if (before === undefined || after === undefined || !module.startsWith(before) || !module.endsWith(after)) continue;
    if (module.length > before.length + after.length)
      return file.replaceAll("*", module.slice(before.length, module.length - after.length));
  }
  return undefined;
}

/** A name that the library imports. */
export interface LibraryImport {
  readonly local: string;
  /** As the library names it. */
  readonly module: string;
  readonly name: string;
  readonly isType: boolean;
}

/** The import declarations, a line each (longer ones with a name a line). */
export function printImports(imports: readonly LibraryImport[]): readonly string[] {
  const modules = [...new Set(imports.map(({ module }) => module))].sort(byDistance);
  return modules.flatMap((module) => {
    const own = imports.filter((one) => one.module === module);
    const from = ` from ${JSON.stringify(module)};`;
    const keyword = (one: LibraryImport) => (one.isType ? "import type" : "import");
    const alone = own.filter(({ name }) => name === "*" || name === "default").sort(byLocal);
    const lines = alone.map((one) => `${keyword(one)} ${one.name === "*" ? "* as " : ""}${one.local}${from}`);
    const named = own.filter(({ name }) => name !== "*" && name !== "default").sort(byLocal);
    if (named.length === 0) return lines;
    const onlyTypes = named.every(({ isType }) => isType);
    const specifiers = named.map(
      ({ local, name, isType }) =>
        `${isType && !onlyTypes ? "type " : ""}${name === local ? local : `${name} as ${local}`}`,
    );
    const start = onlyTypes ? "import type" : "import";
    const line = `${start} { ${specifiers.join(", ")} }${from}`;
    return [
      ...lines,
      line.length <= 120 ? line : `${start} {\n${specifiers.map((one) => `  ${one},\n`).join("")}}${from}`,
    ];
  });
}

/** Packages first, then what lies further up. */
function byDistance(a: string, b: string): number {
  const rank = (module: string) => (module.startsWith("../") ? 1 : module.startsWith("./") ? 2 : 0);
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function byLocal(a: LibraryImport, b: LibraryImport): number {
  return a.local < b.local ? -1 : a.local > b.local ? 1 : 0;
}
