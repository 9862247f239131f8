// A tab's saved TypeScript cells -> its library: collect, rewrite, put methods into their classes, print.

import ts from "typescript";
import type { Config, LibraryTab } from "../../config/index.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import type { SavingPage, TangledTab } from "../model.ts";
import { placeOf, sectionOf } from "../places.ts";
import { addMembers, exported, type LibraryClass, readClass, unfitMembers } from "./classes.ts";
import { collect, piecesOf } from "./collect.ts";
import { withNote } from "./comments.ts";
import { declarationsOf, isOverload, isSameFunction, type Report, span } from "./declarations.ts";
import { importedNames, namesOfImport } from "./imports.ts";
import { LibraryImports } from "./library-imports.ts";
import { laterMethods } from "./methods.ts";
import type { Piece, TabPage } from "./model.ts";
import { declaredNames } from "./names.ts";
import { type Declaration, print } from "./print.ts";
import { rewrite, type Scope } from "./rewrite.ts";

/** The library of a tab; `pages` in book order. It is the same to the byte for the same cells. */
export function tangleTypeScript(pages: readonly SavingPage[], tab: LibraryTab, config: Config): TangledTab {
  return tangleTab(collect(pages, tab.id), tab, config);
}

function tangleTab(pages: readonly TabPage[], tab: LibraryTab, config: Config) {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (rule, { from }, { pos, end }, message, hint) =>
    diagnostics.push({ severity: "error", rule, message, ...(hint && { hint }), place: placeOf(from, pos, end) });
  const pieces = pages.flatMap(piecesOf);
  const first = declarationsOf(pieces, report);
  const declared = new Set(first.keys());
  const declarations: Declaration[] = [];
  const classes = new Map<string, { class: LibraryClass }>();
  const imports = new LibraryImports(tab, config, declared, report);
  let usesSelf = false;

  const scopes = new Map(pages.map((page) => [page, scopeOf(page, declared, tab)]));
  const take = (piece: Piece, root: ts.Node): string => {
    const made = rewrite(piece.from, root, scopes.get(piece.in) ?? scopeOf(piece.in, declared, tab));
    usesSelf ||= made.usesSelf;
    for (const name of made.imports) imports.add(name, piece, root);
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
          for (const name of namesOfImport(statement, cell)) imports.add(name, { from: cell }, statement);

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
  return { content: print(declarations, imports.all(), usesSelf, tab), diagnostics };
}

function scopeOf(page: TabPage, declared: ReadonlySet<string>, { library }: LibraryTab): Scope {
  return {
    imported: importedNames(page),
    isLibrary: (module) => module === library.name,
    declared,
    ofPage: new Set(page.cells.flatMap(({ file }) => file.statements.flatMap(declaredNames))),
  };
}
