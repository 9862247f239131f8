// Marks of the author's that a reader must not see: roles, marks of tabs, slides and saved code.

import type { Nodes, Root } from "hast";
import { classesOf, find, textOf } from "./site.ts";

/** A role that is spoken of, "use :cite: for that", is no mark. */
const inProse =
  /:(?:begin_tab|end_tab|maxdepth|numbered):|:(?:label|eqlabel|numref|ref|eqref|cite[tp]?|width|height|bibliography):(?=`|[\w-]|\s*$|[ \t]+[\w:.-]+`)|%%tab\b|#@(?:tab|save)\b|\(\*\*|\[\*\*|\*\*[\])]|\(~~|~~[\])]|\{\.(?:python|input)|^```/;
const inCells = /%%tab\b|(?:#|\/\/)\s?@(?:tab|save|hide\w*)\b|\btab\.(?:selected|interact_select)\b|%load_ext d2lbook/;

/** The lines of a page that hold such a mark; what the author shows as code, in a listing or between backticks, may. */
export function marksIn(root: Root): readonly string[] {
  const found: string[] = [];
  const article = find(root, ({ tagName }) => tagName === "article");
  const look = (text: string, mark: RegExp) => {
    for (const line of text.split("\n")) if (mark.test(line)) found.push(line.trim());
  };
  const visit = (node: Nodes, isCell: boolean): void => {
    if (node.type === "text") look(node.value, inProse);
    if (node.type !== "element" || node.tagName === "code") return;
    const classes = classesOf(node);
    if (classes.includes("katex") || classes.includes("outputs")) return;
    if (node.tagName === "pre") {
      if (isCell) look(textOf(node), inCells);
      return;
    }
    for (const child of node.children) visit(child, isCell || classes.includes("cell"));
  };
  if (article) visit(article, false);
  return found;
}
