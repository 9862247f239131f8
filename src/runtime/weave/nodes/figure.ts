// Figures and images: `![Caption](../img/a.svg)` alone in its paragraph -> figure > img, figcaption > span.number "Fig. 3.4.1".
// A picture that is not there is said in its place: span.dangling.

import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Image } from "mdast";
import type { State } from "mdast-util-to-hast";
import { fill } from "../../language/index.ts";
import type { Figure } from "../../source/index.ts";
import type { Weaver } from "../context.ts";
import { numberToHast } from "./heading.ts";

/** What figures and images have in common. */
interface Shown {
  readonly url: string;
  readonly path?: string;
  readonly alt: string;
  readonly title?: string;
  readonly width?: string;
  readonly height?: string;
}

/** A picture with its number and its caption. */
export function figure(state: State, node: Figure, weaver: Weaver): Element {
  const caption = [...numberToHast(captionOf(node.id, weaver)), ...(state.all(node) as ElementContent[])];
  return h("figure", { id: node.id }, pictureToHast(node, weaver), h("figcaption", {}, ...caption));
}

/** A picture in the text, without a number. */
export function image({ url, alt, title, data }: Image, weaver: Weaver): Element {
  return pictureToHast({ url, alt: alt ?? "", ...(title && { title }), ...data }, weaver);
}

/** "Fig. 3.4.1", "Table 3.4.1": what a reference to it says; nothing where it has no number. */
export function captionOf(id: string, { own, words }: Weaver): string | undefined {
  const target = own.targets.get(id);
  if (!target?.number) return undefined;
  return fill(target.kind === "table" ? words.table : words.figure, target.number);
}

/** Pictures keep their place in the book. Their own size is written, so that the page does not jump when they come. */
function pictureToHast(shown: Shown, weaver: Weaver): Element {
  const { url, path, alt, title } = shown;
  const { isMissing, size } = path === undefined ? { isMissing: false } : weaver.pictureOf(path);
  if (isMissing) return h("span", { class: "dangling", title: `There is no file ${path}` }, url);
  if (path !== undefined) weaver.files.add(path);
  const style = [...lengthOf("width", shown.width), ...lengthOf("height", shown.height)].join(";");
  const src = path === undefined ? url : weaver.href(path);
  return h("img", { src, alt, title, ...size, loading: "lazy", decoding: "async", ...(style && { style }) });
}

/** The author's size: a length of CSS. */
function lengthOf(name: string, value: string | undefined): string[] {
  const length = /^\s*(\d*\.?\d+)\s*(px|pt|cm|mm|in|em|rem|ex|ch|vw|vh|%)?\s*$/i.exec(value ?? "");
  return length ? [`${name}:${length[1]}${length[2] ?? "px"}`] : [];
}
