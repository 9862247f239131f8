// A page's slides as one HTML file.
//
//   header > div.corner.left, div.corner.right
//   div.reveal > div.slides > section[.title] > div.slide > h1 | p | div.cell > div.code, div.outputs

import { extname } from "node:path";
import type { Element, ElementContent, Root } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import type { BookPage } from "../../book/index.ts";
import { shownCode } from "../../cells/index.ts";
import type { Config } from "../../config/index.ts";
import type { Outcome } from "../../kernel/index.ts";
import { articleToHast } from "../../weave/article.ts";
import { rawHtml, type Weaver } from "../../weave/context.ts";
import { codeToHast } from "../../weave/nodes/cell.ts";
import { numberToHast } from "../../weave/nodes/heading.ts";
import { outputsToHast } from "../../weave/outputs.ts";
import { languageAttributes } from "../../weave/page.ts";
import { policyMark, policyOf } from "../../weave/policy.ts";
import { titleToHast } from "../../weave/titles.ts";
import { withoutComments } from "./code.ts";
import type { Slide, SlidePart } from "./cut.ts";

/** What the slides are made with: the page's weaver, and the tab ("" on a page without tabs). */
export interface DeckSource {
  readonly slides: readonly Slide[];
  readonly weaver: Weaver;
  readonly tab: string;
  /** The name of the tab, "" when there is none. */
  readonly label: string;
  /** The address of the folder of shared files, seen from the deck. */
  readonly assets: string;
}

/** The deck's bytes. */
export function deckToHtml({ slides, weaver, tab, label, assets }: DeckSource): string {
  const { own, config, book } = weaver;
  const sections = slides.map((slide) =>
    h(
      "section",
      slide.hasTitle ? { class: "title" } : {},
      h(
        "div",
        { class: "slide" },
        ...(slide.hasTitle ? [h("h1", {}, ...numberToHast(own.number), ...titleToHast(own.title, { book }))] : []),
        ...slide.parts.flatMap((part) => partToHast(part, weaver, tab)),
      ),
    ),
  );
  const title = [titleOf(own), label].filter(Boolean).join(" · ");
  return documentOf({
    kind: "deck",
    title,
    config,
    assets,
    body: [...corners(config), h("div", { class: "reveal" }, h("div", { class: "slides" }, ...sections))],
  });
}

/** "2.1 Data", in plain text. */
export function titleOf({ number, text }: BookPage): string {
  return [number, text].filter(Boolean).join(" ");
}

function partToHast(part: SlidePart, weaver: Weaver, tab: string): readonly ElementContent[] {
  if (part.type === "cells") return cellsToHast(part.indices, weaver, tab);
  const article = articleToHast({ ...weaver, page: { ...weaver.page, tree: { type: "root", children: [part.text] } } });
  return article.map((node) => (node.type === "element" ? withoutLinks(node) : node));
}

/** Cells as one, with what the last of them showed. */
function cellsToHast(indices: readonly number[], weaver: Weaver, tab: string): readonly ElementContent[] {
  const shown = indices.flatMap((index) => {
    const cell = weaver.page.cells[index];
    const code = cell && shownCode(cell, tab, weaver.config.tabs);
    return code ? [{ ...code, text: withoutComments(code.text, code.language) }] : [];
  });
  const code = shown.map(({ text }) => text).filter((text) => text !== "");
  const outputs = indices.flatMap((index) => outputsOf(index, weaver, tab));
  const below = outputsToHast(outputs, weaver.words, () => ++weaver.drawings);
  if (code.length === 0 && !below) return [];
  return [
    h(
      "div",
      { class: "cell" },
      ...(code.length > 0 ? [codeToHast(code.join("\n\n"), shown[0]?.language ?? "")] : []),
      ...(below ? [below] : []),
    ),
  ];
}

/** What a cell showed, unless it hides it. */
export function outputsOf(
  index: number,
  { page, runs }: Pick<Weaver, "page" | "runs">,
  tab: string,
): Outcome["outputs"] {
  const outcome = runs.get(tab)?.outcomes.find(({ cell }) => cell === index);
  if (!outcome || (page.cells[index]?.marks.hideOutput && outcome.state !== "failed")) return [];
  return outcome.outputs;
}

/** References and citations are words here: what they lead to is not among the slides. */
function withoutLinks(node: Element): Element {
  const children = node.children.map((child) => (child.type === "element" ? withoutLinks(child) : child));
  const isOurs = /\b(?:reference|citation)\b/.test([node.properties.className ?? ""].flat().join(" "));
  if (node.tagName === "a" && isOurs) return h("span", {}, ...children);
  const { id: _, ...properties } = node.properties;
  return { ...node, properties, children };
}

/** The author's HTML in the upper corners of all slides. */
function corners({ slides: { topLeft, topRight } }: Config): readonly Element[] {
  if (topLeft === "" && topRight === "") return [];
  const corner = (side: string, html: string) => h("div", { class: `corner ${side}` }, rawHtml(html));
  return [h("header", {}, corner("left", topLeft), corner("right", topRight))];
}

/** What the icon's file is called among the shared ones. */
export function iconName({ favicon }: Config): string {
  return `favicon${favicon === "" ? ".svg" : extname(favicon)}`;
}

export interface Document {
  readonly kind: "deck" | "list";
  readonly title: string;
  readonly config: Config;
  readonly assets: string;
  readonly body: readonly ElementContent[];
}

/** A page around content: a policy, styles, and a deck's script; nothing from elsewhere. */
export function documentOf({ kind, title, config, assets, body }: Document): string {
  const head = h(
    "head",
    h("meta", { charset: "utf-8" }),
    h("meta", { httpEquiv: "Content-Security-Policy", content: policyMark }),
    h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    h("title", title),
    h("meta", { name: "generator", content: "Octavo" }),
    h("link", { rel: "stylesheet", href: `${assets}slides.css` }),
    h("link", { rel: "icon", href: `${assets}${iconName(config)}` }),
    ...(kind === "deck" ? [h("script", { src: `${assets}slides.js`, defer: true })] : []),
  );
  const html = h("html", { ...languageAttributes(config), class: kind }, head, h("body", ...body));
  const root: Root = { type: "root", children: [{ type: "doctype" }, html] };
  const written = `${toHtml(root, { allowDangerousHtml: true })}\n`;
  return written.replace(policyMark, () =>
    policyOf({ html: written.slice(written.indexOf("<body")), styles: [], scripts: [] }),
  );
}
