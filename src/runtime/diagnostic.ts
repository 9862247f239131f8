// What stages notice: plain records with a rule and a place, e.g.
// { severity: "error", rule: "reference-resolves", message: "No label `sec_x` in the book", place }

/** A position in a text file. */
export interface Point {
  /** Line, from 1. */
  readonly line: number;
  /** Column in UTF-16 code units, from 1. */
  readonly column: number;
  /** UTF-16 code units from the file's start (after a byte-order mark is taken off). */
  readonly offset: number;
}

/** A stretch of a source file. */
export interface Place {
  /** The file, from the book's folder, with "/". */
  readonly path: string;
  readonly start: Point;
  /** The point after the last character. */
  readonly end: Point;
}

export type Severity = "error" | "warning" | "info";

/** What a stage noticed. Plain data: it crosses workers and lies in the cache. */
export interface Diagnostic {
  readonly severity: Severity;
  /** What to look up, silence and test for. */
  readonly rule: RuleId;
  /** What is wrong, in one line, naming the offender. */
  readonly message: string;
  /** What to do about it, in one line. */
  readonly hint?: string;
  readonly place: Place;
  /** Further lines: the program's own stack in book places, the type-checker's elaboration. */
  readonly notes?: readonly string[];
}

/** Every rule, named by what should hold. */
export const rules = {
  // config
  "config-is-valid": "The book's configuration has known keys with values of their types.",
  // source
  "file-is-utf8": "A source file is UTF-8 text.",
  "file-is-readable": "A file that the book names can be read.",
  "fence-is-closed": "A code fence ends before the file does.",
  "tab-block-is-closed": "A tab block is closed before the file or its container ends, and only where one is open.",
  "tab-is-declared": "A tab that is named is one of the page's tabs, and those are the book's.",
  "mark-is-known": "A `//@` mark in a cell is one that Octavo knows, with a value of its kind.",
  "label-has-target": "A label stands right after a heading, a figure, a table or a display formula.",
  "size-has-image": "A size stands right after an image.",
  "front-matter-is-valid": "Front matter is small, flat YAML with known keys.",
  "role-is-complete": "A role has its name between backticks, right behind it.",
  "tag-is-html": "A tag in markdown is one of HTML.",
  "raw-is-html": "A raw block holds HTML; other formats are left out.",
  "page-has-title": "A page starts with a heading.",
  "source-is-parsed": "A page is parsed and woven within its limits.",
  // book
  "label-is-unique": "A label is given once in the book.",
  "reference-resolves": "A reference names a label of the book.",
  "citation-resolves": "A citation's key is in the bibliography.",
  "bibliography-is-valid": "A bibliography file is BibTeX, each key given once.",
  "toc-entry-exists": "A table of contents names pages that exist, each once.",
  "page-is-in-toc": "A page of the book is in a table of contents.",
  "image-exists": "An image's file exists inside the book's folder.",
  "link-resolves": "A link to a page of the book names one that exists.",
  // cells
  "syntax-is-valid": "A cell is TypeScript that parses; saved Python parses as well.",
  "redeclaration-is-possible": "A name that is declared again does not need its earlier meaning in the same statement.",
  "import-is-unique": "A name that cells import means one thing on the whole page, and no earlier cell declares it.",
  "method-has-class": "`addToClass` names a class that the page or its library declares.",
  // check
  "types-agree": "A cell's types agree.",
  // kernel
  "cell-succeeds": "A cell runs without an error.",
  "cell-raises": "A cell that says `//@raises` fails with that error.",
  "cell-ends-in-time": "A cell ends within its time limit.",
  "cell-fits-memory": "A page's cells stay within the memory limit.",
  "cell-does-not-exit": "A cell does not end its process.",
  "output-is-bounded": "A cell's output stays within its limit.",
  // tangle
  "library-is-current": "A tab's library is what its saved cells say.",
  "saved-name-is-unique": "A saved declaration is given once, or replaced by a method of the same class.",
  "saved-code-is-complete": "Saved code uses only what is saved, imported or global.",
  // weave
  "formula-is-valid": "A formula is TeX that KaTeX knows, within its limits.",
  "output-is-written": "The site can be written.",
} as const satisfies Record<string, string>;

/** The name of a rule. */
export type RuleId = keyof typeof rules;

/** True when one of `diagnostics` is an error. */
export function hasErrors(diagnostics: Iterable<Diagnostic>): boolean {
  for (const diagnostic of diagnostics) if (diagnostic.severity === "error") return true;
  return false;
}

/** Orders by path, line and column, then rule and message, by code point: the same everywhere. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compare(a.place.path, b.place.path) ||
    a.place.start.line - b.place.start.line ||
    a.place.start.column - b.place.start.column ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The first character of a file: the place of what concerns a file as a whole. */
export function startOf(path: string): Place {
  const start = { line: 1, column: 1, offset: 0 };
  return { path, start, end: start };
}

/** Of `known` names, the one nearest to `name` by edit distance, if it is near enough to be a slip. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  // At least one letter must have been right.
  let bestDistance = Math.min(name.length, Math.max(name.length < 4 ? 1 : 2, Math.floor(name.length / 3)) + 1);
  for (const candidate of known) {
    const distance = editDistance(name, candidate, bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** How many letters to change, add, leave out or swap with their neighbours to make `b` of `a`; `limit` when it is at least that. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? (before[j - 2] ?? 0) + 1 : substitution;
      row.push(Math.min(substitution, swap, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    [before, previous] = [previous, row];
  }
  return Math.min(limit, previous[b.length] ?? limit);
}
