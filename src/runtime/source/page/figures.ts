// Figures: an image that stands alone on its line and has a caption, ![The loss $l$](img/loss.svg), in a paragraph of
// nothing else.

import type { Image, Node, Paragraph, Root, Text } from "mdast";
import type { Figure } from "../nodes.ts";
import { captionOf } from "../syntax/caption.ts";
import { isRole } from "../syntax/role.ts";
import { plainText } from "./plain.ts";
import { rewrite, walk } from "./walk.ts";

/** In place: such paragraphs become figures. Their captions are nodes of the tree from here on. */
export function makeFigures(tree: Root): void {
  rewrite(tree, (children, parent) => {
    if (parent.type === "paragraph" || parent.type === "heading") return children;
    return children.flatMap((node) => {
      const lines = imageLines(node);
      return lines.every(({ image }) => image !== undefined && captionOf(image).length > 0)
        ? lines.flatMap((line) => figureOf(line.image as Image, line.beside))
        : [node];
    });
  });
  walk(tree, (node) => {
    if (node.type === "image" && captionOf(node).length > 0) node.alt = plainText(captionOf(node));
  });
}

/** What a line of a paragraph holds: an image, if it is that and roles only. */
interface ImageLine {
  readonly image: Image | undefined;
  readonly beside: readonly Node[];
}

const noImage: readonly ImageLine[] = [{ image: undefined, beside: [] }];

/** A paragraph's lines, a line of roles counted with the one above; one line without an image for all other nodes. */
function imageLines(node: Node | undefined): readonly ImageLine[] {
  if (node?.type !== "paragraph") return noImage;
  const { children } = node as Paragraph;
  if (!children.every((child) => child.type === "image" || child.type === "break" || isBeside(child))) return noImage;
  const lines: Node[][] = [[]];
  let isNext = false;
  for (const child of children) {
    if (child.type === "break" || (isBlankText(child) && /[\r\n]/.test((child as Text).value))) isNext = true;
    else if (child.type === "image" && isNext) {
      lines.push([child]);
      isNext = false;
    } else lines.at(-1)?.push(child);
  }
  return lines.map((line) => {
    const images = line.filter((child): child is Image => child.type === "image");
    return { image: images.length === 1 ? images[0] : undefined, beside: line };
  });
}

function isBeside(node: Node): boolean {
  return isRole(node) || isBlankText(node);
}

/** The image of a paragraph that holds nothing else but roles. */
export function soleImage(node: Node | undefined): Image | undefined {
  const lines = imageLines(node);
  return lines.length === 1 ? lines[0]?.image : undefined;
}

/** True for the text between an image and the roles behind it. */
export function isBlankText(node: Node | undefined): boolean {
  return node?.type === "text" && "value" in node && String(node.value).trim() === "";
}

/** The figure of an image; roles that stood beside it, or in its caption, follow. */
export function figureOf(image: Image, beside: readonly Node[]): Node[] {
  const caption = captionOf(image);
  const figure: Figure = {
    type: "figure",
    url: image.url,
    alt: plainText(caption),
    id: "",
    children: caption.filter((child) => !isRole(child)),
    ...(image.title && { title: image.title }),
    ...(image.position && { position: image.position }),
  };
  return [figure, ...[...caption, ...beside].filter((child) => isRole(child))];
}
