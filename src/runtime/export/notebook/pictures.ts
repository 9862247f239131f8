// Pictures: figures with their numbers and captions, images in the text. Their files lie beside the notebooks.

import type { Image } from "mdast";
import { fill } from "../../language/index.ts";
import type { Figure } from "../../source/index.ts";
import { attribute, placeOf, type Scribe } from "./scribe.ts";
import { inside } from "./source.ts";
import { escaped, titleToText } from "./titles.ts";

interface Shown {
  readonly url: string;
  readonly path?: string | undefined;
  readonly alt: string;
  readonly title?: string | null | undefined;
  readonly width?: string | undefined;
  readonly height?: string | undefined;
}

/** The picture, and below it "**Fig. 3.4.1** The loss". */
export function figureToMarkdown(node: Figure, scribe: Scribe): string {
  const caption = [numberOf(node.id, scribe), inside(node, scribe).trim()].filter(Boolean).join(" ");
  const shown = picture({ ...node, alt: titleToText(node.children, scribe.book) }, scribe);
  return `${placeOf(node.id, scribe)}${shown}${caption && `\n\n${caption}`}`;
}

export function imageToMarkdown({ url, alt, title, data }: Image, scribe: Scribe): string {
  return picture({ url, alt: alt ?? "", title, ...data }, scribe);
}

/** "**Fig. 3.4.1**", "**Table 3.4.1**"; "" without a number. */
export function numberOf(id: string, { own, words }: Scribe): string {
  const target = own.targets.get(id);
  return target?.number ? `**${fill(target.kind === "table" ? words.table : words.figure, target.number)}**` : "";
}

/** Markdown has no sizes: a picture that has one is written in HTML. */
function picture({ url, path, alt, title, width, height }: Shown, scribe: Scribe): string {
  const address = (path === undefined ? undefined : scribe.addressOfFile(path)) ?? url;
  if (width === undefined && height === undefined) {
    const says = title ? ` "${title.replace(/["\\]/g, "\\$&")}"` : "";
    return `![${escaped(alt)}](${/[\s()<>]/.test(address) ? `<${address}>` : address}${says})`;
  }
  const attributes = Object.entries({ src: address, alt, title, width: size(width), height: size(height) });
  const written = attributes.flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [`${name}="${attribute(value)}"`],
  );
  return `<img ${written.join(" ")}>`;
}

/** A length of CSS as the attribute takes it: whole pixels or a share; notebooks let no style through. */
function size(length: string | undefined): string | undefined {
  const [, number = "", unit = ""] = /^(\d*\.?\d+)(px|pt|pc|in|cm|mm|q|em|rem|ex|ch|%)?$/i.exec(length ?? "") ?? [];
  if (number === "") return undefined;
  if (unit === "%") return `${number}%`;
  return String(Math.round(Number(number) * (pixels[unit.toLowerCase()] ?? 1)));
}

/** Of a notebook's text, which is 14 pixels high. */
const pixels: Readonly<Record<string, number>> = {
  pt: 96 / 72,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
  em: 14,
  rem: 14,
  ex: 7,
  ch: 7,
};
