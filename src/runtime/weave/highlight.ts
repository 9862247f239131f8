// Code with its parts marked, at build: `const x = 1` -> spans of class tok-keyword, tok-definition, tok-number.
// Lezer's grammars, which the page's editor shares; a language without one stays plain.

import { parser as cpp } from "@lezer/cpp";
import { highlightTree, tagHighlighter, tags } from "@lezer/highlight";
import { parser as java } from "@lezer/java";
import { parser as javascript } from "@lezer/javascript";
import type { LRParser } from "@lezer/lr";
import { parser as python } from "@lezer/python";
import type { ElementContent } from "hast";

const typescript = javascript.configure({ dialect: "ts" });
const parsers: Readonly<Record<string, LRParser>> = {
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

/** The code as text and marked spans; all of its characters in their order. */
export function highlight(code: string, language: string): ElementContent[] {
  const parser = parsers[language.toLowerCase()];
  if (!parser) return [{ type: "text", value: code }];
  const parts: ElementContent[] = [];
  let at = 0;
  const plain = (to: number) => {
    if (to > at) parts.push({ type: "text", value: code.slice(at, to) });
    at = to;
  };
  highlightTree(parser.parse(code), highlighter, (from, to, classes) => {
    plain(from);
    // Not by `h`: there are a hundred thousand of these in a book.
    const children: ElementContent[] = [{ type: "text", value: code.slice(from, to) }];
    parts.push({ type: "element", tagName: "span", properties: { className: classes.split(" ") }, children });
    at = to;
  });
  plain(code.length);
  return parts;
}
