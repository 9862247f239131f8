// Docstrings: a line is added that says where the code is from, ":numref:`sec_calculus`", as readers of the book know it.

import type { SyntaxNode } from "@lezer/common";
import { definitionOf, indentOf, statementsIn, statementsOf } from "./tree.ts";

/** The note for the section with a label. */
export function noteOf(label: string): string {
  return `Defined in :numref:\`${label}\``;
}

/** Adds `note` to the docstring of the definition in `text`, or gives it one; other text stays as it is. */
export function withNote(text: string, note: string): string {
  const [statement] = statementsOf(text);
  const body = statement && definitionOf(statement, text)?.body;
  const [first] = body ? statementsIn(body) : [];
  if (!statement || !body || !first) return text;
  const colon = body.from + 1;
  const isBlock = text.slice(colon, first.from).includes("\n");
  const indent = isBlock ? indentOf(text, first.from) : `${indentOf(text, statement.from)}    `;
  const literal = isBlock ? docstringOf(first, text) : undefined;
  if (literal) {
    const put = withParagraph(text.slice(literal.from, literal.to), note, indent);
    return text.slice(0, literal.from) + put + text.slice(literal.to);
  }
  const lines = `\n${indent}"""${note}"""`;
  if (isBlock) {
    const lineEnd = text.indexOf("\n", colon);
    return text.slice(0, lineEnd) + lines + text.slice(lineEnd);
  }
  return `${text.slice(0, colon)}${lines}\n${indent}${text.slice(first.from)}`;
}

/** The literal that ends a suite's docstring, if its first statement is one. */
export function docstringOf(first: SyntaxNode, text: string): SyntaxNode | undefined {
  const value = first.name === "ExpressionStatement" ? first.firstChild : null;
  const literal = value?.name === "ContinuedString" ? value.lastChild : value;
  return literal?.name === "String" && !/^[a-z]*b/i.test(text.slice(literal.from, literal.to)) ? literal : undefined;
}

/** A string literal with a paragraph more; one in single quotes gets three, since it has several lines now. */
function withParagraph(literal: string, paragraph: string, indent: string): string {
  const [, prefix = "", quotes = '"'] = /^([a-z]*)("""|'''|"|')/i.exec(literal) ?? [];
  const inside = literal.slice(prefix.length + quotes.length, -quotes.length);
  const open = quotes.length === 3 ? quotes : inside.includes('"""') ? "'''" : '"""';
  const said = inside.trimEnd();
  const end = inside.slice(said.length).includes("\n") ? `\n${indent}` : "";
  return `${prefix}${open}${said === "" ? "" : `${said}\n\n${indent}`}${paragraph}${end}${open}`;
}
