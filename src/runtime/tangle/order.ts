// The order of a library's declarations: that of the book, but what is needed while the file loads comes before its user.
// `class Board extends Plot {}` of chapter 3 stands below `class Plot {}` of the appendix.

import ts from "typescript";
import { parse } from "./collect.ts";
import { declaredNames, isTypeUse, outerUses } from "./names.ts";

interface Part {
  readonly text: string;
  /** Names of the library that loading it needs. */
  readonly atLoad: ReadonlySet<string>;
  /** Names of the library that it uses at all, as values. */
  readonly uses: ReadonlySet<string>;
}

/** Puts printed declarations in order; as they are where nothing has to move, or nothing helps. */
export function inLoadOrder(texts: readonly string[]): readonly string[] {
  const owners = new Map<string, Part>();
  const parts = texts.map((text): Part => {
    const { statements } = parse(text);
    const uses = statements.flatMap((statement) =>
      outerUses(statement)
        .filter((use) => !isTypeUse(use))
        .map((use) => ({ name: use.text, isAtLoad: isAtLoad(use, statement) })),
    );
    const part = {
      text,
      atLoad: new Set(uses.filter((use) => use.isAtLoad).map(({ name }) => name)),
      uses: new Set(uses.map(({ name }) => name)),
    };
    for (const name of statements.flatMap(declaredNames)) owners.set(name, part);
    return part;
  });

  const ordered = new Set<Part>();
  const place = (part: Part, above: ReadonlySet<Part>): void => {
    if (ordered.has(part) || above.has(part)) return;
    const here = new Set(above).add(part);
    for (const need of needsOf(part, owners)) place(need, here);
    ordered.add(part);
  };
  for (const part of parts) place(part, new Set());
  return [...ordered].map(({ text }) => text);
}

/** What loading a part needs, and what that may call in turn: a function that is called uses all that it names. */
function needsOf(part: Part, owners: ReadonlyMap<string, Part>): readonly Part[] {
  const needs = new Set<Part>();
  const add = (names: ReadonlySet<string>): void => {
    for (const name of names) {
      const owner = owners.get(name);
      if (!owner || owner === part || needs.has(owner)) continue;
      needs.add(owner);
      add(owner.uses);
    }
  };
  add(part.atLoad);
  return [...needs];
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
