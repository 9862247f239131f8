// A saved statement in the library's own words: `d2l.Trainer` is `Trainer` where the library declares it.

import ts from "typescript";
import type { ImportedName } from "./imports.ts";
import type { TabCell } from "./model.ts";
import { isGivenInside, isTypeUse, outerUses } from "./names.ts";

/** The name by which a library imports itself, where a plain name would mean something else. */
export const selfName = "$library";

export interface Rewritten {
  /** With its leading comments. */
  readonly text: string;
  /** What it takes from other modules. */
  readonly imports: readonly ImportedName[];
  /** Names of the library that something else hides where they are used. */
  readonly usesSelf: boolean;
  /** Names of the page's other cells, which are not saved. */
  readonly unsaved: readonly ts.Identifier[];
}

/** What a statement is rewritten by. */
export interface Scope {
  /** What the page imports, by local name. */
  readonly imported: ReadonlyMap<string, ImportedName>;
  /** Whether a module, as cells name it, is the library itself. */
  readonly isLibrary: (module: string) => boolean;
  /** What the library declares. */
  readonly declared: ReadonlySet<string>;
  /** What the page's cells declare. */
  readonly ofPage: ReadonlySet<string>;
}

/** Rewrites one statement of a cell, or the literal of its later methods. */
export function rewrite({ file }: TabCell, root: ts.Node, { imported, isLibrary, declared, ofPage }: Scope): Rewritten {
  const edits: { readonly start: number; readonly end: number; readonly put: string }[] = [];
  const imports = new Map<string, ImportedName>();
  // An interface has to be imported as a type; what is only used as one may be.
  const take = (name: ImportedName, use: ts.Identifier) =>
    imports.set(name.local, {
      ...name,
      isType: name.isType || (isTypeUse(use) && imports.get(name.local)?.isType !== false),
    });
  const unsaved: ts.Identifier[] = [];
  let usesSelf = false;
  const replace = (start: number, end: number, name: string, node: ts.Node) => {
    const isHidden = isGivenInside(name, node, root);
    usesSelf ||= isHidden;
    edits.push({ start, end, put: isHidden ? `${selfName}.${name}` : name });
  };
  for (const use of outerUses(root)) {
    const name = imported.get(use.text);
    if (name === undefined) {
      if (ofPage.has(use.text) && !declared.has(use.text)) unsaved.push(use);
    } else if (!isLibrary(name.module)) take(name, use);
    else if (name.name === "*") {
      const member = memberOf(use);
      if (member && declared.has(member.text)) replace(use.getStart(file), member.end, member.text, use);
      else take(name, use);
    } else if (!declared.has(name.name)) take(name, use);
    else if (name.name !== name.local || isGivenInside(name.name, use, root))
      replace(use.getStart(file), use.end, shorthand(use) ? `${use.text}: ${name.name}` : name.name, use);
  }
  const at = ts.isStatement(root) ? leadingStart(file, root) : root.getStart(file);
  let text = file.text.slice(at, root.end);
  for (const { start, end, put } of edits.sort((a, b) => b.start - a.start))
    text = text.slice(0, start - at) + put + text.slice(end - at);
  return { text, imports: [...imports.values()], usesSelf, unsaved };
}

/** `X` of `d2l.X`, as a value or a type. */
function memberOf(use: ts.Identifier): ts.Identifier | undefined {
  const { parent } = use;
  if (ts.isPropertyAccessExpression(parent) && ts.isIdentifier(parent.name)) return parent.name;
  return ts.isQualifiedName(parent) ? parent.right : undefined;
}

function shorthand(use: ts.Identifier): boolean {
  return ts.isShorthandPropertyAssignment(use.parent);
}

/** Where the comments begin that belong to a statement: those that stand right above it, no empty line between. */
function leadingStart(file: ts.SourceFile, statement: ts.Statement): number {
  const start = statement.getStart(file);
  let from = start;
  for (const comment of (ts.getLeadingCommentRanges(file.text, statement.pos) ?? []).toReversed()) {
    if (/\n[^\S\n]*\n/.test(file.text.slice(comment.end, from))) break;
    // A comment at the end of the line before belongs to what stands there.
    if (comment.pos > 0 && /\S[^\S\n]*$/.test(file.text.slice(0, comment.pos))) break;
    from = comment.pos;
  }
  return from;
}
