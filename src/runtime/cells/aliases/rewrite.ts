// Aliases by syntax: names, methods and calls, edited in place so that layout and comments stay.

import { concat, type Edit, edit, type Mapped, slice } from "../edits.ts";
import type { CallRule, Hole, Parameter, Rule } from "./table.ts";
import type { Argument, Call, Use } from "./uses.ts";

/** What the uses are shown as, by the rules of their names. */
export function rewritten(code: Mapped, uses: readonly Use[], rules: ReadonlyMap<string, Rule>): Mapped {
  return edit(code, new Rewriter(code, uses, rules).edits(0, code.text.length));
}

/** A class because its steps share the code. */
class Rewriter {
  constructor(
    private readonly code: Mapped,
    private readonly uses: readonly Use[],
    private readonly rules: ReadonlyMap<string, Rule>,
  ) {}

  /** The edits of the uses in a stretch. */
  edits(start: number, end: number): Edit[] {
    const edits: Edit[] = [];
    let at = start;
    for (let index = this.firstFrom(start); index < this.uses.length; index++) {
      const use = this.uses[index];
      if (!use || use.start >= end) break;
      // The arguments of a call that has been put together anew have been seen to.
      if (use.start < at) continue;
      const rule = this.rules.get(use.name);
      if (rule?.kind === "name") edits.push({ start: use.start, end: use.end, put: rule.to });
      if (rule?.kind === "method" && use.call) edits.push(...this.method(use, use.call, rule.to));
      if (rule?.kind === "call" && use.call) {
        const put = this.call(use.call, rule);
        if (put === undefined) continue;
        edits.push({ start: use.start, end: use.call.close + 1, put });
        at = use.call.close + 1;
      }
    }
    return edits;
  }

  /** The first use from an offset on: there are few enough uses in a cell, but arguments nest. */
  private firstFrom(offset: number): number {
    let low = 0;
    let high = this.uses.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.uses[middle]?.start ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** `d2l.reshape(x, s)` as `x.reshape(s)`. */
  private method(use: Use, call: Call, name: string): readonly Edit[] {
    const [first, second] = call.args;
    if (!first || first.isSpread || first.keyword !== undefined) return [];
    const { text } = this.code;
    const [open, close] = this.isPrimary(first) ? ["", ""] : ["(", ")"];
    const semicolon = call.needsSemicolon && (open === "(" || /[([`]/.test(text[first.start] ?? "")) ? ";" : "";
    const from = second?.start ?? call.close;
    return [
      { start: use.start, end: first.start, put: semicolon + open },
      {
        start: first.end,
        end: from,
        put: concat([
          `${close}.${name}`,
          // Types that stand between the name and its arguments, and blanks.
          slice(this.code, use.end, call.open),
          ...this.gaps(call.open, first, from),
        ]),
      },
    ];
  }

  /** What stood around the first argument and now stands before the second, or the end: comments and line ends. */
  private gaps(open: number, first: Argument, to: number): readonly Mapped[] {
    const { text } = this.code;
    const before = hasComment(text.slice(open, first.start)) ? [slice(this.code, open, first.start)] : [];
    const comma = first.end + commaIn(text.slice(first.end, to));
    const beforeComma = hasComment(text.slice(first.end, comma)) ? [slice(this.code, first.end, comma)] : [];
    const from = comma >= first.end ? comma + 1 : first.end;
    const isLast = text[to] === ")";
    const keeps = hasComment(text.slice(from, to)) || (!isLast && text.slice(from, to).includes("\n"));
    // Behind a comment the line has an end already.
    const blanks = before.length > 0 ? (/^\s*/.exec(text.slice(from, to))?.[0].length ?? 0) : 0;
    return [...before, ...beforeComma, ...(keeps ? [slice(this.code, from + blanks, to)] : [])];
  }

  /** `d2l.randn(size=(2, 3))` as `np.random.randn(size=(2, 3))`; nothing when the call is not one of the alias. */
  private call(call: Call, rule: CallRule): Mapped | undefined {
    const given = bind(call.args, rule);
    if (!given) return undefined;
    const parts: (string | Mapped)[] = [];
    let at = 0;
    for (const [index, hole] of rule.holes.entries()) {
      const argument = given.get(hole.name);
      const otherwise = rule.parameters.find(({ name }) => name === hole.name)?.otherwise;
      if (argument) {
        parts.push(rule.to.slice(at, hole.start), this.value(argument, hole));
        at = hole.end;
      } else if (hole.argument && canGo(rule, index, given)) {
        parts.push(rule.to.slice(at, Math.max(at, hole.argument.start)));
        at = hole.argument.end;
      } else if (otherwise !== undefined) {
        parts.push(rule.to.slice(at, hole.start), otherwise);
        at = hole.end;
      } else return undefined;
    }
    const whole = concat([...parts, rule.to.slice(at)]);
    return call.isLoose || rule.isPrimary ? whole : concat(["(", whole, ")"]);
  }

  /** An argument's value with its own uses rewritten. */
  private value(argument: Argument, { isLoose }: Hole): Mapped {
    const { value: start, end } = argument;
    const edits = this.edits(start, end).map((one) => ({ ...one, start: one.start - start, end: one.end - start }));
    const value = edit(slice(this.code, start, end), edits);
    return isLoose || this.isPrimary(argument) ? value : concat(["(", value, ")"]);
  }

  /** True when `.name` may follow what the value is shown as: the call of an alias may become a sum. */
  private isPrimary({ isPrimary, value, end }: Argument): boolean {
    if (!isPrimary) return false;
    const use = this.uses[this.firstFrom(value)];
    const isWhole = use?.call && use.start === value && use.call.close + 1 === end;
    const rule = isWhole ? this.rules.get(use.name) : undefined;
    return rule?.kind !== "call" || rule.isPrimary || !use?.call?.isLoose;
  }
}

/** Which argument each parameter has, or nothing when the call does not fit. */
function bind(args: readonly Argument[], rule: CallRule): ReadonlyMap<string, Argument> | undefined {
  const given = new Map<string, Argument>();
  const positional = args.filter(({ keyword }) => keyword === undefined);
  const least = rule.isExact ? rule.byPosition.length : rule.parameters.filter(isNeeded).length;
  if (positional.length < least || positional.length > rule.byPosition.length) return undefined;
  if (args.some(({ isSpread }) => isSpread)) return undefined;
  for (const [index, argument] of positional.entries()) given.set(rule.byPosition[index] ?? "", argument);
  for (const argument of args) {
    if (argument.keyword === undefined) continue;
    if (!rule.parameters.some(({ name }) => name === argument.keyword)) return undefined;
    given.set(argument.keyword, argument);
  }
  return given;
}

function isNeeded({ otherwise }: Parameter): boolean {
  return otherwise === undefined;
}

/** A keyword may go; an argument by position only with all behind it. */
function canGo({ to, holes }: CallRule, index: number, given: ReadonlyMap<string, Argument>): boolean {
  const hole = holes[index];
  if (!hole?.argument) return false;
  if (/=\s*$/.test(to.slice(hole.argument.start, hole.start))) return true;
  return /^\s*[,)]/.test(to.slice(hole.end)) && holes.slice(index).every((one) => one.argument && !given.has(one.name));
}

function hasComment(text: string): boolean {
  return /#|\/\/|\/\*/.test(text);
}

/** The comma between two arguments; one in a comment before it is none. */
function commaIn(text: string): number {
  const found = /^(?:\s|#.*|\/\/.*|\/\*[\s\S]*?\*\/)*,/.exec(text);
  return found ? found[0].length - 1 : -1;
}
