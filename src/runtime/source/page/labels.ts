// Labels and sizes find what they speak of: the heading, figure, table or display formula right before them.
//     # Linear Regression        ![The loss](img/loss.svg)        $$x = 1$$
//     :label:`sec_linear`        :width:`300px`                   :eqlabel:`eq_x`
// What has nothing before it is reported; a label then leaves an anchor, so that links to it still land.

import type { Image, Node, Paragraph, Parent, PhrasingContent, Root } from "mdast";
import type { AnchorNode, DisplayMath, Figure } from "../nodes.ts";
import { isRole, type RoleNode } from "../syntax/role.ts";
import { trimEnd } from "./block-roles.ts";
import { figureOf, isBlankText, soleImage } from "./figures.ts";
import type { Notes } from "./notes.ts";
import { rewrite } from "./walk.ts";

/** Label by target node. */
export type Labels = ReadonlyMap<Node, string>;

/** In place: no role is left in the tree. Returns the labels of headings, figures, tables, formulas and anchors. */
export function attachRoles(tree: Root, notes: Notes): Labels {
  const labels = new Map<Node, string>();
  rewrite(tree, (children, parent) => (children.some(isRole) ? attached(children, parent, labels, notes) : children));
  return labels;
}

function attached(children: readonly Node[], parent: Parent, labels: Map<Node, string>, notes: Notes): Node[] {
  const result: Node[] = [];
  for (const node of children) {
    if (!isRole(node)) result.push(node);
    else if (node.name === "width" || node.name === "height") setSize(node, result, notes);
    else setLabel(node, result, parent, labels, notes);
  }
  return result;
}

function setSize(role: RoleNode, before: readonly Node[], notes: Notes): void {
  const last = before.findLast((node) => !isBlankText(node));
  const image = last?.type === "image" ? (last as Image) : (soleImage(last) ?? imageAtEnd(last));
  const length = role.value.replace(/^(\d*\.?\d+)$/, "$1px");
  if (!/^\d*\.?\d+(?:px|em|rem|ex|ch|%|vw|vh|pt|pc|in|cm|mm|q)$/i.test(length)) {
    const message = `\`${role.value}\` is no length for \`:${role.name}:\``;
    notes.report("warning", "size-has-image", notes.place(role), message, "write a CSS length: 300px, 20em, 80%");
  } else if (last?.type === "figure") (last as Figure)[role.name as "width"] = length;
  else if (image !== undefined) image.data = { ...image.data, [role.name]: length };
  else {
    const message = `\`:${role.name}:\` has no image before it`;
    notes.report("warning", "size-has-image", notes.place(role), message, "put it on the line after an image");
  }
}

function setLabel(role: RoleNode, before: Node[], parent: Parent, labels: Map<Node, string>, notes: Notes): void {
  const target = targetAt(before, parent, notes);
  if (target !== undefined && !labels.has(target)) {
    labels.set(target, role.value);
    return;
  }
  const anchor: AnchorNode = { type: "anchor", id: "", ...(role.position && { position: role.position }) };
  before.push(anchor);
  labels.set(anchor, role.value);
  const message =
    target === undefined
      ? `label \`${role.value}\` has nothing before it that can be labelled`
      : `label \`${role.value}\` stands after \`${labels.get(target)}\`, which is the label already`;
  const hint = "put it on the line after a heading, a figure, a table or a display formula";
  notes.report("warning", "label-has-target", notes.place(role), message, hint);
}

/** The last block that can be labelled, or the display formula that ends the text before. */
function targetAt(before: Node[], parent: Parent, notes: Notes): Node | undefined {
  const last = before.findLast((node) => !isBlankText(node));
  switch (last?.type) {
    case "heading":
    case "figure":
    case "table":
    case "displayMath":
      return last;
    case "paragraph":
      return formulaAtEnd(last as Paragraph) ?? figureAtEnd(before, notes);
    case undefined:
      // A label that opens its item or cell speaks of nothing in it.
      return parent.type === "heading" ? parent : undefined;
    default:
      return undefined;
  }
}

function formulaAtEnd(paragraph: Paragraph): DisplayMath | undefined {
  const isEnd = (node: PhrasingContent) =>
    !isBlankText(node) && !(node.type === "text" && /^[\s.,;:]*$/.test(node.value));
  const last = paragraph.children.findLast(isEnd);
  if (last?.type === "slideMark") return formulaAtEnd({ type: "paragraph", children: last.children });
  return last?.type === "displayMath" ? last : undefined;
}

/** The image that a paragraph ends with. */
function imageAtEnd(node: Node | undefined): Image | undefined {
  if (node?.type !== "paragraph") return undefined;
  const last = (node as Paragraph).children.findLast((child) => !isBlankText(child));
  return last?.type === "image" ? last : undefined;
}

/** An image that has a label is a figure, whether it has a caption or not, and where it ends a paragraph of text as well. */
function figureAtEnd(before: Node[], notes: Notes): Node | undefined {
  const paragraph = before.at(-1) as Paragraph;
  const image = imageAtEnd(paragraph);
  if (image === undefined) return undefined;
  const at = paragraph.children.indexOf(image);
  const isSole = soleImage(paragraph) !== undefined;
  const [figure] = figureOf(image, isSole ? paragraph.children : []) as [Figure, ...Node[]];
  const { width, height } = image.data ?? {};
  Object.assign(figure, width !== undefined && { width }, height !== undefined && { height });
  if (isSole) before[before.length - 1] = figure;
  else {
    paragraph.children.splice(at);
    if (isBlankText(paragraph.children.at(-1)) || paragraph.children.at(-1)?.type === "break") paragraph.children.pop();
    trimEnd(paragraph.children.at(-1), notes);
    const end = paragraph.children.at(-1)?.position?.end;
    if (paragraph.position && end) paragraph.position.end = { ...end };
    before.push(figure);
  }
  return figure;
}
