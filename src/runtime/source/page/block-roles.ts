// Brings labels and sizes to where they can be attached: between blocks, after what they speak of.
//     # A title :label:`sec_a`      $$x$$ :eqlabel:`eq_a`      | a table's caption :label:`tab_a`
// Roles on a line of their own stand there already (syntax/role.ts).

import type { Node, Parent, Root, Table } from "mdast";
import { isRole } from "../syntax/role.ts";
import { isBlankText } from "./figures.ts";
import type { Notes } from "./notes.ts";
import { isParent, rewrite } from "./walk.ts";

/** In place: roles at a paragraph's or heading's ends move before or behind it. */
export function liftRoles(tree: Root, notes: Notes): void {
  rewrite(tree, (children, parent) => {
    if (parent.type === "paragraph" || parent.type === "heading") return children;
    return children.flatMap((node) => {
      if (node.type === "table") return [node, ...rowsOfRoles(node as Table)];
      return holdsRoles(node) ? lifted(node, notes) : [node];
    });
  });
}

/** Takes off a table's last rows when they hold its roles and nothing else: `|:label:`tab_a`| |`. */
function rowsOfRoles(table: Table): Node[] {
  const roles: Node[] = [];
  while (table.children.length > 1) {
    const inRow: Node[] = (table.children.at(-1)?.children ?? []).flatMap((cell) => cell.children as Node[]);
    if (!inRow.some(isRole) || !inRow.every((node) => isRole(node) || isBlankText(node))) break;
    roles.unshift(...inRow.filter(isRole));
    table.children.pop();
  }
  return roles;
}

function holdsRoles(node: Node): node is Parent {
  const isText = node.type === "paragraph" || node.type === "heading";
  return isText && isParent(node) && node.children.some(isRole);
}

function lifted(block: Parent, notes: Notes): Node[] {
  const children: Node[] = [...block.children];
  const before: Node[] = [];
  const after: Node[] = [];
  while (isRole(children[0]) || isRoleBehindBlank(children[0], children[1])) {
    const first = children.shift();
    if (isRole(first)) before.push(first);
  }
  while (isRole(children.at(-1)) || isRoleBehindBlank(children.at(-1), children.at(-2))) {
    const last = children.pop();
    if (isRole(last)) after.unshift(last);
  }
  if (before.length > 0) trimStart(children[0], notes);
  // The line of the roles is not one of the text's.
  if (after.length > 0 && children.at(-1)?.type === "break") children.pop();
  if (after.length > 0 && trimEnd(children.at(-1), notes) === "") children.pop();
  if (children.length === 0) return [...before, ...after];
  // A formula that shared its line with its label only is a block, like one whose label has a line of its own.
  const [only] = children;
  if (children.length === 1 && only?.type === "displayMath") return [...before, only, ...after];
  block.children = children as Parent["children"];
  leave(block, before.at(-1), after.at(-1), notes);
  return [...before, block, ...after];
}

/** The block's place ends where its text does, when roles stood there; a heading's line goes on where its marks do. */
function leave(block: Parent, before: Node | undefined, after: Node | undefined, notes: Notes): void {
  const { position, children } = block;
  const [start, end] = [children[0]?.position?.start, children.at(-1)?.position?.end];
  if (!position) return;
  if (before && start && block.type === "paragraph") position.start = { ...start };
  const isLast = notes.text.slice(after?.position?.end.offset, position.end.offset).trim() === "";
  if (after && end && isLast) position.end = { ...end };
}

function isRoleBehindBlank(blank: Node | undefined, role: Node | undefined): boolean {
  return isBlankText(blank) && isRole(role);
}

/** The blanks behind a role that went are no longer between two things. */
function trimStart(node: Node | undefined, notes: Notes): void {
  if (node?.type !== "text" || !("value" in node)) return;
  node.value = String(node.value).trimStart();
  const { position } = node;
  let offset = position?.start.offset ?? 0;
  while (isBlank(notes.text[offset]) && offset < (position?.end.offset ?? 0)) offset++;
  if (position) position.start = notes.point(offset);
}

/** The blanks before a role, or a figure, that went. Returns the text that is left, if it is text. */
export function trimEnd(node: Node | undefined, notes: Notes): string | undefined {
  if (node?.type !== "text" || !("value" in node)) return undefined;
  const trimmed = String(node.value).trimEnd();
  node.value = trimmed;
  const { position } = node;
  let offset = position?.end.offset ?? 0;
  // A `>` is a quote's, unless it is the text's last.
  while (isBlank(notes.text[offset - 1]) || (notes.text[offset - 1] === ">" && !trimmed.endsWith(">"))) offset--;
  if (position) position.end = notes.point(offset);
  return trimmed;
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}
