// Plots as pictures that stand alone: the page's drawing with colours of its own, and its legend below it.

import type { Json } from "../../kernel/index.ts";
import { drawPlot, type LegendEntry, legendOf } from "../../weave/plot.ts";

/** The light colours of the page's plots (site/styles/tokens.css), for readers without styles. */
const colors: Readonly<Record<string, string>> = {
  "--line": "#dcdee2",
  "--plot-1": "#1a66bd",
  "--plot-2": "#c94c07",
  "--plot-3": "#008160",
  "--plot-4": "#b3226f",
  "--plot-5": "#927600",
  "--plot-6": "#6b449c",
  "--plot-7": "#008a9e",
  "--plot-8": "#51565e",
};

const ink = "#24272c";
const rowHeight = 18;

/** A plot as an SVG file; nothing when the data is no plot. */
export function plotFile(data: Json): string | undefined {
  const drawing = drawPlot(data, 1);
  if (drawing === undefined) return undefined;
  const entries = legendOf(data);
  const { rows, width, height } = layOut(drawing, entries.length > 1 ? entries : []);
  const whole = drawing
    .replace(/^<svg\b/, '<svg xmlns="http://www.w3.org/2000/svg" style="background: white"')
    .replace(/\bheight="[\d.]+"/, `height="${height}"`)
    .replace(/\bviewBox="[^"]*"/, `viewBox="0 0 ${width} ${height}"`)
    .replace(/font-size="[^"]*"/, 'font-size="11"')
    .replace(/font-family="[^"]*"/, 'font-family="system-ui, sans-serif"')
    .replaceAll("currentColor", ink)
    .replace(/<\/svg>\s*$/, `${rows}</svg>`);
  return whole.replace(/var\((--[\w-]+)\)/g, (found, name: string) => colors[name] ?? found);
}

/** The legend's entries in rows below the drawing, as many beside each other as there is room for. */
function layOut(drawing: string, entries: readonly LegendEntry[]) {
  const [width, height] = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(drawing)?.slice(1) ?? ["350", "250"]).map(Number) as [
    number,
    number,
  ];
  let [x, y] = [8, height + rowHeight / 2];
  const rows = entries.map((entry) => {
    const wide = 36 + entry.label.length * 6.5;
    if (x > 8 && x + wide > width) [x, y] = [8, y + rowHeight];
    const row = `<g transform="translate(${x},${y})">${sample(entry)}<text x="28" dy="0.35em" text-anchor="start">${text(entry.label)}</text></g>`;
    x += wide;
    return row;
  });
  return { rows: rows.join(""), width, height: entries.length > 0 ? y + rowHeight / 2 : height };
}

function sample({ color, dash, points }: LegendEntry): string {
  if (points) return `<circle cx="12" r="3" fill="${color}"/>`;
  return `<path d="M1 0H23" stroke="${color}" stroke-width="2"${dash ? ` stroke-dasharray="${dash}"` : ""}/>`;
}

function text(label: string): string {
  return label.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
