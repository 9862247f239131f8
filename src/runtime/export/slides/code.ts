// Code on slides: without comments, which explain what is being said anyway.

import { parser as javascript } from "@lezer/javascript";
import type { LRParser } from "@lezer/lr";
import { parser as python } from "@lezer/python";

const typescript = javascript.configure({ dialect: "ts" });
const parsers: Readonly<Record<string, LRParser>> = { typescript, javascript, python };

/** The code without its comments; a line that held nothing else goes. Languages without a grammar stay as they are. */
export function withoutComments(code: string, language: string): string {
  const parser = parsers[language];
  if (!parser) return code;
  const comments: { readonly from: number; readonly to: number }[] = [];
  parser.parse(code).iterate({
    enter({ name, from, to }) {
      if (/^(?:Line|Block)?Comment$/.test(name)) comments.push({ from, to });
    },
  });
  let text = "";
  let at = 0;
  for (const { from, to } of comments) {
    const lineStart = code.lastIndexOf("\n", from - 1) + 1;
    const lineEnd = code.indexOf("\n", to) === -1 ? code.length : code.indexOf("\n", to);
    const isAlone = code.slice(Math.max(lineStart, at), from).trim() === "" && code.slice(to, lineEnd).trim() === "";
    if (isAlone) {
      text += code.slice(at, Math.max(at, lineStart));
      at = Math.min(code.length, lineEnd + 1);
    } else {
      text += code
        .slice(at, from)
        .replace(/[ \t]+$/, (blanks) => (code.slice(to, lineEnd).trim() === "" ? "" : blanks));
      at = to;
    }
  }
  return `${text}${code.slice(at)}`.replace(/\n{3,}/g, "\n\n").replace(/^\n+|\s+$/g, "");
}
