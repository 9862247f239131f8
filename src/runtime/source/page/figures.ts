// Figures: an image that stands alone in its paragraph and has a caption, ![The loss $l$](img/loss.svg)

import type { Image, Node, Paragraph, Root } from "mdast";
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
      const image = soleImage(node);
      return image === undefined || captionOf(image).length === 0 ? [node] : figureOf(image, node as Paragraph);
    });
  });
  walk(tree, (node) => {
    if (node.type === "image" && captionOf(node).length > 0) node.alt = plainText(captionOf(node));
  });
}

/** The image of a paragraph that holds nothing else but roles. */
export function soleImage(node: Node | undefined): Image | undefined {
  if (node?.type !== "paragraph") return undefined;
  const { children } = node as Paragraph;
  const images = children.filter((child): child is Image => child.type === "image");
  const others = children.filter((child) => child.type !== "image" && !isRole(child) && !isBlankText(child));
  return images.length === 1 && others.length === 0 ? images[0] : undefined;
}

/** True for the text between an image and the roles behind it. */
export function isBlankText(node: Node | undefined): boolean {
  return node?.type === "text" && "value" in node && String(node.value).trim() === "";
}

/** The figure of an image; roles that stood beside it, or in its caption, follow. */
export function figureOf(image: Image, paragraph: Paragraph): Node[] {
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
  return [figure, ...[...caption, ...paragraph.children].filter((child) => isRole(child))];
}
