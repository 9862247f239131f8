// Doc comments: a line is added that says where the code is from.

/**
 * Adds `line` to the doc comment at the head of `text`, or puts one there.
 * ("/** A model. *\/ class A {}", "Defined in …") -> a comment of two paragraphs before `class A {}`.
 */
export function withNote(text: string, line: string): string {
  const [all, indent = "", body] =
    /^((?:[^\S\n]*\n)*[^\S\n]*)\/\*\*((?:(?!\*\/)[\s\S])*)\*\/[^\S\n]*\n?(?![\s\S]*^\s*\/\*\*)/.exec(text) ?? [];
  if (all === undefined || body === undefined) return `${indentOf(text)}/** ${line} */\n${text}`;
  const lines = body
    .split("\n")
    .map((one) => one.replace(/^\s*\*? ?/, "").trimEnd())
    .join("\n")
    .trim();
  const before = indent.replace(/^[\s\S]*\n/, "");
  const comment = [`/**`, ...lines.split("\n").map((one) => ` * ${one}`.trimEnd()), ` *`, ` * ${line}`, ` */`];
  return `${comment.map((one) => before + one).join("\n")}\n${text.slice(all.length)}`;
}

function indentOf(text: string): string {
  return /^[^\S\n]*/.exec(text)?.[0] ?? "";
}
