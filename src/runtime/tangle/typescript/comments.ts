// Doc comments: a line is added that says where the code is from.

import ts from "typescript";

/**
 * Adds `line` to the doc comment at the head of `text`, or puts one there: a class with the comment "A model." has then
 * a comment of two paragraphs.
 */
export function withNote(text: string, line: string): string {
  const comments = ts.getLeadingCommentRanges(text, 0) ?? [];
  const doc = comments.findLast(({ pos }) => text.startsWith("/**", pos));
  if (!doc) {
    const end = comments.at(-1)?.end ?? 0;
    const at = end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
    return `${text.slice(0, at)}/** ${line} */\n${blanksBefore(text, at)}${text.slice(at)}`;
  }
  const indent = blanksBefore(text, doc.pos);
  const said = text
    .slice(doc.pos + 3, doc.end - 2)
    .split("\n")
    .map((one) => one.replace(/^\s*\*? ?/, "").trimEnd())
    .join("\n")
    .trim();
  const lines = ["/**", ...said.split("\n").map((one) => ` * ${one}`.trimEnd()), " *", ` * ${line}`, " */"];
  return `${text.slice(0, doc.pos)}${lines.join(`\n${indent}`)}${text.slice(doc.end)}`;
}

/** The blanks between the line's start and `at`. */
function blanksBefore(text: string, at: number): string {
  return /[^\S\n]*$/.exec(text.slice(0, at))?.[0] ?? "";
}
