// Edits that keep one branch of a condition as it was written: the rest goes, its lines move to where the condition
// stood, and no blank hole stays behind.

import type { Edit } from "./edits.ts";
import { lineAt, linesOf } from "./lines.ts";

/** Edits of one text, collected. Line starts inside `fixed` stretches never move: their blanks are content. */
export interface Branches {
  replace(start: number, end: number, put: string): void;
  /** Removes `start` to `end`, with a comment (one that `comment` matches) or blanks that follow on its line. */
  remove(start: number, end: number, comment: RegExp): void;
  /** Of `start` to `end` keeps `from` to `to`, moved left by as much as its lines are deeper than the line of `start`. */
  keep(start: number, end: number, from: number, to: number): void;
  /** All edits, the moves of lines among them. */
  edits(fixed: readonly { readonly start: number; readonly end: number }[]): readonly Edit[];
}

export function branchesOf(text: string): Branches {
  const lines = linesOf(text);
  const collected: Edit[] = [];
  /** How many columns each line moves to the left. */
  const moves = new Map<number, number>();

  const lineText = (line: number): string => text.slice(lines[line]?.start, lines[line]?.end);
  const indentOf = (line: number): number => lineText(line).length - lineText(line).trimStart().length;
  const replace = (start: number, end: number, put: string): void => {
    collected.push({ start, end, put });
  };

  return {
    replace,
    remove(start, end, comment) {
      const line = lines[lineAt(lines, start)];
      const rest = text.slice(end, lines[lineAt(lines, end)]?.end);
      const isFirst = text.slice(line?.start, start).trim() === "";
      const blanks = isFirst ? rest.length - rest.trimStart().length : 0;
      replace(start, end + (comment.test(rest.trim()) ? rest.length : blanks), "");
    },
    keep(start, end, from, to) {
      replace(start, from, "");
      replace(to, end, "");
      const home = lineAt(lines, start);
      const first = lineAt(lines, from);
      const last = lineAt(lines, to);
      // A branch that begins on its condition's own line is where it belongs, unless that is after a lone `{`'s comment.
      let by = first === home ? 0 : indentOf(first) - indentOf(home);
      if (first === home && first < last) {
        const depths = range(first + 1, last)
          .filter((line) => lineText(line).trim() !== "")
          .map(indentOf);
        by = Math.min(...depths) - indentOf(home);
      }
      for (const line of range(first + 1, last)) if (by > 0) moves.set(line, (moves.get(line) ?? 0) + by);
    },
    edits(fixed) {
      for (const [index, by] of moves) {
        const line = lines[index];
        if (!line || fixed.some(({ start, end }) => start < line.start && line.start < end)) continue;
        const width = Math.min(by, indentOf(index));
        if (width > 0) collected.push({ start: line.start, end: line.start + width, put: "" });
      }
      return collected;
    },
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
