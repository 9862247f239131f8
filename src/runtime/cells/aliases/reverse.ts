// Aliases by regular expressions: with `d2l.size\((\w+)\) -> \1.size`, `d2l.size(x)` is shown as `x.size`.

import { concat, type Edit, edit, type Mapped, slice } from "../edits.ts";
import type { Reverse } from "./table.ts";
import type { Stretch } from "./uses.ts";

/** Shows the matches of one pattern otherwise; `literals` are the strings and comments, where nothing is one. */
export function reversed(code: Mapped, { pattern, parts }: Reverse, literals: readonly Stretch[]): Mapped {
  const edits: Edit[] = [];
  for (const match of code.text.matchAll(pattern)) {
    const [start, end] = match.indices?.[0] ?? [0, 0];
    if (start === end || cuts(literals, start, end)) continue;
    const put = concat(parts.map((part) => (typeof part === "string" ? part : groupOf(code, match, part.group))));
    edits.push({ start, end, put });
  }
  return edit(code, edits);
}

function groupOf(code: Mapped, { indices }: RegExpMatchArray, group: string): Mapped | string {
  const at = /^\d+$/.test(group) ? indices?.[Number(group)] : indices?.groups?.[group];
  return at ? slice(code, at[0], at[1]) : "";
}

/** True when a literal holds the start, or is cut by the end. */
function cuts(literals: readonly Stretch[], start: number, end: number): boolean {
  const first = lastFrom(literals, start);
  const last = lastFrom(literals, end - 1);
  return (first !== undefined && start < first.end) || (last !== undefined && end < last.end);
}

/** The last stretch that starts at `offset` or before. */
function lastFrom(stretches: readonly Stretch[], offset: number): Stretch | undefined {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return stretches[low - 1];
}
