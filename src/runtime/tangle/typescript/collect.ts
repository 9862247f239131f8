// The saved statements of a tab, in book order: what each `//@save` stands on or above.

import ts from "typescript";
import { foldedCell } from "../../cells/index.ts";
import type { Cell } from "../../source/index.ts";
import { cellsOf } from "../cells.ts";
import type { SavingPage } from "../model.ts";
import type { Piece, TabCell, TabPage } from "./model.ts";

/** The cells of all pages that a tab has; a page on which it saves nothing is left out. */
export function collect(pages: readonly SavingPage[], tab: string): readonly TabPage[] {
  return pages.flatMap((page) => {
    const own = cellsOf(page, tab, "typescript").filter(({ marks }) => !marks.skip);
    if (!own.some((cell) => cell.marks.save.length > 0)) return [];
    const cells = own.map((cell) => readCell(page, cell, tab));
    return cells.some(({ saved }) => saved.length > 0) ? [{ page, cells }] : [];
  });
}

/** The pieces of a page, in the order in which they stand; imports are not among them. */
export function piecesOf(page: TabPage): readonly Piece[] {
  return page.cells.flatMap((from) =>
    from.saved.filter((one) => !ts.isImportDeclaration(one)).map((statement) => ({ in: page, from, statement })),
  );
}

function readCell(page: SavingPage, cell: Cell, tab: string): TabCell {
  const { code, saves } = foldedCell(cell, tab);
  const file = parse(code.text);
  const saved = new Set<ts.Statement>();
  for (const offset of saves) {
    const statement = file.statements.find((one) => offset < one.end);
    if (statement) for (const one of withOverloads(file, statement)) saved.add(one);
  }
  return { page, cell, code, file, saved: file.statements.filter((one) => saved.has(one)) };
}

/** Parses text as the statements of a module. */
export function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("saved.ts", text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
}

/** A function's declarations that stand together: its overloads and its body. */
function withOverloads(file: ts.SourceFile, statement: ts.Statement): readonly ts.Statement[] {
  if (!ts.isFunctionDeclaration(statement)) return [statement];
  const isSame = (one: ts.Statement | undefined) =>
    one !== undefined && ts.isFunctionDeclaration(one) && one.name?.text === statement.name?.text;
  let [from, to] = [file.statements.indexOf(statement), file.statements.indexOf(statement)];
  while (isSame(file.statements[from - 1])) from -= 1;
  while (isSame(file.statements[to + 1])) to += 1;
  return file.statements.slice(from, to + 1);
}
