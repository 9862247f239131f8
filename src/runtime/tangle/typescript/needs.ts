// What a declaration of the library needs, so that `inLoadOrder` can place it.

import ts from "typescript";
import type { Part } from "../order.ts";
import { parse } from "./collect.ts";
import { declaredNames, isTypeUse, outerUses } from "./names.ts";

/** Reads a printed declaration. */
export function partOf(text: string): Part {
  const { statements } = parse(text);
  const uses = statements.flatMap((statement) =>
    outerUses(statement)
      .filter((use) => !isTypeUse(use))
      .map((use) => ({ name: use.text, isAtLoad: isAtLoad(use, statement) })),
  );
  return {
    text,
    names: statements.flatMap(declaredNames),
    atLoad: new Set(uses.filter((use) => use.isAtLoad).map(({ name }) => name)),
    uses: new Set(uses.map(({ name }) => name)),
  };
}

/** True of a use that happens when the statement is loaded, and not when something of it is called. */
function isAtLoad(use: ts.Node, root: ts.Node): boolean {
  for (let node: ts.Node = use; ; node = node.parent) {
    if (ts.isFunctionLike(node)) return false;
    if (
      ts.isPropertyDeclaration(node) &&
      !ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)
    )
      return false;
    if (node === root) return true;
  }
}
