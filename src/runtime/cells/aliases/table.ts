// What a tab's aliases say of each name of the library, read once: "concat -> cat" of torch is `torch.cat` for `concat`.

import type { Aliases } from "../../config/index.ts";
import { namesInPython } from "./python.ts";
import { namesInScript } from "./typescript.ts";
import { library, type Stretch } from "./uses.ts";

export type Rule =
  /** `d2l.name` is shown as `to`. */
  | { readonly kind: "name"; readonly to: string }
  /** `d2l.name(x, …)` is shown as `x.to(…)`. */
  | { readonly kind: "method"; readonly to: string }
  | CallRule;

/** `d2l.name(…)` is shown as `to`, its parameters put in. */
export interface CallRule {
  readonly kind: "call";
  readonly to: string;
  readonly parameters: readonly Parameter[];
  /**
   * The parameters that are given by position. In Python, as d2lbook has it, those that begin with `a_`, all of them; in
   * TypeScript, which has no keywords, all parameters, as many as there are arguments.
   */
  readonly byPosition: readonly string[];
  readonly isExact: boolean;
  /** Where `to` names parameters. */
  readonly holes: readonly Hole[];
  readonly isPrimary: boolean;
}

export interface Parameter {
  readonly name: string;
  /** Source of the default value. */
  readonly otherwise?: string;
}

export interface Hole extends Stretch {
  readonly name: string;
  /** The argument of `to` that is nothing but the parameter, with the comma at one of its ends: it can be left out. */
  readonly argument?: Stretch;
  /** Any expression may stand in its place. */
  readonly isLoose: boolean;
}

/** A regular expression and what its matches are shown as: texts, and groups by number or name. */
export interface Reverse {
  readonly pattern: RegExp;
  readonly parts: readonly (string | { readonly group: string })[];
}

export interface AliasTable {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly reverse: readonly Reverse[];
  /** Matches code in which one of the rules may have something to do. */
  readonly hint: RegExp;
}

const tables = new WeakMap<Aliases, Map<boolean, AliasTable>>();

/** The table of a tab's aliases, for Python or for TypeScript. */
export function tableOf(aliases: Aliases, isPython: boolean): AliasTable {
  const known = tables.get(aliases) ?? new Map<boolean, AliasTable>();
  tables.set(aliases, known);
  const table = known.get(isPython) ?? read(aliases, isPython);
  known.set(isPython, table);
  return table;
}

function read({ module, simple, fluent, args, reverse }: Aliases, isPython: boolean): AliasTable {
  // Of a name that is given twice, d2lbook's order decides: names first, then methods, then calls.
  const rules = new Map<string, Rule>();
  for (const { from, to } of args) {
    const rule = callRule(from, to, isPython);
    if (rule) rules.set(rule.name, rule.rule);
  }
  for (const { from, to } of fluent) rules.set(from, { kind: "method", to });
  for (const { from, to } of simple) rules.set(from, { kind: "name", to: `${module}.${to}` });
  const names = [...rules.keys()].map(escaped).join("|");
  return {
    rules,
    reverse: reverse.map(({ from, to }) => ({ pattern: patternOf(from), parts: partsOf(to) })),
    hint: new RegExp(names === "" ? "(?!)" : `\\b${library}\\s*\\.\\s*(?:${names})\\b`),
  };
}

/** "randn(size, device=None)" and "np.random.randn(size=size, ctx=device)" */
function callRule(from: string, to: string, isPython: boolean): { name: string; rule: CallRule } | undefined {
  const [, name, list] = /^([\w$]+)\s*\((.*)\)$/s.exec(from) ?? [];
  if (name === undefined || list === undefined) return undefined;
  const parameters = topCommas(list).map((text): Parameter => {
    const [one = "", otherwise] = text.split(/=(.*)/s, 2).map((part) => part.trim());
    return { name: one, ...(otherwise !== undefined && { otherwise }) };
  });
  const { names, isPrimary } = isPython ? namesInPython(to) : namesInScript(to);
  const own = names
    .map(({ start, end }) => ({ name: to.slice(start, end), start, end }))
    .filter((one) => parameters.some((parameter) => parameter.name === one.name));
  const holes = own.map((hole): Hole => {
    const argument = argumentOf(to, hole);
    return { ...hole, ...(argument && { argument }), isLoose: argument !== undefined };
  });
  const byPosition = parameters.map((one) => one.name).filter((one) => !isPython || one.startsWith("a_"));
  return { name, rule: { kind: "call", to, parameters, byPosition, isExact: isPython, holes, isPrimary } };
}

/** The argument, of the outermost call, that is nothing but the parameter: `, ctx=device`, or `device`. */
function argumentOf(to: string, { start, end }: Stretch): Stretch | undefined {
  const before = /(?:(?<=[\w\])]\s*)\(|,)\s*(?:\w+\s*=\s*)?$/.exec(to.slice(0, start));
  if (!before || !/^\s*[,)]/.test(to.slice(end))) return undefined;
  const isFirst = before[0].startsWith("(");
  const from = before.index + (isFirst ? 1 + (/^\s*/.exec(before[0].slice(1))?.[0].length ?? 0) : 0);
  const comma = isFirst ? (/^\s*,\s*/.exec(to.slice(end))?.[0].length ?? 0) : 0;
  return { start: from, end: end + comma };
}

/** The parts between commas that stand in no brackets. */
function topCommas(list: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const sign of list) {
    if ("([{".includes(sign)) depth += 1;
    if (")]}".includes(sign)) depth -= 1;
    if (sign === "," && depth === 0) {
      parts.push(part);
      part = "";
    } else part += sign;
  }
  return [...parts, part].map((one) => one.trim()).filter((one) => one !== "");
}

/**
 * A pattern as Python's `re` has it, at whole names only: `d2l.to` is no part of `d2l.token`. One that is no regular
 * expression, `d2l.exp(` say, stands for itself.
 */
function patternOf(from: string): RegExp {
  const whole = (pattern: string) => new RegExp(`(?<![\\w.])(?:${pattern})(?:(?<!\\w)|(?!\\w))`, "dg");
  try {
    return whole(from.replace(/\(\?P</g, "(?<").replace(/\(\?P=(\w+)\)/g, "\\k<$1>"));
  } catch {
    return whole(escaped(from));
  }
}

/** "\\1.size" -> group 1, ".size"; `\\g<name>` is a group too. */
function partsOf(to: string): Reverse["parts"] {
  const parts: (string | { group: string })[] = [];
  let at = 0;
  for (const found of to.matchAll(/\\(?:(\d)|g<(\w+)>|\\)/g)) {
    parts.push(to.slice(at, found.index));
    const group = found[1] ?? found[2];
    parts.push(group === undefined ? "\\" : { group });
    at = found.index + found[0].length;
  }
  return [...parts, to.slice(at)].filter((part) => part !== "");
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
