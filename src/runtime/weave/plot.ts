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

const dashes = { line: undefined, dashed: "6 3", "dash-dot": "7 3 1.5 3", dotted: "1.5 3", points: undefined } as const;

/** The drawing as SVG text, or nothing when the data is no plot. */
export function drawPlot(data: Json): string | undefined {
  if (!isPlot(data)) return undefined;
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const { width = 350, height = 250 } = data;
  const marks = data.series.flatMap((series, i) => drawSeries(series, `var(--plot-${(i % 8) + 1})`));
  const axis = ({ label, domain, scale }: Axis) => ({
    ...(domain && { domain: [...domain] }),
    type: scale ?? "linear",
    label: null,
    ...(label && { label }),
    labelAnchor: "center" as const,
    labelArrow: "none" as const,
    nice: domain === undefined,
  });
  const svg = Plot.plot({
    // linkedom's document is the standard's in all that Plot uses.
    document: document as unknown as Document,
    className: "plot",
    width,
    height,
    marginLeft: 52,
    marginBottom: 38,
    marginTop: 12,
    marginRight: 12,
    x: axis(data.x),
    y: axis(data.y),
    marks: [
      Plot.gridX({ stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.axisX({ tickSize: 0, ticks: Math.round(width / 70), ...(data.x.label && { label: data.x.label }) }),
      Plot.axisY({ tickSize: 0, ticks: Math.round(height / 45), ...(data.y.label && { label: data.y.label }) }),
      ...marks,
    ],
  });
  // Plot's own style element would need a page's policy to allow it; site/styles/plot.css has those rules.
  for (const style of svg.querySelectorAll("style")) style.remove();
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", describe(data));
  return svg.outerHTML;
}

/** The names of the series and how they are drawn, for a legend beside the drawing. */
export function legendOf(
  data: Json,
): readonly {
  readonly label: string;
  readonly color: string;
  readonly dash: string | undefined;
  readonly points: boolean;
}[] {
  if (!isPlot(data)) return [];
  return data.series.flatMap(({ label, style = "line" }, i) =>
    label === undefined
      ? []
      : [{ label, color: `var(--plot-${(i % 8) + 1})`, dash: dashes[style], points: style === "points" }],
  );
}

function drawSeries({ x, y, style = "line" }: Series, stroke: string): Plot.Markish[] {
  const points = Array.from({ length: Math.min(x.length, y.length) }, (_, i) => [x[i], y[i]] as const);
  const channels = { x: (point: (typeof points)[number]) => point[0], y: (point: (typeof points)[number]) => point[1] };
  if (style === "points") return [Plot.dot(points, { ...channels, r: 2, fill: stroke, fillOpacity: 0.65, clip: true })];
  const dash = dashes[style];
  return [
    Plot.line(points, { ...channels, stroke, strokeWidth: 1.75, ...(dash && { strokeDasharray: dash }), clip: true }),
  ];
}

function describe({ title, series, x, y }: PlotData): string {
  const names = series
    .map(({ label }) => label)
    .filter(Boolean)
    .join(", ");
  const axes = `${y.label ?? "y"} against ${x.label ?? "x"}`;
  return [title, names ? `${names}: ${axes}` : axes].filter(Boolean).join(". ");
}

function isPlot(data: Json): data is Json & PlotData {
  return (
    typeof data === "object" &&
    data !== null &&
    "series" in data &&
    Array.isArray(data.series) &&
    "x" in data &&
    "y" in data
  );
}
