// A page's cells in one tab, read one by one: folded, parsed, and what is wrong with each alone.

import ts from "typescript";
import { type Diagnostic, nearest } from "../diagnostic.ts";
import type { Cell, Page } from "../source/model.ts";
import { type Declared, declaredBy, declaredTwice } from "./declarations.ts";
import { concat, type Mapped } from "./edits.ts";
import { type FoldedCell, foldedCell } from "./folded.ts";
import type { CellImport } from "./imports.ts";
import { type LaterMethods, laterMethods } from "./methods.ts";
import { placeIn, placeOf } from "./places.ts";
import { parseModule, type Tree } from "./syntax.ts";

/** A cell that parses, and what the program has to know of it. */
export interface ReadCell {
  readonly cell: Cell;
  readonly code: Mapped;
  readonly file: ts.SourceFile;
  /** Its statements without its imports. */
  readonly statements: readonly ts.Statement[];
  readonly imports: readonly CellImport[];
  readonly declared: readonly Declared[];
  readonly methods: readonly LaterMethods[];
}

/** The TypeScript cells that run in `tab`, but for those with syntax errors, which are diagnosed. */
export function readCells(
  page: Page,
  tab: string,
): { readonly cells: readonly ReadCell[]; readonly diagnostics: readonly Diagnostic[] } {
  const cells: ReadCell[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const cell of page.cells) {
    if (tab !== "" && !cell.tabs.includes(tab)) continue;
    const folded = foldedCell(cell, tab);
    diagnostics.push(...tabDiagnostics(page, cell, folded));
    if (cell.language !== "typescript" || cell.marks.skip) continue;
    const { code, tree } = parseCell(folded.code);
    const found = syntaxDiagnostics(page.path, cell, code, tree);
    diagnostics.push(...found);
    if (tree.errors.length > 0 || found.length > 0) continue;
    const all = [...tree.file.statements];
    const imports = all.filter(isImport).map((statement) => ({ cell, code, file: tree.file, statement }));
    const statements = all.filter((statement) => !isImport(statement));
    cells.push({
      cell,
      code,
      file: tree.file,
      statements,
      imports,
      declared: declaredBy(statements),
      methods: laterMethods(statements),
    });
  }
  return { cells, diagnostics };
}

function isImport(statement: ts.Statement): statement is ts.ImportDeclaration | ts.ImportEqualsDeclaration {
  return ts.isImportDeclaration(statement) || ts.isImportEqualsDeclaration(statement);
}

/** Parses a cell. One that is `{ … }` as a whole is an object when it can be one, as in the consoles of browsers. */
function parseCell(code: Mapped): { readonly code: Mapped; readonly tree: Tree } {
  const tree = parseModule(code.text);
  if (!(code.text.trim().startsWith("{") && code.text.trim().endsWith("}"))) return { code, tree };
  const wrapped = concat(["(", code, "\n)"]);
  const asObject = parseModule(wrapped.text);
  const [only, ...more] = asObject.file.statements;
  const isObject =
    asObject.errors.length === 0 &&
    more.length === 0 &&
    only !== undefined &&
    ts.isExpressionStatement(only) &&
    ts.isParenthesizedExpression(only.expression) &&
    ts.isObjectLiteralExpression(only.expression.expression);
  return isObject ? { code: wrapped, tree: asObject } : { code, tree };
}

/** Tabs that the page does not have, and lines of tabs that the cell does not have. */
function tabDiagnostics(page: Page, cell: Cell, { named, unreadable }: FoldedCell): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = unreadable.map(({ start, end }) => ({
    severity: "error",
    rule: "tab-is-declared",
    message: "`tab.selected` takes names of tabs in quotes, since it is decided before anything runs",
    place: placeIn(page.path, cell, start, end),
  }));
  for (const { name, start, end, switchesLines } of named) {
    const place = placeIn(page.path, cell, start, end);
    if (name === "all" || page.tabs.includes(name)) {
      if (!switchesLines || name === "all" || cell.tabs.includes(name)) continue;
      diagnostics.push({
        severity: "warning",
        rule: "tab-is-declared",
        message: `The lines for tab \`${name}\` are never used: the cell belongs to ${cell.tabs.join(", ")}`,
        hint: `Name \`${name}\` in the cell's first \`//@tab\` line too`,
        place,
      });
      continue;
    }
    const known = page.tabs.length === 0 ? "the page has no tabs" : `the page's are ${page.tabs.join(", ")}`;
    const near = nearest(name, page.tabs);
    diagnostics.push({
      // Cells that are only shown do not keep the others from running.
      severity: cell.language === "typescript" ? "error" : "warning",
      rule: "tab-is-declared",
      message: `No tab \`${name}\` on this page: ${known}`,
      ...(near === undefined ? {} : { hint: `Did you mean \`${near}\`?` }),
      place,
    });
  }
  return diagnostics;
}

/** The first syntax error (what follows is mostly its consequence), and statements that no cell can have. */
function syntaxDiagnostics(path: string, cell: Cell, code: Mapped, { file, errors }: Tree): readonly Diagnostic[] {
  const problem = (
    start: number,
    end: number,
    message: string,
    hint?: string,
    notes?: readonly string[],
  ): Diagnostic => ({
    severity: "error",
    rule: "syntax-is-valid",
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(notes === undefined || notes.length === 0 ? {} : { notes }),
    place: placeOf(path, cell, code, start, end),
  });
  const [first] = errors;
  if (first) {
    const notes = first.relatedInformation?.map(({ start, messageText }) => {
      const { line } = placeOf(path, cell, code, start ?? 0, start ?? 0).start;
      return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
    const said = ts.flattenDiagnosticMessageText(first.messageText, " ").replace(/\.$/, "");
    const message = first.code === 0 ? said : `${said} (TS${first.code})`;
    return [problem(first.start, first.start + first.length, message, undefined, notes)];
  }
  const found: Diagnostic[] = [];
  const report = (node: ts.Node, message: string, hint?: string): void => {
    found.push(problem(node.getStart(file), node.end, message, hint));
  };
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement) || isDefaultExport(statement))
      report(
        statement,
        "A cell has no exports",
        "Later cells see what a cell declares; `//@save` puts it into the library",
      );
    else if (ts.isModuleDeclaration(statement))
      report(statement, "A cell cannot declare a namespace or a module", "Use a class or an object");
  }
  for (const { node, name } of declaredTwice(declaredBy(file.statements)))
    report(node, `\`${name}\` is declared twice in one cell`, "Only a later cell may declare a name again");
  const visit = (node: ts.Node, inFunction: boolean): void => {
    if (ts.isReturnStatement(node) && !inFunction) report(node, "A cell cannot return", "Its last expression is shown");
    if (ts.isYieldExpression(node) && !inFunction) report(node, "A cell cannot yield");
    if (ts.isIdentifier(node) && node.text === "yield") report(node, "`yield` is a reserved word");
    if (ts.isIdentifier(node) && ownNames.test(node.text)) report(node, `\`${node.text}\` is a name of Octavo's own`);
    ts.forEachChild(node, (child) =>
      visit(child, inFunction || ts.isFunctionLike(node) || ts.isPropertyDeclaration(node)),
    );
  };
  visit(file, false);
  return found;
}

/** Names that programs have for themselves (model.ts). */
const ownNames = /^\$(?:run|show|error|methods\d+)$/;

function isDefaultExport(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  );
}
