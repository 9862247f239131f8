// A page's cells in one tab -> one ES module, of the shape that model.ts tells.

import ts from "typescript";
import type { Diagnostic } from "../diagnostic.ts";
import type { Cell, Page } from "../source/model.ts";
import { classTypes } from "./class-types.ts";
import { type Edit, edit, type Mapped } from "./edits.ts";
import { dynamicImports, type Hoisted, hoistImports, moduleOf } from "./imports.ts";
import type { Program, ProgramCell, Span } from "./model.ts";
import { placeOf, spansOf } from "./places.ts";
import { type ReadCell, readCells } from "./read.ts";
import { placeCells } from "./scope.ts";
import { shownValue } from "./value.ts";

/** The program of one page and tab; `tab` is "" on a page without tabs. */
export function compile(page: Page, tab: string): Program {
  const { cells, diagnostics } = readCells(page, tab);
  const hoisted = hoistImports(cells.flatMap(({ imports }) => imports));
  const { placed, diagnostics: scoping } = placeCells(page.path, cells, hoisted);
  const types = classTypes(page.path, placed, hoisted);

  const writer = new Writer(page.path);
  for (const { source, text } of hoisted.imports) {
    writer.write(text, source.cell);
    writer.write("\n");
  }
  writer.write(types.head);
  writer.write("async function* $run($show: (value: unknown) => void): AsyncGenerator<unknown, void> {\n");
  for (const { read, opens } of placed) {
    const { index, marks } = read.cell;
    const expectsError = marks.raises !== undefined;
    writer.write(`${opens ? "{\n" : ""}// cell ${index}\n${expectsError ? "try {\n" : ""}`);
    writer.write(edit(read.code, [...statementEdits(read), ...(types.edits.get(read) ?? [])]), read.cell);
    writer.write(`\nyield ${index};\n`);
    if (expectsError) writer.write(`} catch ($error) {\nyield { cell: ${index}, raised: $error };\n}\n`);
  }
  writer.write("}\n".repeat(placed.filter(({ opens }) => opens).length));
  writer.write("}\nexport { $run as run };\n");

  return {
    page: page.path,
    tab,
    text: writer.text,
    spans: writer.spans,
    cells: cells.map(({ cell }) => programCell(cell)),
    imports: modulesOf(cells),
    diagnostics: [...diagnostics, ...importConflicts(page.path, hoisted), ...scoping, ...types.diagnostics],
  };
}

/** Collects the text, and where its parts came from. */
class Writer {
  text = "";
  readonly spans: Span[] = [];

  constructor(private readonly path: string) {}

  write(part: string): void;
  write(part: Mapped, cell: Cell): void;
  write(part: string | Mapped, cell?: Cell): void {
    if (typeof part === "string") {
      this.text += part;
      return;
    }
    if (cell) this.spans.push(...spansOf(this.path, cell, part, this.text.length));
    this.text += part.text;
  }
}

/** What a cell's statements need to stand in a function: no imports, no `export`, no `var`, its value shown. */
function statementEdits({ file, code, imports, statements, methods }: ReadCell): readonly Edit[] {
  const edits: Edit[] = imports.map(({ statement }) => lineEdit(code.text, statement.getStart(file), statement.end));
  for (const statement of statements) {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    for (const modifier of modifiers)
      if (modifier.kind === ts.SyntaxKind.ExportKeyword) {
        const start = modifier.getStart(file);
        const blanks = /^\s*/.exec(code.text.slice(modifier.end))?.[0].length ?? 0;
        edits.push({ start, end: modifier.end + blanks, put: "" });
      }
    // `var` would belong to the whole program and could not be declared again with another type.
    if (ts.isVariableStatement(statement) && (statement.declarationList.flags & ts.NodeFlags.BlockScoped) === 0) {
      const start = statement.declarationList.getStart(file);
      edits.push({ start, end: start + 3, put: "let" });
    }
  }
  const value = shownValue(statements);
  if (value && !methods.some(({ call }) => call === value)) {
    const isList = ts.isBinaryExpression(value) && value.operatorToken.kind === ts.SyntaxKind.CommaToken;
    const start = value.getStart(file);
    edits.push({ start, end: start, put: isList ? "$show((" : "$show(" });
    edits.push({ start: value.end, end: value.end, put: isList ? "))" : ")" });
  }
  return edits;
}

/** Takes a statement out, and its line when it stands alone on it. */
function lineEdit(text: string, start: number, end: number): Edit {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", end);
  const lineEnd = next === -1 ? text.length : next;
  const alone = text.slice(lineStart, start).trim() === "" && text.slice(end, lineEnd).trim() === "";
  return alone ? { start: lineStart, end: Math.min(lineEnd + 1, text.length), put: "" } : { start, end, put: "" };
}

function programCell({ index, place, marks }: Cell): ProgramCell {
  const { raises, timeout, noCheck, hideOutput } = marks;
  return {
    index,
    place,
    ...(raises === undefined ? {} : { raises }),
    ...(timeout === undefined ? {} : { timeout }),
    noCheck,
    hideOutput,
  };
}

function modulesOf(cells: readonly ReadCell[]): readonly string[] {
  const named = cells.flatMap(({ file, imports }) => [
    ...imports.map(({ statement }) => moduleOf(statement)),
    ...dynamicImports(file),
  ]);
  return [...new Set(named.filter((name) => name !== ""))].sort();
}

function importConflicts(path: string, { conflicts }: Hoisted): readonly Diagnostic[] {
  return conflicts.map(({ binding: { local, node, source }, earlier }) => ({
    severity: "error",
    rule: "import-is-unique",
    message: `\`${local}\` means ${meaningOf(earlier.meaning)} in an earlier cell, and imports stand at the head of the page's program`,
    hint: `Import it under another name: \`${local} as …\``,
    place: placeOf(path, source.cell, source.code, node.getStart(source.file), node.end),
  }));
}

/** `"octavo/torch"  tensor` -> `tensor` of "octavo/torch" */
function meaningOf(meaning: string): string {
  const [module = "", ...rest] = meaning.split(" ");
  const name = rest.at(-1) ?? "";
  return name === "*" ? `all of ${module}` : `\`${name}\` of ${module}`;
}
