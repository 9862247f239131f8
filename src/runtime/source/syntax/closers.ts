// Where a construct that may span lines is closed: the one look ahead that tokenizers cannot do themselves, e.g.
// for "so $$x\n- y$$ holds" that the `$$` at 3 is closed at 10. A flow tokenizer is fed line by line, and by then the
// document has decided what the next line is; so closers are found in the text beforehand, in one pass.

/** What the tokenizers may ask about the text that stands after them. */
export interface Closers {
  /** Offset of the `$$` that closes the one at `offset`, when there is one in the same block. */
  formula(offset: number): number | undefined;
  /** End of the formula or role that starts at `offset` and ends on the same line. */
  inlineEnd(offset: number): number | undefined;
  /** End of the code span that starts at `offset` and ends on the same line; else that of its backticks. */
  codeEnd(offset: number): number;
  /** True when only blanks stand between `offset` and its line's end. */
  endsLine(offset: number): boolean;
  /** True when `closer`, one of `**]`, `**)`, `~~]`, `~~)`, closes a mark whose content starts at `offset`. */
  slide(closer: string, offset: number): boolean;
}

/** Lines that no formula and no slide mark crosses: blank ones, fences, headings, tab blocks. */
const stop = /^[ \t>]*(?:$|`{3}|~{3}|#{1,6}[ \t]|:(?:begin|end)_tab:)/;

/** A formula or a role on one line. Each form ends at the first of its closing marks, so the search is linear. */
const inline =
  /\$\$(?:\\.|[^\\\r\n$]|\$(?!\$))+\$\$|\$(?![\s$])(?:\\.|[^\\\r\n$])*(?<!\s)\$(?!\d)|:[a-z]{3,12}:(`+)[^`\r\n]+\1/y;

const code = /(`+)(?:(?!`)[^\r\n]*?[^`\r\n]\1(?!`))?/y;

/** Reads `text` once, and answers in O(log n). */
export function closersOf(text: string): Closers {
  const { dollars, slides } = marksIn(text);
  const stops = stopsIn(text);

  /** The first of sorted `offsets` from `from` on, unless a stop stands before it. */
  function next(offsets: readonly number[], from: number): number | undefined {
    const found = offsets[firstFrom(offsets, from)];
    const end = stops[firstFrom(stops, from)] ?? text.length;
    return found !== undefined && found < end ? found : undefined;
  }

  return {
    formula: (offset) => (text.startsWith("$$", offset) ? next(dollars, offset + 3) : undefined),
    inlineEnd(offset) {
      inline.lastIndex = offset;
      return !isEscaped(text, offset) && inline.test(text) ? inline.lastIndex : undefined;
    },
    codeEnd(offset) {
      code.lastIndex = offset;
      return code.test(text) ? code.lastIndex : offset + 1;
    },
    endsLine: (offset) => /^[ \t]*(?:[\r\n]|$)/.test(text.slice(offset, lineEnd(text, offset) + 1)),
    slide(closer, offset) {
      const marks = slides.get(closer);
      if (marks === undefined) return false;
      const closing = next(marks.closings, offset);
      const opening = next(marks.openings, offset);
      return closing !== undefined && (opening === undefined || closing < opening);
    },
  };
}

interface SlideMarks {
  readonly openings: number[];
  readonly closings: number[];
}

function marksIn(text: string) {
  const dollars: number[] = [];
  const slides = new Map<string, SlideMarks>(
    ["**]", "**)", "~~]", "~~)"].map((closer) => [closer, { openings: [], closings: [] }]),
  );
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === "\\") i++;
    else if (character === "$" && text[i + 1] === "$") dollars.push(i);
    else if ((character === "*" || character === "~") && text[i + 1] === character) {
      const opening = text[i - 1] === "[" ? "]" : text[i - 1] === "(" ? ")" : "";
      slides.get(character + character + opening)?.openings.push(i);
      const closing = slides.get(text.slice(i, i + 3));
      if (closing !== undefined && !isLinkEnd(text, i + 2)) closing.closings.push(i);
    }
  }
  return { dollars, slides };
}

/** `[**text**](url)` and `[**text**][name]` are links; `[**text**](**more**)` are two marks. */
function isLinkEnd(text: string, bracket: number): boolean {
  if (text[bracket] !== "]") return false;
  const after = text[bracket + 1];
  return (after === "(" || after === "[") && !/^(?:\*\*|~~)/.test(text.slice(bracket + 2, bracket + 4));
}

function stopsIn(text: string): number[] {
  const stops: number[] = [];
  for (let start = 0; start < text.length; ) {
    const end = lineEnd(text, start);
    if (stop.test(text.slice(start, end))) stops.push(start);
    start = end + (text.startsWith("\r\n", end) ? 2 : 1);
  }
  return stops;
}

/** Offset of the line ending at or after `offset`. */
function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text[end] !== "\n" && text[end] !== "\r") end++;
  return end;
}

/** Index of the first of sorted `offsets` that is at least `from`. */
function firstFrom(offsets: readonly number[], from: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isEscaped(text: string, offset: number): boolean {
  let before = offset;
  while (text[before - 1] === "\\") before--;
  return (offset - before) % 2 === 1;
}
