// Text that is edited by offset and never re-printed, so that every kept character knows where it came from:
// edit(whole("if (yes) go()"), [{ start: 0, end: 9, put: "" }]) is "go()", whose first character came from 9.

/** A text, and which of its stretches were kept from the original. What no stretch covers was put in. */
export interface Mapped {
  readonly text: string;
  /** Sorted by `at`, not overlapping; `from` need not grow, since text may be moved. */
  readonly kept: readonly Kept[];
}

/** `length` code units at `at` were kept from `from` of the original. */
export interface Kept {
  readonly at: number;
  readonly length: number;
  readonly from: number;
}

/** Puts `put` in the place of `start` to `end`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly put: string | Mapped;
}

/** `text` as its own original. */
export function whole(text: string): Mapped {
  return { text, kept: text === "" ? [] : [{ at: 0, length: text.length, from: 0 }] };
}

/** The texts one after the other; plain strings were put in. */
export function concat(parts: readonly (string | Mapped)[]): Mapped {
  const texts: string[] = [];
  const kept: Kept[] = [];
  let at = 0;
  for (const part of parts) {
    if (typeof part === "string") {
      texts.push(part);
      at += part.length;
      continue;
    }
    for (const stretch of part.kept) {
      const last = kept.at(-1);
      const start = at + stretch.at;
      if (last && last.at + last.length === start && last.from + last.length === stretch.from)
        kept[kept.length - 1] = { ...last, length: last.length + stretch.length };
      else kept.push({ ...stretch, at: start });
    }
    texts.push(part.text);
    at += part.text.length;
  }
  return { text: texts.join(""), kept };
}

/** The part of `source` from `start` to `end`. */
export function slice(source: Mapped, start: number, end: number): Mapped {
  const kept: Kept[] = [];
  for (const stretch of source.kept) {
    const from = Math.max(stretch.at, start);
    const to = Math.min(stretch.at + stretch.length, end);
    if (from < to) kept.push({ at: from - start, length: to - from, from: stretch.from + from - stretch.at });
  }
  return { text: source.text.slice(start, end), kept };
}

/** Applies all edits at once. What lies inside the stretch of an earlier edit goes with it. */
export function edit(source: Mapped, edits: readonly Edit[]): Mapped {
  if (edits.length === 0) return source;
  const parts: (string | Mapped)[] = [];
  let at = 0;
  for (const { start, end, put } of [...edits].sort(inOrder)) {
    if (start < at && (end <= at || start === end)) continue;
    if (start > at) parts.push(slice(source, at, start));
    parts.push(put);
    at = Math.max(at, end);
  }
  parts.push(slice(source, at, source.text.length));
  return concat(parts);
}

/** By start; insertions first, then the longer. Equal ones stay in the order in which they were given. */
function inOrder(a: Edit, b: Edit): number {
  if (a.start !== b.start) return a.start - b.start;
  const aInserts = a.start === a.end;
  const bInserts = b.start === b.end;
  if (aInserts !== bInserts) return aInserts ? -1 : 1;
  return b.end - a.end;
}

/** Where the code unit at `offset` came from, if it was kept. */
export function originOf(source: Mapped, offset: number): number | undefined {
  for (const { at, length, from } of source.kept) {
    if (at > offset) return undefined;
    if (offset < at + length) return from + offset - at;
  }
  return undefined;
}

/** Where `offset` came from or, if it was put in, the end of what was kept before it (else the start of what comes after). */
export function nearestOrigin(source: Mapped, offset: number): number {
  let best = source.kept[0]?.from ?? 0;
  for (const { at, length, from } of source.kept) {
    if (at > offset) break;
    best = from + Math.min(offset - at, length);
  }
  return best;
}

/** Where the code unit that came from `origin` now is, if it was kept. */
export function destinationOf(source: Mapped, origin: number): number | undefined {
  for (const { at, length, from } of source.kept)
    if (origin >= from && origin < from + length) return at + origin - from;
  return undefined;
}

/**
 * Takes out the lines that edits have emptied and, where that leaves two blank lines in a row or one after an opening
 * `{` or `:`, the second of them. Lines that were blank before are the author's and stay.
 */
export function withoutEmptied(original: string, source: Mapped): Mapped {
  const cuts: Edit[] = [];
  let start = 0;
  let before = "";
  let hasCut = false;
  while (start <= source.text.length) {
    const lineEnd = source.text.indexOf("\n", start);
    const end = lineEnd === -1 ? source.text.length : lineEnd;
    const isBlank = source.text.slice(start, end).trim() === "";
    const emptied = isBlank && wasText(original, originOf(source, end), lineEnd === -1);
    const isSecond = isBlank && hasCut && (before === "" || /[{:]$/.test(before));
    if (emptied || isSecond) {
      hasCut = true;
      cuts.push(lineEnd === -1 ? { start: Math.max(0, start - 1), end, put: "" } : { start, end: end + 1, put: "" });
    } else {
      hasCut = false;
      before = source.text.slice(start, end).trim();
    }
    start = end + 1;
  }
  return edit(source, cuts);
}

/** True when the line of the original that ends at `lineEnd` has text. */
function wasText(original: string, lineEnd: number | undefined, isLast: boolean): boolean {
  const end = lineEnd ?? (isLast ? original.length : undefined);
  if (end === undefined) return false;
  return original.slice(original.lastIndexOf("\n", end - 1) + 1, end).trim() !== "";
}
