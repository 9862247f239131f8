// What a cell showed, as HTML: streams, displays by their best type, errors.

import type { Element, ElementContent } from "hast";
import { h } from "hastscript";
import type { MimeBundle, Output } from "../kernel/index.ts";
import { ansiToHast } from "./ansi.ts";
import { drawPlot, legendOf } from "./plot.ts";

/** One block for all outputs of a cell, or nothing. */
export function outputsToHast(outputs: readonly Output[]): Element | undefined {
  const blocks = outputs.map(outputToHast);
  return blocks.length > 0 ? h("div", { class: "outputs" }, ...blocks) : undefined;
}

function outputToHast(output: Output): Element {
  if (output.type === "stream") return text(output.text, output.stream === "stderr" ? "output stderr" : "output");
  if (output.type === "display") return display(output.bundle);
  const name = h("strong", output.name);
  return h("pre", { class: "output error", tabindex: 0 }, name, { type: "text", value: `: ${output.message}` });
}

/** Long text is scrolled in a box of its own, so it must be reachable by keys. */
function text(value: string, className: string): Element {
  return h("pre", { class: className, tabindex: 0 }, ...ansiToHast(value.replace(/\n$/, "")));
}

function display(bundle: MimeBundle): Element {
  const plot = bundle["application/vnd.octavo.plot+json"];
  const drawing = plot === undefined ? undefined : drawPlot(plot);
  if (plot !== undefined && drawing !== undefined)
    return h("div", { class: "output drawing" }, raw(drawing), ...legend(plot));
  const svg = bundle["image/svg+xml"];
  if (typeof svg === "string") return h("div", { class: "output drawing" }, raw(svg));
  for (const type of ["image/png", "image/jpeg", "image/webp", "image/gif"]) {
    const data = bundle[type];
    if (typeof data === "string")
      return h(
        "div",
        { class: "output drawing" },
        h("img", { src: `data:${type};base64,${data}`, alt: String(bundle["text/plain"] ?? "") }),
      );
  }
  const html = bundle["text/html"];
  // An author's own cells are trusted as the author's own markdown is.
  if (typeof html === "string") return h("div", { class: "output html" }, raw(html));
  return text(String(bundle["text/plain"] ?? ""), "output");
}

function legend(plot: Parameters<typeof legendOf>[0]): Element[] {
  const entries = legendOf(plot);
  if (entries.length < 2) return [];
  const sample = (color: string, dash: string | undefined, points: boolean) =>
    points
      ? h("svg", { width: 24, height: 10, ariaHidden: "true" }, h("circle", { cx: 12, cy: 5, r: 3, fill: color }))
      : h(
          "svg",
          { width: 24, height: 10, ariaHidden: "true" },
          h("line", { x1: 1, x2: 23, y1: 5, y2: 5, stroke: color, strokeWidth: 2, strokeDasharray: dash }),
        );
  return [
    h(
      "ul",
      { class: "legend" },
      ...entries.map(({ label, color, dash, points }) =>
        h("li", sample(color, dash, points), { type: "text", value: label }),
      ),
    ),
  ];
}

function raw(value: string): ElementContent {
  return { type: "raw", value } as unknown as ElementContent;
}
