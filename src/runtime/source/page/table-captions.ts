// A table's caption: a paragraph `: caption` above it, or `Table: caption` below it (or above).

import type { Node, Paragraph, PhrasingContent, Root, Table, Text } from "mdast";
import { isRole } from "../syntax/role.ts";
import { rewrite } from "./walk.ts";

const mark = /^(?::|Table:)[ \t\r\n]*/;

/** In place: caption paragraphs go into their tables, and roles that stood behind one stand behind its table. */
export function attachTableCaptions(tree: Root): void {
  rewrite(tree, (children) => (children.some(isTable) ? attached(children) : children));
}

function attached(children: readonly Node[]): Node[] {
  const result: Node[] = [];
  for (let i = 0; i < children.length; i++) {
    const node = children[i] as Node;
    if (!isCaption(node)) {
      result.push(node);
      continue;
    }
    // Above: only roles stand between the paragraph and the table.
    let next = i + 1;
    while (isRole(children[next])) next++;
    const below = children[next];
    const above = result.findLast((one) => !isRole(one));
    if (isTable(below) && below.data?.caption === undefined && !isBelowForm(node, above)) {
      setCaption(below, node);
      result.push(below, ...children.slice(i + 1, next));
      i = next;
    } else if (isTable(above) && above.data?.caption === undefined) setCaption(above, node);
    else result.push(node);
  }
  return result;
}

/** `Table:` between two tables belongs to the one above, unless that has a caption. */
function isBelowForm(caption: Paragraph, above: Node | undefined): boolean {
  return (
    (caption.children[0] as Text).value.startsWith("Table:") && isTable(above) && above.data?.caption === undefined
  );
}

function isTable(node: Node | undefined): node is Table {
  return node?.type === "table";
}

function isCaption(node: Node): node is Paragraph {
  if (node.type !== "paragraph") return false;
  const first = (node as Paragraph).children[0];
  return first?.type === "text" && mark.test(first.value);
}

function setCaption(table: Table, paragraph: Paragraph): void {
  const [first, ...rest] = paragraph.children as [Text, ...PhrasingContent[]];
  const length = mark.exec(first.value)?.[0].length ?? 0;
  const text: Text = { ...first, value: first.value.slice(length) };
  if (first.position) {
    const { line, column, offset = 0 } = first.position.start;
    text.position = { ...first.position, start: { line, column: column + length, offset: offset + length } };
  }
  table.data = { ...table.data, caption: text.value === "" ? rest : [text, ...rest] };
}
