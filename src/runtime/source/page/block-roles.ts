// Brings labels and sizes to where they can be attached: between blocks, after what they speak of.
//     # A title :label:`sec_a`      $$x$$ :eqlabel:`eq_a`      | a table's caption :label:`tab_a`
// Roles on a line of their own stand there already (syntax/role.ts).

import type { Node, Parent, Root } from "mdast";
import { isRole } from "../syntax/role.ts";
import { isBlankText } from "./figures.ts";
import { isParent, rewrite } from "./walk.ts";

/** In place: roles at a paragraph's or heading's ends move before or behind it. */
export function liftRoles(tree: Root): void {
  rewrite(tree, (children, parent) => {
    if (parent.type === "paragraph" || parent.type === "heading") return children;
    return children.flatMap((node) => (holdsRoles(node) ? lifted(node) : [node]));
  });
}

function holdsRoles(node: Node): node is Parent {
  const isText = node.type === "paragraph" || node.type === "heading";
  return isText && isParent(node) && node.children.some(isRole);
}

function lifted(block: Parent): Node[] {
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
  if (after.length > 0 && trimEnd(children.at(-1)) === "") children.pop();
  if (children.length === 0) return [...before, ...after];
  // A formula that shared its line with its label only is a block, like one whose label has a line of its own.
  const [only] = children;
  if (children.length === 1 && only?.type === "displayMath") return [...before, only, ...after];
  block.children = children as Parent["children"];
  return [...before, block, ...after];
}

function isRoleBehindBlank(blank: Node | undefined, role: Node | undefined): boolean {
  return isBlankText(blank) && isRole(role);
}

/** The blanks before a role that went are no longer between two things. Returns the text that is left, if it is text. */
function trimEnd(node: Node | undefined): string | undefined {
  if (node?.type !== "text" || !("value" in node)) return undefined;
  const value = String(node.value);
  const trimmed = value.trimEnd();
  const end = node.position?.end;
  // Only blanks of the same line: then the end moves back by as many columns.
  if (end && !/[\r\n]/.test(value.slice(trimmed.length))) {
    const by = value.length - trimmed.length;
    end.column -= by;
    if (end.offset !== undefined) end.offset -= by;
  }
  node.value = trimmed;
  return trimmed;
}
