// Methods that are added to a class later, `@d2l.add_to_class(Trainer)`: in the library they stand inside it.

import type { SyntaxNode } from "@lezer/common";
import { docstringOf } from "./docstrings.ts";
import { definitionOf, endOf, indentOf, lineStart, statementsIn, statementsOf, stringsIn } from "./tree.ts";
import { namesAtLoad } from "./uses.ts";

/** A function that is to be a method of a class. */
export interface LaterMethod {
  /** The class's name: "Trainer" of `d2l.Trainer`. */
  readonly target: string;
  /** Without the decorator that adds it. */
  readonly text: string;
}

/** What a saved definition adds to which class; nothing for one that is no method. */
export function laterMethod(text: string): LaterMethod | undefined {
  const [statement] = statementsOf(text);
  const definition = statement && definitionOf(statement, text);
  if (definition?.kind !== "function") return undefined;
  for (const decorator of definition.decorators) {
    const written = text.slice(decorator.from, decorator.to);
    const [, target] = /^@\s*(?:[\w.]+\.)?add_to_class\s*\(\s*(?:\w+\s*\.\s*)*(\w+)\s*,?\s*\)/.exec(written) ?? [];
    if (target === undefined) continue;
    const end = text.indexOf("\n", text.slice(0, decorator.to).trimEnd().length);
    const rest = text.slice(0, lineStart(text, decorator.from)) + text.slice(end + 1);
    return { target, text: inClass(rest, target) };
  }
  return undefined;
}

/** `@Board.width.setter` is `@width.setter` inside `Board`, which has no name there yet. */
function inClass(method: string, target: string): string {
  const [statement] = statementsOf(method);
  const decorators = (statement && definitionOf(statement, method)?.decorators) ?? [];
  return decorators.reduceRight((text, { from, to }) => {
    const written = text.slice(from, to);
    const [whole, name = ""] =
      new RegExp(`^@(?:\\w+\\.)*${target}\\.(\\w+\\.(?:getter|setter|deleter))`).exec(written) ?? [];
    return whole === undefined ? text : `${text.slice(0, from)}@${name}${text.slice(from + whole.length)}`;
  }, method);
}

/** Adds a method to the class in `text`; it takes the place of one with its name. */
export function addMethod(text: string, method: string): string {
  const open = asBlock(text);
  const body = bodyOf(open);
  const [added] = statementsOf(method);
  const definition = added && definitionOf(added, method);
  if (!body || !definition) return text;
  const members = statementsIn(body);
  const indent = members[0] ? indentOf(open, members[0].from) : "    ";
  const put = indented(method, indent);
  const { name } = definition;
  // `@x.setter` goes with the earlier `x`; and what the class itself calls while it loads has to be what it was.
  const goesWith = definition.decorators.some(({ from, to }) => method.slice(from, to).startsWith(`@${name}.`));
  const earlier = goesWith || isUsedAtLoad(name, members, open) ? [] : members.filter((one) => isOf(one, name, open));
  if (earlier.length === 0) return `${open}\n\n${put}`;
  return earlier.toReversed().reduce((kept, member) => {
    const start = startOf(member, open);
    if (member === earlier[0]) return kept.slice(0, start) + put + kept.slice(endOf(member, open));
    return kept.slice(0, start).trimEnd() + kept.slice(endOf(member, open));
  }, open);
}

function bodyOf(text: string): SyntaxNode | undefined {
  const [statement] = statementsOf(text);
  return statement && definitionOf(statement, text)?.body;
}

/** `class A: pass` with its suite on a line of its own. */
function asBlock(text: string): string {
  const body = bodyOf(text);
  const [first] = body ? statementsIn(body) : [];
  if (!body || !first || text.slice(body.from, first.from).includes("\n")) return text;
  return `${text.slice(0, body.from + 1)}\n    ${text.slice(first.from)}`;
}

function isOf(member: SyntaxNode, name: string, text: string): boolean {
  const definition = definitionOf(member, text);
  return definition?.kind === "function" && definition.name === name;
}

/** `__call__ = forward` in a class's suite, say. An accessor's `@x.setter` goes when `x` goes, and does not count. */
function isUsedAtLoad(name: string, members: readonly SyntaxNode[], text: string): boolean {
  return members.some((member) => !isOf(member, name, text) && namesAtLoad(member, text).has(name));
}

/** Where a member begins, on its line; comments right above it belong to it. */
function startOf(member: SyntaxNode, text: string): number {
  let start = lineStart(text, member.from);
  for (;;) {
    const before = lineStart(text, start - 1);
    if (start === 0 || !/^[^\S\n]*#/.test(text.slice(before, start))) return start;
    start = before;
  }
}

/** The lines of a function deeper by `indent`, but for those inside strings that are no docstrings. */
function indented(text: string, indent: string): string {
  const fixed = stringsIn(text).filter(({ parent }) => {
    return parent?.name !== "ExpressionStatement" || !docstringOf(parent, text);
  });
  let start = 0;
  return text
    .split("\n")
    .map((line) => {
      const isFixed = fixed.some(({ from, to }) => from < start && start < to);
      start += line.length + 1;
      return isFixed || line.trim() === "" ? line : indent + line;
    })
    .join("\n");
}
