// Figures and images: `![Caption](../img/a.svg)` alone in its paragraph -> figure > img, figcaption > span.number "Fig. 3.4.1".

import type { Element, ElementContent, Properties } from "hast";
import { h } from "hastscript";
import type { Image } from "mdast";
import type { State } from "mdast-util-to-hast";
import type { Figure } from "../../source/index.ts";
import type { Weaver } from "../context.ts";
import { numberToHast } from "./heading.ts";

/** A picture with its number and its caption. */
export function figure(state: State, node: Figure, weaver: Weaver): Element {
  const { alt, title, url, path } = node;
  const picture = h("img", { ...addressOf(path, url, weaver), alt, title, ...sizeOf(node, path, weaver) });
  const caption = [...numberToHast(captionOf(node.id, weaver)), ...(state.all(node) as ElementContent[])];
  return h("figure", { id: node.id }, picture, h("figcaption", ...caption));
}

/** A picture in the text, without a number. */
export function image(node: Image, weaver: Weaver): Element {
  const { path } = node.data ?? {};
  const size = sizeOf(node.data ?? {}, path, weaver);
  return h("img", {
    ...addressOf(path, node.url, weaver),
    alt: node.alt ?? "",
    title: node.title ?? undefined,
    ...size,
  });
}

/** "Fig. 3.4.1", "Table 3.4.1": what a reference to it says; nothing where it has no number. */
export function captionOf(id: string, { own, words }: Weaver): string | undefined {
  const target = own.targets.get(id);
  if (!target?.number) return undefined;
  return `${target.kind === "table" ? words.table : words.figure} ${target.number}`;
}

/** Images keep their place in the book. */
function addressOf(path: string | undefined, url: string, weaver: Weaver): Properties {
  if (path !== undefined && !path.startsWith("../")) weaver.files.add(path);
  return { src: path === undefined ? url : weaver.href(path), loading: "lazy", decoding: "async" };
}

/** The author's size is a length of CSS; without one, the file's own, so that the page does not jump when it comes. */
function sizeOf(
  { width, height }: { readonly width?: string; readonly height?: string },
  path: string | undefined,
  weaver: Weaver,
): Properties {
  const own = path === undefined ? undefined : weaver.sizeOf(path);
  const style = [...lengthOf("width", width), ...lengthOf("height", height)].join(";");
  return { ...(own && { width: own.width, height: own.height }), ...(style && { style }) };
}

function lengthOf(name: string, value: string | undefined): string[] {
  const length = /^\s*(\d*\.?\d+)\s*(px|pt|cm|mm|in|em|rem|ex|ch|vw|vh|%)?\s*$/i.exec(value ?? "");
  return length ? [`${name}:${length[1]}${length[2] ?? "px"}`] : [];
}
