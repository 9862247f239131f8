// Roles that are none for want of a backtick, or for a blank before it: :numref:`sec_x, :numref:sec_x, :numref: `sec_x`.
// They stay on the page as they were written.

import type { InlineCode, Node, Root } from "mdast";
import type { Notes } from "./notes.ts";
import { isParent } from "./walk.ts";

const names = "label|eqlabel|numref|ref|eqref|cite[tp]?|width|height|bibliography|begin_tab";
/** What is spoken of, as in "use :cite: for that", is none. */
const broken = new RegExp(`(?<![\\w:]):(${names}):(?=\`|[\\w-]|[ \\t]+[\\w:.-]+\`)`, "g");
const atEnd = new RegExp(`(?<![\\w:]):(${names}):[ \\t]*$`);

/** Reports them. */
export function checkRoles(tree: Root, notes: Notes): void {
  visit(tree, notes);
}

function visit(node: Node, notes: Notes): void {
  if (!isParent(node)) return;
  for (const [at, child] of node.children.entries()) {
    if (child.type === "text") {
      const next = node.children[at + 1];
      for (const [, name = ""] of child.value.matchAll(broken)) report(name, child, notes);
      const [, last] = atEnd.exec(child.value) ?? [];
      if (last !== undefined && next?.type === "inlineCode" && /^[\w:./-]+$/.test((next as InlineCode).value))
        report(last, child, notes);
    }
    visit(child, notes);
  }
}

function report(name: string, text: Node, notes: Notes): void {
  const { start, end } = notes.place(text);
  const offset = notes.text.slice(start.offset, end.offset).indexOf(`:${name}:`);
  const from = start.offset + Math.max(0, offset);
  const place = notes.place({ start: from, end: from + name.length + 2 });
  const hint = `write :${name}:\`…\`, with backticks on both sides and no blank before them`;
  notes.report("warning", "role-is-complete", place, `\`:${name}:\` has no name between backticks`, hint);
}
