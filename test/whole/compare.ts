// Whether a page says what its chapter says: words, formulas, references and lines of code, in order.

import type { Item } from "./prose.ts";
import type { Shown } from "./site.ts";
import type { Piece } from "./source.ts";

/** Where page and chapter part. */
export interface Difference {
  readonly path: string;
  readonly tab: string;
  /** The line at which the chapter's prose or code begins. */
  readonly line: number;
  readonly written: string;
  readonly shown: string;
}

/** A step of either side, and the line of the chapter where its piece begins. */
interface Step {
  readonly key: string;
  readonly line: number;
  /** A line of code that may be shown with other words. */
  readonly changes?: boolean;
}

/** A line of code that names the library or holds a role. */
const mayChange = /^\| .*(?:\bd2l\b|:(?:num|eq)?ref:|:cite)/;
const silent = /^(?:label|eqlabel|width|height|bibliography)$/;

/** The first few differences; after one, both sides go on where they agree again. */
export function differences(
  path: string,
  tab: string,
  pieces: readonly Piece[],
  shown: readonly Shown[],
): readonly Difference[] {
  const a = pieces.flatMap(stepsOf);
  const b = shown.flatMap((one) => stepsOfShown(one));
  const found: Difference[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    // The library's names give way to the framework's, and a call over two lines may then be one.
    if (left?.changes && left.key !== right && a[i + 1]?.key === right) {
      i += 1;
      continue;
    }
    if (left !== undefined && right !== undefined && same(left, right)) {
      i += 1;
      j += 1;
      continue;
    }
    const [di, dj] = resume(a, b, i, j);
    const said = (steps: readonly string[]) => steps.slice(0, 14).join(" ");
    found.push({
      path,
      tab,
      line: left?.line ?? 0,
      written: said(a.slice(Math.max(0, i - 3), i + Math.max(di, 1)).map(({ key }) => key)),
      shown: said(b.slice(Math.max(0, j - 3), j + Math.max(dj, 1))),
    });
    i += di;
    j += dj;
  }
  return found;
}

/** The smallest steps forward after which three in a row agree. */
function resume(a: readonly Step[], b: readonly string[], i: number, j: number): readonly [number, number] {
  const far = 400;
  for (let sum = 1; sum < far; sum++) {
    for (let di = 0; di <= sum; di++) {
      const dj = sum - di;
      if (i + di > a.length || j + dj > b.length) continue;
      const agrees = [0, 1, 2].every((k) => {
        const left = a[i + di + k];
        const right = b[j + dj + k];
        return left === undefined || right === undefined
          ? left === undefined && right === undefined
          : same(left, right);
      });
      if (agrees) return [di, dj];
    }
  }
  return [Math.min(far, a.length - i), Math.min(far, b.length - j)];
}

/** Equal; or a line of code that is shown with other words. */
function same(left: Step, right: string): boolean {
  if (left.key === right) return true;
  return left.changes === true && right.startsWith("| ");
}

function stepsOf(piece: Piece): readonly Step[] {
  const { line } = piece;
  if (piece.type === "code") {
    // What stands in the brackets of a line that may change may change with it.
    let open = 0;
    return linesOf(piece).map((one) => {
      const key = `| ${one}`;
      const changes = open > 0 || mayChange.test(key);
      if (changes) open = Math.max(0, open + (one.match(/[([{]/g)?.length ?? 0) - (one.match(/[)\]}]/g)?.length ?? 0));
      return { key, line, ...(changes && { changes }) };
    });
  }
  return piece.items.flatMap((item) => keyOf(item).map((key) => ({ key, line })));
}

function stepsOfShown(one: Shown): readonly string[] {
  return one.type === "code" ? linesOf(one).map((line) => `| ${line}`) : keyOf(one.item);
}

/** Where a branch of a cell is left out, an empty line beside it may go or stay. */
function linesOf({
  lines,
  isCell,
}: {
  readonly lines: readonly string[];
  readonly isCell: boolean;
}): readonly string[] {
  return isCell ? lines.filter((line) => line !== "") : lines;
}

function keyOf({ text, formula, role }: Item): readonly string[] {
  // A formula's own name is not set; lines are aligned as the format's sites do it.
  if (formula) return [`$${text.replace(/\\label\{[^{}]*\}/g, "").replace(/^\\begin\{split\}|\\end\{split\}$/g, "")}$`];
  if (role === undefined) return [text];
  if (silent.test(role)) return [];
  return [role.startsWith("cite") ? ":cite:" : ":ref:"];
}
