// What a library declares: each name once, by the piece that is saved first.

import ts from "typescript";
import type { RuleId } from "../../diagnostic.ts";
import { placeName } from "../../frame.ts";
import { placeOf } from "../places.ts";
import type { Piece } from "./model.ts";
import { declaredNames } from "./names.ts";

/** Notes a fault of a saved piece, at a stretch of its cell's folded text. */
export type Report = (
  rule: RuleId,
  piece: Pick<Piece, "from">,
  node: { pos: number; end: number },
  message: string,
  hint?: string,
) => void;

/** Where a node stands in the folded text, without what leads to it. */
export function span({ from }: Pick<Piece, "from">, node: ts.Node): { pos: number; end: number } {
  return { pos: node.getStart(from.file), end: node.end };
}

/** The first declaration of each name; later ones are reported. */
export function declarationsOf(pieces: readonly Piece[], report: Report): ReadonlyMap<string, Piece> {
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
export function isOverload({ from, statement }: Piece): boolean {
  const before = from.file.statements[from.file.statements.indexOf(statement) - 1];
  return (
    ts.isFunctionDeclaration(statement) &&
    before !== undefined &&
    ts.isFunctionDeclaration(before) &&
    before.name?.text === statement.name?.text
  );
}

/** Overloads of one function, which are saved together. */
export function isSameFunction(a: Piece, b: Piece): boolean {
  return a.from === b.from && ts.isFunctionDeclaration(a.statement) && ts.isFunctionDeclaration(b.statement);
}
