// How a build grows with its book: time for each page and peak memory of books of 100 to 5,000 pages, each built once from nothing.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { build } from "./books/octavo.ts";
import { writeBook } from "./books/synthetic.ts";
import type { Circumstances } from "./paired.ts";
import type { Row } from "./rows.ts";

export const name = "pages";

const sizes = [100, 300, 1000, 2500, 5000];

/** What a book of so many pages took. */
interface Point {
  readonly pages: number;
  readonly value: number;
}

export async function run({ plot, say, complain }: Circumstances): Promise<readonly Row[]> {
  const found: Readonly<Record<string, Point[]>> = { "ms/page": [], "ms of all cores/page": [], MB: [] };
  for (const pages of sizes) {
    say(`${name}: ${pages}`);
    const root = mkdtempSync(join(tmpdir(), "octavo-bench-"));
    try {
      writeBook(root, pages);
      const { seconds, cpuSeconds, megabytes } = await build(root, "nothing");
      const add = (unit: string, value: number | undefined) => {
        if (value === undefined) return;
        found[unit]?.push({ pages, value });
        say(`${name}: ${pages}: ${value.toPrecision(4)} ${unit}`);
      };
      add("ms/page", (1000 * seconds) / pages);
      add("ms of all cores/page", cpuSeconds && (1000 * cpuSeconds) / pages);
      add("MB", megabytes);
    } catch (error) {
      complain(`${name} fails with ${pages} pages: ${String(error)}`);
    } finally {
      rmSync(root, { recursive: true });
    }
    if (plot !== undefined) writePlots(resolve(plot), found);
  }
  return Object.entries(found).flatMap(([unit, points]) =>
    points.map(({ pages, value }): Row => {
      const workload = `${name} ${pages} (no peer)`;
      return { workload, peer: "octavo", unit, better: "lower", value, timesAsFast: null };
    }),
  );
}

const [width, height] = [480, 240];

/** Plots by what they show, one below the other, as one SVG file. */
function writePlots(file: string, plots: Readonly<Record<string, readonly Point[]>>): void {
  const parts = Object.entries(plots).map(([label, points], i) => {
    const svg = drawn(points, label);
    svg.setAttribute("y", String(i * height));
    return svg.outerHTML;
  });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${parts.length * height}" style="background: white">${parts.join("\n")}</svg>\n`,
  );
}

/** Axes from zero, neither of them logarithmic: what is flat looks flat. */
function drawn(points: readonly Point[], label: string): Element {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  return Plot.plot({
    document: document as unknown as Document,
    width,
    height,
    marginLeft: 60,
    x: { label: "pages", domain: [0, Math.max(...sizes)] },
    y: { label, zero: true, grid: true, nice: true },
    marks: [
      Plot.ruleY([0]),
      Plot.line(points, { x: "pages", y: "value" }),
      Plot.dot(points, { x: "pages", y: "value" }),
    ],
  });
}
