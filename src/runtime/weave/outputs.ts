// What a cell showed, as HTML: streams, displays by their best type, errors.
//
//   div.outputs > pre.output[.stderr][.long] | div.output.drawing | div.output.html | div.output.error

import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { Json, MimeBundle, Output } from "../kernel/index.ts";
import type { Words } from "../language/index.ts";
import { ansiToHast, withoutAnsi } from "./ansi.ts";
import { classes, rawHtml, text } from "./context.ts";
import { drawPlot, type LegendEntry, legendOf } from "./plot.ts";

/** Text of more lines than this is scrolled in a box. */
const longOutput = 30;

/** One block for all outputs of a cell, or nothing. `nextDrawing` numbers the page's drawings. */
export function outputsToHast(
  outputs: readonly Output[],
  words: Words,
  nextDrawing: () => number,
): Element | undefined {
  const blocks = outputs.flatMap((output) => outputToHast(output, words, nextDrawing));
  return blocks.length > 0
    ? h("div", { class: "outputs", role: "group", ariaLabel: words.output }, ...blocks)
    : undefined;
}

function outputToHast(output: Output, words: Words, nextDrawing: () => number): Element[] {
  if (output.type === "stream") return block(output.text, output.stream === "stderr" ? "stderr" : "stdout");
  if (output.type === "display") return display(output.bundle, nextDrawing);
  return [error(output, words)];
}

/** Text as a terminal shows it. */
function block(value: string, kind: string): Element[] {
  const shown = value.replace(/\n$/, "");
  if (shown === "" && value === "") return [];
  const isLong = shown.split("\n").length > longOutput;
  return [h("pre", { class: classes("output", kind, isLong && "long") }, ...ansiToHast(shown))];
}

/** The error by name; where it came from is folded. */
function error({ name, message, trace }: Extract<Output, { type: "error" }>, words: Words): Element {
  const says = h("pre", h("strong", withoutAnsi(name)), ...(message ? [text(`: ${withoutAnsi(message)}`)] : []));
  const where = h("details", { class: "trace" }, h("summary", words.trace), h("pre", withoutAnsi(trace.join("\n"))));
  return h("div", { class: "output error" }, says, ...(trace.length > 0 ? [where] : []));
}

/** The richest type that a page can show. */
function display(bundle: MimeBundle, nextDrawing: () => number): Element[] {
  const plain = typeof bundle["text/plain"] === "string" ? bundle["text/plain"] : "";
  const plot = bundle["application/vnd.octavo.plot+json"];
  const drawing = plot === undefined ? undefined : drawPlot(plot, nextDrawing());
  if (plot !== undefined && drawing !== undefined)
    return [h("div", { class: "output drawing" }, rawHtml(drawing), ...legend(legendOf(plot)))];
  const svg = bundle["image/svg+xml"];
  if (typeof svg === "string") return [h("div", { class: "output drawing" }, rawHtml(withoutProlog(svg)))];
  for (const type of ["image/png", "image/jpeg", "image/webp", "image/gif"]) {
    const data = bundle[type];
    if (typeof data === "string") return [h("div", { class: "output drawing" }, picture(type, data, plain))];
  }
  const html = bundle["text/html"];
  // An author's own cells are trusted as the author's own markdown is.
  if (typeof html === "string") return [h("div", { class: "output html" }, rawHtml(html))];
  return block(plain || asText(bundle["application/json"]), "value");
}

function picture(type: string, data: string, alt: string): Element {
  return h("img", { src: `data:${type};base64,${data.replace(/\s+/g, "")}`, alt });
}

function asText(value: Json | undefined): string {
  return value === undefined ? "" : JSON.stringify(value, undefined, 2);
}

/** What may stand before an SVG in a file of its own, but not inside a page. */
function withoutProlog(svg: string): string {
  return svg.replace(
    /^\s*(?:<\?xml[\s\S]*?\?>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>\s*)?/i,
    "",
  );
}

function legend(entries: readonly LegendEntry[]): ElementContent[] {
  if (entries.length < 2) return [];
  return [h("ul", { class: "legend" }, ...entries.map((entry) => h("li", sample(entry), text(entry.label))))];
}

function sample({ color, dash, points }: LegendEntry): Element {
  const mark = points
    ? h("circle", { cx: 12, cy: 5, r: 3, fill: color })
    : h("path", { d: "M1 5H23", stroke: color, strokeWidth: 2, strokeDasharray: dash });
  return h("svg", { width: 24, height: 10, ariaHidden: "true" }, mark);
}
