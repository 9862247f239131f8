// A fence that nothing closes: it runs to the end of the file, or of the list or tab block around it.

import type { Code, Root } from "mdast";
import type { Notes } from "./notes.ts";
import { walk } from "./walk.ts";

/** Reports fences without a closing line. */
export function checkFences(tree: Root, notes: Notes): void {
  walk(tree, (node) => {
    if (node.type === "code" && !isClosed(node, notes)) {
      const start = node.position?.start.offset ?? 0;
      const line = notes.lines[(node.position?.start.line ?? 1) - 1] ?? "";
      const column = node.position?.start.column ?? 1;
      const at = notes.place({ start, end: start + line.length - column + 1 });
      const marks = /^(?:`+|~+)/.exec(line.slice(column - 1))?.[0] ?? "```";
      const hint = `end it with \`${marks}\` on a line of its own`;
      notes.report("error", "fence-is-closed", at, "this code fence is not closed", hint);
    }
  });
}

function isClosed(node: Code, notes: Notes): boolean {
  if (!node.position) return true;
  const { start, end } = node.position;
  const opening = /^(?:`{3,}|~{3,})/.exec((notes.lines[start.line - 1] ?? "").slice(start.column - 1))?.[0];
  // Indented code has no fence.
  if (opening === undefined) return true;
  if (end.line === start.line) return false;
  const closing = /^[ \t>]*(`+|~+)[ \t]*$/.exec((notes.lines[end.line - 1] ?? "").slice(0, end.column - 1))?.[1];
  return closing !== undefined && closing[0] === opening[0] && closing.length >= opening.length;
}
