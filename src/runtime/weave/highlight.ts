// Code with its parts marked, at build: `const x = 1` -> spans of class tok-keyword, tok-definition, tok-number.
// Lezer's grammars, which the page's editor shares; a language without one stays plain.

import { parser as cpp } from "@lezer/cpp";
import { highlightTree, tagHighlighter, tags } from "@lezer/highlight";
import { parser as java } from "@lezer/java";
import { parser as javascript } from "@lezer/javascript";
import type { LRParser } from "@lezer/lr";
import { parser as python } from "@lezer/python";
import { lastOf } from "../last.ts";

const typescript = javascript.configure({ dialect: "ts" });
const grammars: Readonly<Record<string, LRParser>> = {
  typescript,
  ts: typescript,
  tsx: javascript.configure({ dialect: "ts jsx" }),
  javascript,
  js: javascript,
  jsx: javascript.configure({ dialect: "jsx" }),
  python,
  python3: python,
  py: python,
  java,
  c: cpp,
  cpp,
  "c++": cpp,
  cuda: cpp,
};

/** By grammar, what makes HTML of code. */
const highlighters = new Map(
  [...new Set(Object.values(grammars))].map((grammar) => [grammar, lastOf((code) => marked(code, grammar))] as const),
);

/** Five kinds of words are enough: more colours say less. */
const highlighter = tagHighlighter([
  { tag: [tags.comment, tags.lineComment, tags.blockComment, tags.docComment], class: "tok-comment" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.docString, tags.character], class: "tok-string" },
  { tag: [tags.number, tags.bool, tags.null], class: "tok-number" },
  {
    tag: [
      tags.keyword,
      tags.controlKeyword,
      tags.definitionKeyword,
      tags.moduleKeyword,
      tags.operatorKeyword,
      tags.modifier,
      // `super`
      tags.atom,
      tags.self,
    ],
    class: "tok-keyword",
  },
  {
    tag: [
      tags.definition(tags.variableName),
      tags.definition(tags.propertyName),
      tags.className,
      tags.typeName,
      tags.function(tags.definition(tags.variableName)),
    ],
    class: "tok-name",
  },
]);

/** The code as HTML, its parts in spans; all of its characters in their order. */
export function highlight(code: string, language: string): string {
  const grammar = grammars[language.toLowerCase()];
  return (grammar && highlighters.get(grammar)?.(code)) ?? escaped(code);
}

function marked(code: string, grammar: LRParser): string {
  // Strings and not nodes: there are a hundred thousand spans in a book.
  let html = "";
  let at = 0;
  highlightTree(grammar.parse(code), highlighter, (from, to, classes) => {
    html += `${escaped(code.slice(at, from))}<span class="${classes}">${escaped(code.slice(from, to))}</span>`;
    at = to;
  });
  return html + escaped(code.slice(at));
}

/** As hast-util-to-html writes text. */
function escaped(text: string): string {
  return text.replace(/[&<]/g, (character) => (character === "&" ? "&#x26;" : "&#x3C;"));
}
