// Saved cells -> library source, tab by tab: collect, rewrite, put methods into their classes, print.

import ts from "typescript";
import type { Book } from "../book/index.ts";
import type { Config } from "../config/index.ts";
import type { Diagnostic, Place, RuleId } from "../diagnostic.ts";
import { placeName } from "../frame.ts";
import type { Page } from "../source/index.ts";
import { addMembers, exported, type LibraryClass, printClass, readClass, unfitMembers } from "./classes.ts";
import { collect, piecesOf } from "./collect.ts";
import { withNote } from "./comments.ts";
import {
  type ImportedName,
  importedNames,
  type LibraryImport,
  moduleInLibrary,
  namesOfImport,
  printImports,
  relative,
} from "./imports.ts";
import type { LibraryFile, LibraryTab, Piece, TabPage } from "./model.ts";
import { declaredNames } from "./names.ts";
import { placeOf, sectionOf } from "./places.ts";
import { rewrite, type Scope, selfName } from "./rewrite.ts";

export interface Tangled {
  readonly files: readonly LibraryFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The libraries of all tabs that have one; `pages` in book order. A file is the same to the byte for the same cells. */
export function tangle(pages: readonly Page[], _book: Book, config: Config): Tangled {
  const files: LibraryFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { library, ...tab } of config.tabs) {
    if (!library) continue;
    const made = tangleTab(collect(pages, tab.id), { ...tab, library }, config);
    files.push({ path: library.file, content: made.content });
    diagnostics.push(...made.diagnostics);
  }
  return { files, diagnostics: withoutRepeats(diagnostics) };
}

/** What the library declares, in its order; a class may still grow. */
type Declaration = { readonly text: string } | { class: LibraryClass };

function tangleTab(pages: readonly TabPage[], tab: LibraryTab, config: Config) {
  const diagnostics: Diagnostic[] = [];
  const report = (
    rule: RuleId,
    { from }: Pick<Piece, "from">,
    node: { pos: number; end: number },
    message: string,
    hint?: string,
  ) =>
    diagnostics.push({
      severity: "error",
      rule,
      message,
      ...(hint && { hint }),
      place: placeOf(from, node.pos, node.end),
    });
  const pieces = pages.flatMap(piecesOf);
  const first = declarationsOf(pieces, report);
  const declared = new Set(first.keys());
  const declarations: Declaration[] = [];
  const classes = new Map<string, { class: LibraryClass }>();
  const imports = new Map<string, LibraryImport & { readonly place: Place }>();
  let usesSelf = false;

  const scopes = new Map(pages.map((page) => [page, scopeOf(page, declared, tab)]));
  const take = (piece: Piece, root: ts.Node): string => {
    const made = rewrite(piece.from, root, scopes.get(piece.in) ?? scopeOf(piece.in, declared, tab));
    usesSelf ||= made.usesSelf;
    for (const name of made.imports) addImport(name, piece, imports, tab, config, report, declared);
    for (const use of made.unsaved)
      report(
        "saved-code-is-complete",
        piece,
        span(piece, use),
        `Saved code uses \`${use.text}\`, which is not saved`,
        `Mark the declaration of \`${use.text}\` with \`//@save\` as well.`,
      );
    return made.text;
  };

  for (const page of pages)
    for (const cell of page.cells)
      for (const statement of cell.saved)
        if (ts.isImportDeclaration(statement))
          for (const name of namesOfImport(statement, cell))
            addImport(name, { in: page, from: cell, statement }, imports, tab, config, report, declared);

  for (const piece of pieces) {
    const section = sectionOf(piece.from);
    const methods = laterMethods(piece);
    if (methods) {
      const target = classes.get(methods.name);
      for (const { start, end, message } of unfitMembers(piece.from.file, methods.literal))
        report("method-has-class", piece, { pos: start, end }, message);
      if (target) target.class = addMembers(target.class, take(piece, methods.literal), section);
      else
        report(
          "method-has-class",
          piece,
          span(piece, methods.target),
          `Saved methods need a saved class, and \`${methods.name}\` is none`,
          `Mark the class \`${methods.name}\` with \`//@save\` as well, before its methods.`,
        );
      continue;
    }
    const isFirst = declaredNames(piece.statement).every((name) => {
      const other = first.get(name);
      return other === undefined || other.statement === piece.statement || isSameFunction(other, piece);
    });
    if (!isFirst) continue;
    const text = take(piece, piece.statement);
    const read = ts.isClassDeclaration(piece.statement) ? readClass(text, section) : undefined;
    if (read) {
      const declaration = { class: read };
      classes.set(read.name, declaration);
      declarations.push(declaration);
    } else if (isOverload(piece)) {
      // The signatures and the body of a function stand together, under one note.
      const last = declarations.pop();
      const before = last && "text" in last ? last.text : "";
      declarations.push({ text: `${before}\n${exported(text)}` });
    } else declarations.push({ text: withNote(exported(text), `Defined in ${section}.`) });
  }
  return { content: print(declarations, [...imports.values()], usesSelf, tab), diagnostics };
}

type Report = (
  rule: RuleId,
  piece: Pick<Piece, "from">,
  node: { pos: number; end: number },
  message: string,
  hint?: string,
) => void;

/** The first declaration of each name; later ones are reported. */
function declarationsOf(pieces: readonly Piece[], report: Report): ReadonlyMap<string, Piece> {
  const first = new Map<string, Piece>();
  for (const piece of pieces) {
    for (const name of declaredNames(piece.statement)) {
      const other = first.get(name);
      if (!other) first.set(name, piece);
      else if (!isSameFunction(other, piece)) {
        const { start, end } = { start: other.statement.getStart(other.from.file), end: other.statement.end };
        const message = `\`${name}\` is saved twice; first at ${placeName(placeOf(other.from, start, end))}`;
        report(
          "saved-name-is-unique",
          piece,
          span(piece, piece.statement),
          message,
          "Give one of them another name, or do not save it.",
        );
      }
    }
  }
  return first;
}

/** True of a function's declaration that follows another of it. */
function isOverload({ from, statement }: Piece): boolean {
  const before = from.file.statements[from.file.statements.indexOf(statement) - 1];
  return (
    ts.isFunctionDeclaration(statement) &&
    before !== undefined &&
    ts.isFunctionDeclaration(before) &&
    before.name?.text === statement.name?.text
  );
}

/** Overloads of one function, which are saved together. */
function isSameFunction(a: Piece, b: Piece): boolean {
  return a.from === b.from && ts.isFunctionDeclaration(a.statement) && ts.isFunctionDeclaration(b.statement);
}

function scopeOf(page: TabPage, declared: ReadonlySet<string>, { library }: LibraryTab): Scope {
  return {
    imported: importedNames(page),
    isLibrary: (module) => module === library.name,
    declared,
    ofPage: new Set(page.cells.flatMap(({ file }) => file.statements.flatMap(declaredNames))),
  };
}

function addImport(
  { local, module, name, isType, from, node }: ImportedName,
  piece: Piece,
  imports: Map<string, LibraryImport & { readonly place: Place }>,
  tab: LibraryTab,
  config: Config,
  report: Report,
  declared: ReadonlySet<string>,
): void {
  const { library } = tab;
  const isOwn = module === library.name;
  if (isOwn && library.base === undefined) {
    const message = `Saved code uses \`${local}\` from \`${module}\`, but the library declares no such thing`;
    const hint = 'Save its declaration, or give the library a "base" in the configuration.';
    report("saved-code-is-complete", piece, span(piece, piece.statement), message, hint);
    return;
  }
  const folder = library.file.slice(0, library.file.lastIndexOf("/") + 1) || ".";
  const target = isOwn ? relative(folder, library.base ?? "") : moduleInLibrary(module, from.page.path, tab, config);
  const place = placeOf(from, node.getStart(from.file), node.end);
  const other = imports.get(local);
  if (declared.has(local)) {
    const message = `\`${local}\` is imported here, but the library declares something else of that name`;
    report("saved-name-is-unique", { from }, { pos: node.getStart(from.file), end: node.end }, message);
  } else if (!other) imports.set(local, { local, module: target, name, isType, place });
  else if (other.module !== target || other.name !== name) {
    const message = `Saved code knows \`${local}\` as \`${name}\` of \`${module}\` here, as something else at ${placeName(other.place)}`;
    report(
      "saved-name-is-unique",
      { from },
      { pos: node.getStart(from.file), end: node.end },
      message,
      "Import one of them by another name.",
    );
  } else if (other.isType && !isType) imports.set(local, { ...other, isType });
}

/** `d2l.addToClass(Cls, { … })`: the class's name and the literal. */
function laterMethods({ statement }: Piece) {
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

function span({ from }: Pick<Piece, "from">, node: ts.Node): { pos: number; end: number } {
  return { pos: node.getStart(from.file), end: node.end };
}

/** The whole file. */
function print(
  declarations: readonly Declaration[],
  imports: readonly LibraryImport[],
  usesSelf: boolean,
  tab: LibraryTab,
): string {
  const { file, base } = tab.library;
  const folder = file.slice(0, file.lastIndexOf("/") + 1) || ".";
  const self: LibraryImport = { local: selfName, module: relative(folder, file), name: "*", isType: false };
  const heads = [
    [
      `// The library of the book's ${tab.label} tab: what its saved cells say. Written by \`octavo tangle\`: edit the chapters.`,
    ],
    printImports(usesSelf ? [...imports, self] : imports),
    base === undefined ? [] : [`export * from ${JSON.stringify(relative(folder, base))};`],
  ];
  const parts = [
    ...heads.filter((lines) => lines.length > 0).map((lines) => lines.join("\n")),
    ...declarations.map((one) => ("class" in one ? printClass(one.class) : one.text)),
  ];
  if (parts.length === 1) parts.push("export {};");
  return `${parts.map(tidy).join("\n\n")}\n`;
}

/** No blanks at line ends that are not part of a string, no empty lines at the ends. */
function tidy(text: string): string {
  return text.replace(/^\n+|\s+$/g, "");
}

/** A fault of a cell is the same in each of its tabs. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ rule, message, place }) => {
    const key = JSON.stringify([rule, message, place]);
    return !seen.has(key) && seen.add(key);
  });
}
