// Plots as SVG, at build: { series, x, y } from a cell -> Observable Plot -> a drawing that follows the page's colours.

import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Json } from "../kernel/index.ts";

interface Series {
  readonly label?: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly style?: "line" | "dashed" | "dash-dot" | "dotted" | "points";
}

interface Axis {
  readonly label?: string;
  readonly domain?: readonly [number, number];
  readonly scale?: "linear" | "log";
}

/** What the library's plots say; `application/vnd.octavo.plot+json`. */
interface PlotData {
  readonly series: readonly Series[];
  readonly x: Axis;
  readonly y: Axis;
  readonly title?: string;
  /** In pixels; 350 by 250 unless it says otherwise. */
  readonly width?: number;
  readonly height?: number;
}

/** How a series is drawn, for a legend. */
export interface LegendEntry {
  readonly label: string;
  readonly color: string;
  readonly dash: string | undefined;
  readonly points: boolean;
}

const dashes = { line: undefined, dashed: "6 4", "dash-dot": "8 3 2 3", dotted: "2 3", points: undefined } as const;

/** The styles have so many colours for series; then they begin again. */
const colors = 8;

/** The drawing as SVG text, or nothing when the data is no plot. `number` tells it from the page's other drawings. */
export function drawPlot(data: Json, number: number): string | undefined {
  if (!isPlot(data)) return undefined;
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const { width = 350, height = 250, series, x, y } = data;
  const line = "var(--line)";
  const svg = Plot.plot({
    // linkedom's document is the standard's in all that Plot uses.
    document: document as unknown as Document,
    className: "plot",
    width,
    height,
    marginLeft: y.label ? 58 : 44,
    marginBottom: x.label ? 42 : 28,
    marginTop: 12,
    marginRight: 14,
    x: scaleOf(x),
    y: scaleOf(y),
    marks: [
      Plot.gridX({ stroke: line, strokeOpacity: 1, ticks: Math.round(width / 70) }),
      Plot.gridY({ stroke: line, strokeOpacity: 1, ticks: Math.round(height / 50) }),
      Plot.axisX({ ...axis, ticks: Math.round(width / 70), label: x.label ?? null, labelOffset: 36 }),
      Plot.axisY({ ...axis, ticks: Math.round(height / 50), label: y.label ?? null, labelOffset: 50 }),
      ...series.map((one, i) => drawSeries(one, colorOf(i))),
    ],
  });
  // Plot's own style element would need a page's policy to allow it: the site's styles have those rules.
  for (const style of svg.querySelectorAll("style")) style.remove();
  // One picture with one description: its parts say nothing of their own.
  for (const part of svg.querySelectorAll("*"))
    for (const name of ["aria-label", "aria-description", "aria-hidden"]) part.removeAttribute(name);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", describe(data));
  // Plot counts its clips through the whole process; a page's bytes may depend on the page alone.
  return svg.outerHTML.replace(/plot-clip-\d+/g, `plot-${number}-clip`);
}

/** The names of the series and how they are drawn, for a legend beside the drawing. */
export function legendOf(data: Json): readonly LegendEntry[] {
  if (!isPlot(data)) return [];
  return data.series.flatMap(({ label, style = "line" }, i) =>
    label === undefined ? [] : [{ label, color: colorOf(i), dash: dashes[style], points: style === "points" }],
  );
}

const axis = { tickSize: 0, tickPadding: 6, labelAnchor: "center", labelArrow: "none" } as const;

function scaleOf({ domain, scale = "linear" }: Axis): Plot.ScaleOptions {
  return { type: scale, nice: domain === undefined, ...(domain && { domain: [...domain] }) };
}

function colorOf(index: number): string {
  return `var(--plot-${(index % colors) + 1})`;
}

function drawSeries({ x, y, style = "line" }: Series, color: string): Plot.Markish {
  const points = Array.from({ length: Math.min(x.length, y.length) }, (_, i) => [
    x[i] ?? Number.NaN,
    y[i] ?? Number.NaN,
  ]);
  if (style === "points") return Plot.dot(points, { r: 2, fill: color, fillOpacity: 0.7, clip: true });
  const dash = dashes[style];
  return Plot.line(points, { stroke: color, strokeWidth: 2, ...(dash && { strokeDasharray: dash }), clip: true });
}

/** "train, validation: loss against epoch" */
function describe({ title, series, x, y }: PlotData): string {
  const names = series.flatMap(({ label }) => (label ? [label] : [])).join(", ");
  const axes = `${y.label ?? "y"} against ${x.label ?? "x"}`;
  return [title, names ? `${names}: ${axes}` : `Plot of ${axes}`].filter(Boolean).join(". ");
}

function isPlot(data: Json): data is Json & PlotData {
  if (typeof data !== "object" || data === null || !("series" in data)) return false;
  const { series, x, y } = data as { readonly [key: string]: Json };
  return Array.isArray(series) && series.every(isSeries) && isRecord(x) && isRecord(y);
}

function isSeries(one: Json): boolean {
  return isRecord(one) && Array.isArray(one.x) && Array.isArray(one.y);
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
