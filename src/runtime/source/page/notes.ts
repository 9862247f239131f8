// What the passes of one page share: its path, its lines, and the list of what they noticed.

import type { Node } from "mdast";
import type { Diagnostic, Place, Point, RuleId, Severity } from "../../diagnostic.ts";

/** A stretch of the page's text, by offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** One page's text and the diagnostics about it. */
export interface Notes {
  readonly path: string;
  readonly text: string;
  /** The lines without their endings; `lines[0]` is line 1. */
  readonly lines: readonly string[];
  /** Where a character stands. */
  point(offset: number): Point;
  /** Offset of a line's first character; lines from 1. */
  lineStart(line: number): number;
  place(of: Node | Stretch): Place;
  report(severity: Severity, rule: RuleId, at: Place, message: string, hint?: string): void;
  /** All that was reported, bounded: many of one rule are summed up. */
  diagnostics(): readonly Diagnostic[];
}

/** So many of one rule are listed; a file that is not a chapter shall not drown the others. */
const maxOfOneRule = 50;

/** Empty notes on a page's text. */
export function notesOn(path: string, text: string): Notes {
  const starts = [0];
  for (const ending of text.matchAll(/\r\n?|\n/g)) starts.push(ending.index + ending[0].length);
  const lines = text.split(/\r\n?|\n/);
  const noticed: Diagnostic[] = [];

  function point(offset: number): Point {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1, offset };
  }

  function place(of: Node | Stretch): Place {
    const start = "start" in of ? of.start : (of.position?.start.offset ?? 0);
    const end = "end" in of ? of.end : (of.position?.end.offset ?? start);
    return { path, start: point(start), end: point(end) };
  }

  function diagnostics(): readonly Diagnostic[] {
    const counts = new Map<RuleId, number>();
    const kept: Diagnostic[] = [];
    for (const one of noticed) {
      const count = (counts.get(one.rule) ?? 0) + 1;
      counts.set(one.rule, count);
      if (count <= maxOfOneRule) kept.push(one);
    }
    return kept.map((one) => {
      const more = (counts.get(one.rule) ?? 0) - maxOfOneRule;
      const isLast = more > 0 && kept.findLast(({ rule }) => rule === one.rule) === one;
      return isLast ? { ...one, notes: [`and ${more} more like this on the page`] } : one;
    });
  }

  return {
    path,
    text,
    lines,
    point,
    lineStart: (line) => starts[line - 1] ?? text.length,
    place,
    report(severity, rule, at, message, hint) {
      noticed.push({ severity, rule, message, ...(hint !== undefined && { hint }), place: at });
    },
    diagnostics,
  };
}
