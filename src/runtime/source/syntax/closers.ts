// Where a construct that may span lines is closed: the one look ahead that tokenizers cannot do themselves, e.g.
// for "so $$x\n- y$$ holds" that the `$$` at 3 is closed at 10. A flow tokenizer is fed line by line, and by then the
// document has decided what the next line is; so closers are found in the text beforehand, in one pass.

/** What the tokenizers may ask about the text that stands after them. */
export interface Closers {
  /** True when the text starts with front matter that is closed, and no blank line follows its opening one. */
  readonly hasFrontMatter: boolean;
  /** Offset of the `$$` that closes the one at `offset`, when there is one in the same block. */
  formula(offset: number): number | undefined;
  /** End of the formula or role that starts at `offset` and ends on the same line. */
  inlineEnd(offset: number): number | undefined;
  /** End of the code span that starts at `offset` and ends on the same line; else that of its backticks. */
  codeEnd(offset: number): number;
  /** True when only blanks stand between `offset` and its line's end. */
  endsLine(offset: number): boolean;
  /** True when a slide mark that is closed opens at `offset`; it may be closed in another paragraph. */
  opensSlide(offset: number): boolean;
  /** True when the mark that stands at `offset` closes one that is open. */
  closesSlide(offset: number): boolean;
  /** True when a formula may be open at the end of the line at `offset`, or of one below it before the next blank line. */
  mayOpenFormula(offset: number): boolean;
  /** True in the line above what looks like a table's delimiter row, and from there to the next blank line. */
  mayBeTable(offset: number): boolean;
  /** Whether addresses stand in the text that no mark says are links: "me@example.org"; "https://example.org", "www.example.org". */
  readonly hasMail: boolean;
  readonly hasAddress: boolean;
}

/** Lines that no slide mark crosses: fences, headings, tab blocks. A formula crosses no blank line either. */
const stop = /^[ \t>]*(?:`{3}|~{3}|#{1,6}[ \t]|:(?:begin|end)_tab:)/;
const blank = /^[ \t>]*$/;
/** A table's second line, in any container. */
const delimiterRow = /^[ \t>]*[-:|][-:| \t]*$/;

/** A formula or a role on one line. Each form ends at the first of its closing marks, so the search is linear. */
const inline =
  /\$\$(?:\\.|[^\\\r\n$]|\$(?!\$))+\$\$|\$(?![\s$])(?:\\.|[^\\\r\n$])*(?<!\s)\$(?!\d)|:[a-z]{3,12}:(`+)[^`\r\n]+\1/y;

const code = /(`+)(?:(?!`)[^\r\n]*?[^`\r\n]\1(?!`))?/y;

/** Reads `text` once, and answers in O(log n). */
export function closersOf(text: string): Closers {
  const { stops, blanks, tables } = linesOf(text);
  const { dollars, slides } = marksIn(text, (from, to) => (stops[firstFrom(stops, from)] ?? to) < to);

  return {
    hasFrontMatter: startsWithFrontMatter(text),
    formula(offset) {
      if (!text.startsWith("$$", offset)) return undefined;
      const close = dollars[firstFrom(dollars, offset + 3)];
      if (close === undefined) return undefined;
      const isCut = [stops, blanks].some((lines) => (lines[firstFrom(lines, offset)] ?? close) < close);
      return isCut ? undefined : close;
    },
    opensSlide: (offset) => slides.openings.has(offset),
    closesSlide: (offset) => slides.closings.has(offset),
    inlineEnd(offset) {
      inline.lastIndex = offset;
      return !isEscaped(text, offset) && inline.test(text) ? inline.lastIndex : undefined;
    },
    codeEnd: (offset) => codeEndAt(text, offset),
    mayOpenFormula: (offset) =>
      (dollars[firstFrom(dollars, offset)] ?? text.length) < (blanks[firstFrom(blanks, offset)] ?? text.length),
    mayBeTable(offset) {
      // The nearest above, and no blank line since.
      const above = tables[firstFrom(tables, offset + 1) - 1];
      return above !== undefined && offset < (blanks[firstFrom(blanks, above + 1)] ?? text.length);
    },
    hasMail: /[+\-.\w]@/.test(text),
    hasAddress: /www\.|https?:\/\//i.test(text),
    endsLine: (offset) => /^[ \t]*(?:[\r\n]|$)/.test(text.slice(offset, lineEnd(text, offset) + 1)),
  };
}

/** Pandoc's rule: a `---` above a blank line is a rule between blocks. */
function startsWithFrontMatter(text: string): boolean {
  if (!/^---[ \t]*[\r\n]/.test(text)) return false;
  const lines = text.split(/\r\n?|\n/).slice(1);
  return lines[0]?.trim() !== "" && lines.some((line) => /^---[ \t]*$/.test(line));
}

function codeEndAt(text: string, offset: number): number {
  code.lastIndex = offset;
  return code.test(text) ? code.lastIndex : offset + 1;
}

/** Offsets of the slide marks that pair: an opening one with the next closing one of its shape. */
interface SlideMarks {
  readonly openings: ReadonlySet<number>;
  readonly closings: ReadonlySet<number>;
}

function marksIn(text: string, crosses: (from: number, to: number) => boolean) {
  const dollars: number[] = [];
  const openings = new Set<number>();
  const closings = new Set<number>();
  /** By closing mark, the opening one that waits for it. */
  const open = new Map<string, number>();
  let codeUntil = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === "\\") i++;
    else if (character === "$" && text[i + 1] === "$") dollars.push(i);
    else if (i < codeUntil) continue;
    else if (character === "`") codeUntil = codeEndAt(text, i);
    else if ((character === "*" || character === "~") && text[i + 1] === character) {
      const closer = text[i - 1] === "[" ? "]" : text[i - 1] === "(" ? ")" : "";
      if (closer !== "") open.set(character + character + closer, i - 1);
      const closing = text.slice(i, i + 3);
      const opening = open.get(closing);
      if (opening === undefined || opening + 3 >= i || isLinkEnd(text, i + 2)) continue;
      open.delete(closing);
      if (crosses(opening, i)) continue;
      openings.add(opening);
      closings.add(i);
    }
  }
  return { dollars, slides: { openings, closings } satisfies SlideMarks };
}

/** `[**text**](url)` and `[**text**][name]` are links; `[**text**](**more**)` are two marks. */
function isLinkEnd(text: string, bracket: number): boolean {
  if (text[bracket] !== "]") return false;
  const after = text[bracket + 1];
  return (after === "(" || after === "[") && !/^(?:\*\*|~~)/.test(text.slice(bracket + 2, bracket + 4));
}

/** Offsets of lines: stops, blank ones, and those above what looks like a table's delimiter row. */
function linesOf(text: string): { stops: number[]; blanks: number[]; tables: number[] } {
  const stops: number[] = [];
  const blanks: number[] = [];
  const tables: number[] = [];
  let above = 0;
  for (let start = 0; start < text.length; ) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end);
    if (blank.test(line)) blanks.push(start);
    else if (stop.test(line)) stops.push(start);
    else if (delimiterRow.test(line)) tables.push(above);
    above = start;
    start = end + (text.startsWith("\r\n", end) ? 2 : 1);
  }
  return { stops, blanks, tables };
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
