// What the command line prints: diagnostics with their frames, progress, and the summary's line.

import { join, relative, sep } from "node:path";
import { styleText } from "node:util";
import type { Diagnostic, Severity } from "../diagnostic.ts";
import { describe } from "../frame.ts";
import type { Progress } from "../pipeline.ts";
import type { Summary } from "../summary.ts";

const colors = { error: "red", warning: "yellow", info: "blue" } as const satisfies Record<Severity, string>;

/** Whether the terminal takes colours: a terminal, and NO_COLOR is not set (no-color.org). */
function hasColors(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR;
}

/** A path as the command line shows it: from where the command stands, so that a terminal links it. */
export function shown(path: string): string {
  return relative(process.cwd(), path).split(sep).join("/") || ".";
}

/** A path of a book, so that a terminal links it where the command stands in the book or above it; from the book's folder elsewhere. */
function shownIn(root: string, path: string): string {
  const isNear = [relative(process.cwd(), root), relative(root, process.cwd())].some((way) => !way.startsWith(".."));
  return isNear ? shown(join(root, path)) : path;
}

/** What frames are cut from: the book's folder, and the texts of its files. */
export interface Texts {
  readonly root: string;
  textOf(path: string): string | undefined;
}

/** Prints diagnostics to standard error, each with a frame of its source. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], { root, textOf }: Texts): void {
  for (const diagnostic of diagnostics) {
    const { place } = diagnostic;
    const here = { ...diagnostic, place: { ...place, path: shownIn(root, place.path) } };
    const [head = "", ...rest] = describe(here, textOf(place.path)).split("\n");
    const first = hasColors(process.stderr) ? styleText([colors[diagnostic.severity], "bold"], head) : head;
    console.error([first, ...rest, ""].join("\n"));
  }
}

/** "1 page", "2 pages" */
export function countOf(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/** "2 errors, 1 warning", or "" when there is nothing. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Severity) => diagnostics.filter((one) => one.severity === severity).length;
  const name = (n: number, noun: string) => (n === 0 ? [] : [countOf(n, noun)]);
  return [...name(count("error"), "error"), ...name(count("warning"), "warning"), ...name(count("info"), "note")].join(
    ", ",
  );
}

/** One line that says what a build did. */
export function summaryLine(summary: Summary, seconds: number): string {
  const { pages, woven, cells } = summary;
  const ran = [`${cells.run} run`, `${cells.cached} cached`];
  if (cells.failed > 0) ran.push(`${cells.failed} failed`);
  if (cells.notRun > 0) ran.push(`${cells.notRun} not run`);
  if (cells.naming > 0) ran.push(`${cells.naming} that name tabs`);
  const counts = `${countOf(pages, "page")} (${woven} woven), ${countOf(cells.total, "cell")}`;
  return `${counts} (${ran.join(", ")}), ${proseCounts(summary)} in ${seconds.toFixed(1)} s`;
}

/** "7572 formulas, 617 labels, 1097 references (1 dangling), 610 citations": of these, what the book has. */
export function proseCounts({ formulas, labels, references, citations, images }: Summary): string {
  const bad = (count: number, what: string) => (count === 0 ? "" : ` (${count} ${what})`);
  const all = (total: number, noun: string, bads = "") => (total === 0 ? [] : [countOf(total, noun) + bads]);
  return [
    countOf(formulas.total, "formula") + bad(formulas.failed, "failed"),
    ...all(labels, "label"),
    ...all(references.resolved + references.dangling, "reference", bad(references.dangling, "dangling")),
    ...all(citations.resolved + citations.unknown, "citation", bad(citations.unknown, "unknown")),
    ...all(images.total, "image", bad(images.missing, "missing")),
  ].join(", ");
}

/** Progress of a build: one line that is rewritten on a terminal; elsewhere a plain line for each page that ran. */
export function progressTo(stream: NodeJS.WriteStream): Progress & { done(): void } {
  const begun = performance.now();
  const running = new Set<string>();
  const ran = new Map<string, string[]>();
  let line = "";
  const clear = () => {
    if (line) stream.write("\r\x1b[K");
    line = "";
  };
  const draw = (done: number, total: number) => {
    const elapsed = (performance.now() - begun) / 1000;
    const left = done > 0 ? ((elapsed / done) * (total - done)).toFixed(0) : "?";
    const now = [...running].slice(0, 2).join(", ");
    const text = `${done}/${total} pages, ${left} s left${now ? `, runs ${now}` : ""}`;
    clear();
    line = text.slice(0, (stream.columns ?? 80) - 1);
    stream.write(line);
  };
  let last: [number, number] = [0, 0];
  return {
    page(path, done, total) {
      last = [done, total];
      if (stream.isTTY) draw(done, total);
      else if (ran.has(path))
        stream.write(`${path}: ${[...(ran.get(path) ?? [])].filter(Boolean).join(", ") || "run"}\n`);
    },
    program({ page, tab }, state) {
      if (state === "ran") ran.set(page, [...(ran.get(page) ?? []), tab]);
      const name = tab ? `${page} (${tab})` : page;
      if (state === "runs") running.add(name);
      else running.delete(name);
      if (stream.isTTY && last[1] > 0) draw(...last);
    },
    done: clear,
  };
}

/** What `--json` prints; no summary where the book could not be loaded. */
export function jsonReport(summary: Summary | undefined, diagnostics: readonly Diagnostic[], seconds: number): string {
  const plain = diagnostics.map(({ place, severity, rule, message, hint }) => ({
    file: place.path,
    line: place.start.line,
    column: place.start.column,
    severity,
    rule,
    message,
    ...(hint === undefined ? {} : { hint }),
  }));
  return JSON.stringify({ ...summary, diagnostics: plain, seconds: Number(seconds.toFixed(3)) }, null, 2);
}

/** Exit code of a command on a book: 1 when it has errors, or warnings under `--strict`. */
export function exitCode(diagnostics: readonly Diagnostic[], strict = false): number {
  return diagnostics.some(({ severity }) => severity === "error" || (strict && severity === "warning")) ? 1 : 0;
}
