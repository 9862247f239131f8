// A diagnostic as text, with the lines of the source around its place:
//
//   error chapters/a.md:12:7 types-agree
//     Type 'string' is not assignable to type 'number'. (TS2322)
//       11 │ const before = 1;
//     ▸ 12 │ const x: number = "a";
//          │       ^
//     Try: …

import type { Diagnostic, Place } from "./diagnostic.ts";
import { lastOf } from "./last.ts";

/** Longest stretch of a source line that a frame shows; a longer line is cut around the place. */
const width = 120;

/** Faults of one file follow each other. */
const linesOf = lastOf((text) => text.split(/\r\n|\r|\n/));

/** "chapters/a.md:12:7", as editors and terminals link it. */
export function placeName({ path, start }: Place): string {
  return `${path}:${start.line}:${start.column}`;
}

/** The lines of `text` around `place`, numbered, with a mark below the first line of it. */
export function frame(text: string, place: Place, context = 2): string {
  const lines = linesOf(text);
  const line = Math.min(Math.max(place.start.line, 1), lines.length);
  const first = Math.max(1, line - context);
  const last = Math.min(lines.length, line + Math.min(context, 1));
  const digits = String(last).length;
  const { line: lineText, shift } = window(lines[line - 1] ?? "", place.start.column);
  const rows: string[] = [];
  for (let number = first; number <= last; number++) {
    const shown = number === line ? lineText : window(lines[number - 1] ?? "", 1).line;
    rows.push(`${number === line ? "▸" : " "} ${String(number).padStart(digits)} │ ${shown}`.trimEnd());
    if (number !== line) continue;
    const column = place.start.column - shift;
    const end = place.end.line === place.start.line ? place.end.column - shift : lineText.length + 1;
    const length = Math.max(1, Math.min(end, lineText.length + 1) - column);
    const indent = lineText
      .slice(0, column - 1)
      .replace(/[^\t]/g, " ")
      .padEnd(column - 1);
    rows.push(`  ${" ".repeat(digits)} │ ${indent}${length > 1 ? "~".repeat(length) : "^"}`);
  }
  return rows.join("\n");
}

/** A whole diagnostic as lines of plain text. `text` is its file's source; without it there is no frame. */
export function describe(diagnostic: Diagnostic, text?: string): string {
  const rows = [
    `${diagnostic.severity} ${placeName(diagnostic.place)} ${diagnostic.rule}`,
    ...indent(diagnostic.message, "  "),
  ];
  if (text !== undefined) rows.push(...indent(frame(text, diagnostic.place), "  "));
  for (const note of diagnostic.notes ?? []) rows.push(...indent(note, "    "));
  if (diagnostic.hint) rows.push(...indent(`Try: ${diagnostic.hint}`, "  "));
  return rows.join("\n");
}

function indent(text: string, by: string): string[] {
  return text.split("\n").map((row) => `${by}${row}`);
}

/** The part of a long line around `column`, with "…" where it is cut, and by how much columns move to the left. */
function window(line: string, column: number): { line: string; shift: number } {
  if (line.length <= width) return { line, shift: 0 };
  const from = Math.max(0, Math.min(column - 1 - width / 2, line.length - width));
  const head = from > 0 ? "…" : "";
  const tail = from + width < line.length ? "…" : "";
  return { line: `${head}${line.slice(from, from + width)}${tail}`, shift: from - head.length };
}
