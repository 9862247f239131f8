// Where names are declared: cells share one block, and a cell that declares a name again opens a block inside it that
// lasts to the program's end. What stands before keeps what it saw: { const m = 1; f(); { const m = "a"; g(); } }

import ts from "typescript";
import type { Diagnostic } from "../diagnostic.ts";
import { type Declared, usedBefore } from "./declarations.ts";
import type { Binding, Hoisted } from "./imports.ts";
import { placeOf } from "./places.ts";
import type { ReadCell } from "./read.ts";

/** One block of the program. */
export interface Scope {
  readonly names: Map<string, { readonly declared: Declared; readonly by: ReadCell }[]>;
}

/** A cell in its block. */
export interface PlacedCell {
  readonly read: ReadCell;
  /** A block opens before it. */
  readonly opens: boolean;
  /** From the outermost to the one that its own declarations stand in. */
  readonly scopes: readonly Scope[];
}

/** Gives each cell its block, and says what blocks cannot do. */
export function placeCells(
  path: string,
  cells: readonly ReadCell[],
  { bindings }: Hoisted,
): { readonly placed: readonly PlacedCell[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  let scopes: readonly Scope[] = [{ names: new Map() }];
  const placed = cells.map((read): PlacedCell => {
    // The cell that is expected to fail has a block of its own, which ends with it.
    const ownBlock = read.cell.marks.raises !== undefined;
    const again = read.declared.filter((declared) => {
      const binding = bindings.get(declared.name);
      if (binding && !isImportedBefore(binding, read)) diagnostics.push(importedLater(path, read, declared, binding));
      return binding !== undefined || scopes.some((scope) => meets(scope, declared));
    });
    for (const declared of again) diagnostics.push(...usedEarlier(path, read, declared));
    const opens = again.length > 0 && !ownBlock;
    const own: Scope = { names: new Map() };
    const around = scopes;
    if (opens || ownBlock) scopes = [...scopes, own];
    const target = scopes.at(-1) ?? own;
    for (const declared of read.declared)
      target.names.set(declared.name, [...(target.names.get(declared.name) ?? []), { declared, by: read }]);
    const result = { read, opens, scopes };
    if (ownBlock) scopes = around;
    return result;
  });
  return { placed, diagnostics };
}

/** What `name` means as a type in `scopes`: its declarations in the innermost block that has one. */
export function findType(
  scopes: readonly Scope[],
  name: string,
): { readonly scope: Scope; readonly declared: Declared; readonly by: ReadCell } | undefined {
  for (const scope of scopes.toReversed()) {
    const found = scope.names.get(name) ?? [];
    const type = found.find(({ declared }) => ts.isClassDeclaration(declared.statement)) ?? found[0];
    if (type) return { scope, ...type };
  }
  return undefined;
}

function meets(scope: Scope, declared: Declared): boolean {
  return (scope.names.get(declared.name) ?? []).some(
    (earlier) => (earlier.declared.isValue && declared.isValue) || (earlier.declared.isType && declared.isType),
  );
}

function isImportedBefore(binding: Binding, read: ReadCell): boolean {
  return binding.source.cell.index < read.cell.index;
}

function importedLater(path: string, read: ReadCell, declared: Declared, binding: Binding): Diagnostic {
  const { source, node } = binding;
  const sameCell = source.cell === read.cell;
  return {
    severity: "error",
    rule: "import-is-unique",
    message: sameCell
      ? `\`${declared.name}\` is imported and declared in one cell`
      : `\`${declared.name}\` is imported here, but an earlier cell declares it`,
    hint: `Import it under another name: \`${declared.name} as …\``,
    place: placeOf(path, source.cell, source.code, node.getStart(source.file), node.end),
  };
}

function usedEarlier(path: string, read: ReadCell, declared: Declared): readonly Diagnostic[] {
  const use = declared.isValue ? usedBefore(declared, read.statements) : undefined;
  if (!use) return [];
  const isClass = ts.isClassDeclaration(declared.statement);
  return [
    {
      severity: "error",
      rule: "redeclaration-is-possible",
      message: `\`${declared.name}\` is declared again in this cell, so what it was before cannot be used here`,
      hint: isClass
        ? "Give the new class another name"
        : `Give the new one another name, or declare the earlier one with \`let\` and assign: \`${declared.name} = …\``,
      place: placeOf(path, read.cell, read.code, use.getStart(read.file), use.end),
    },
  ];
}
