// A class of the library: what its declaration says, and the methods that later cells add or replace.

import ts from "typescript";
import { parse } from "./collect.ts";
import { withNote } from "./comments.ts";

/** A member of a class, as text with the comments above it, indented as in a class at the top. */
interface Member {
  /** "forward", "get shape", "static of", "#x"; "" for what has no name. */
  readonly key: string;
  readonly text: string;
  /** What stands on the line where the member before ended: a comment on it. */
  readonly tail: string;
  /** The sections that it is from, the newest first. */
  readonly sections: readonly string[];
}

/** A class as it grows. */
export interface LibraryClass {
  readonly name: string;
  /** Up to the opening brace. */
  readonly head: string;
  readonly members: readonly Member[];
  /** From the last member's end: comments, and the closing brace. */
  readonly end: string;
  readonly section: string;
}

/** Reads a class from its rewritten statement. */
export function readClass(text: string, section: string): LibraryClass | undefined {
  const file = parse(text);
  const node = file.statements.find(ts.isClassDeclaration);
  if (!node?.name) return undefined;
  const open = node.members.pos;
  const last = node.members.at(-1)?.end ?? open;
  return {
    name: node.name.text,
    head: text.slice(0, open),
    members: node.members.map((member) => readMember(file, member, section)),
    end: text.slice(last),
    section,
  };
}

function readMember(file: ts.SourceFile, member: ts.ClassElement, section: string): Member {
  const full = file.text.slice(member.pos, member.end);
  const tail = full.startsWith("\n") || !full.includes("\n") ? "" : full.slice(0, full.indexOf("\n"));
  return { key: keyOf(file, member), text: full.slice(tail.length), tail, sections: [section] };
}

/** What two members share when the later stands for the earlier. */
function keyOf(file: ts.SourceFile, member: ts.ClassElement | ts.ObjectLiteralElementLike): string {
  const name = ts.isConstructorDeclaration(member) ? "constructor" : member.name?.getText(file);
  if (name === undefined) return "";
  const modifiers = ts.canHaveModifiers(member) ? (ts.getModifiers(member) ?? []) : [];
  const isStatic = modifiers.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ? "static " : "";
  const kind = ts.isGetAccessor(member) ? "get " : ts.isSetAccessor(member) ? "set " : "";
  return isStatic + kind + name.replace(/^["']([\w$]+)["']$/, "$1");
}

/** What an object literal cannot bring into a class. */
export interface Unfit {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** Checks that a literal's members can stand in a class, by offsets into its file. */
export function unfitMembers(file: ts.SourceFile, literal: ts.ObjectLiteralExpression): readonly Unfit[] {
  return literal.properties
    .filter((member) => ts.isSpreadAssignment(member) || ts.isShorthandPropertyAssignment(member))
    .map((member) => ({
      start: member.getStart(file),
      end: member.end,
      message: `\`${member.getText(file)}\` cannot be saved into a class: write the method out`,
    }));
}

/** Adds the members of a rewritten object literal; one whose name the class has takes the place of the earlier. */
export function addMembers(to: LibraryClass, literal: string, section: string): LibraryClass {
  const file = parse(`(${literal})`);
  const [statement] = file.statements;
  const expression = statement && ts.isExpressionStatement(statement) ? statement.expression : undefined;
  const object = expression && ts.isParenthesizedExpression(expression) ? expression.expression : undefined;
  if (!object || !ts.isObjectLiteralExpression(object)) return to;
  let members = to.members;
  for (const property of object.properties) {
    const key = keyOf(file, property);
    const text = memberText(file, property);
    const earlier = members.filter((one) => one.key === key);
    if (earlier.length === 0) {
      members = [...members, { key, text: `\n\n${text}`, tail: "", sections: [section] }];
      continue;
    }
    // Overloads of the earlier go with it.
    const [first] = earlier;
    const sections = [
      section,
      ...earlier.flatMap((one) => one.sections).filter((one, i, all) => one !== section && all.indexOf(one) === i),
    ];
    members = members.flatMap((one) => {
      if (one.key !== key) return [one];
      if (one !== first) return one.tail === "" ? [] : [{ ...one, key: "", text: "" }];
      return [{ key, text: `${/^\n[^\S\n]*\n/.test(one.text) ? "\n\n" : "\n"}${text}`, tail: one.tail, sections }];
    });
  }
  return { ...to, members };
}

/** A property of a literal as a member, its lines indented by two. */
function memberText(file: ts.SourceFile, property: ts.ObjectLiteralElementLike): string {
  const start = property.getFullStart();
  const full = file.text
    .slice(start, property.end)
    .replace(/^[^\S\n]*\n/, "")
    .replace(/^(?:[^\S\n]*\n)+/, "");
  const offset = property.end - full.length;
  const value = ts.isPropertyAssignment(property) ? property : undefined;
  const text = value
    ? `${full.slice(0, value.name.end - offset)} = ${file.text.slice(value.initializer.getStart(file), value.end)};`
    : full;
  const indent = /^[^\S\n]*/.exec(text)?.[0].length ?? 0;
  return indented(text, indent, literalLines(text));
}

/** Lines of `text` that begin inside a template literal: their blanks are part of a string. */
function literalLines(text: string): ReadonlySet<number> {
  const before = "({";
  const file = parse(`${before}${text}})`);
  const lines = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateLiteralToken(node)) {
      const from = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
      const to = file.getLineAndCharacterOfPosition(node.end).line;
      for (let line = from + 1; line <= to; line++) lines.add(line);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return lines;
}

function indented(text: string, indent: number, literal: ReadonlySet<number>): string {
  if (indent === 2) return text;
  return text
    .split("\n")
    .map((line, i) => {
      if (literal.has(i) || line.trim() === "") return line;
      const blanks = /^[^\S\n]*/.exec(line)?.[0].length ?? 0;
      return " ".repeat(Math.max(0, blanks - indent) + 2) + line.trimStart();
    })
    .join("\n");
}

/** The class as it is printed: with a note of its section, and one at each member that is from another. */
export function printClass({ head, members, end, section }: LibraryClass): string {
  const body = members.map(({ text, tail, sections: [newest = section, ...older] }) => {
    if (newest === section && older.length === 0) return tail + text;
    const note = older.length > 0 ? `Defined in ${newest}; first in ${older.join("; ")}.` : `Defined in ${newest}.`;
    const [blank = ""] = /^(?:[^\S\n]*\n)*/.exec(text) ?? [];
    return tail + blank + withNote(text.slice(blank.length), note);
  });
  const closing = end.includes("\n") || members.length === 0 ? end : `\n${end.trimStart()}`;
  return withNote(exported(`${head}${body.join("")}${members.length > 0 ? closing : end}`), `Defined in ${section}.`);
}

/** With `export` before the declaration. */
export function exported(text: string): string {
  const file = parse(text);
  let put = text;
  for (const statement of [...file.statements].reverse()) {
    const isExported =
      ts.canHaveModifiers(statement) &&
      (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    const start = statement.getStart(file);
    if (!isExported && !ts.isExpressionStatement(statement)) put = `${put.slice(0, start)}export ${put.slice(start)}`;
  }
  return put;
}
