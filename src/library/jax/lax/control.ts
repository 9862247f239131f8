// jax.lax: loops and branches as functions. They run as they are written: what they save is JAX's compiling.

import * as ops from "../../ops/index.ts";
import { itemOf } from "../../tensor/index.ts";
import type { Array } from "../array.ts";
import { formOf, leaves, withLeaves } from "../tree.ts";

/** What stands for true or false: a boolean, or an array of one number. */
export type Predicate = boolean | Array;
const holds = (predicate: Predicate): boolean => (typeof predicate === "boolean" ? predicate : itemOf(predicate) !== 0);
const numberOf = (value: number | Array): number => (typeof value === "number" ? value : itemOf(value));

/** How to go through. */
export interface ScanOptions {
  /** Number of steps, where there is nothing to go through. */
  readonly length?: number;
  /** From the last to the first. */
  readonly reverse?: boolean;
}

/**
 * Goes through the parts of `xs`, a tree of arrays, along their first axis, carrying a state: `fn(carry, x)` gives `[carry, y]`. Gives the
 * last state, and all `y` stacked. With `xs` null, `length` steps without `x`.
 * @throws RangeError when the arrays differ in length, or there is none and no `length`; TypeError when the carry changes its form.
 */
export function scan<C, X, Y>(
  fn: (carry: C, x: X) => readonly [C, Y],
  init: C,
  xs: X,
  { length, reverse = false }: ScanOptions = {},
): [C, Y] {
  const arrays = leaves(xs);
  const lengths = arrays.map(({ shape }) => shape[0]);
  const steps = length ?? lengths[0];
  if (steps === undefined) throw new RangeError("scan: there is nothing to go through; give a length");
  if (lengths.some((one) => one !== steps))
    throw new RangeError(
      `scan: arrays of different lengths: ${[...(length === undefined ? [] : [length]), ...lengths].join(", ")}`,
    );
  if (steps === 0) throw new RangeError("scan: there is no step to make, so that the form of its output is unknown");
  let carry = init;
  const outputs: Y[] = [];
  for (let i = 0; i < steps; i++) {
    const at = reverse ? steps - 1 - i : i;
    const part = withLeaves(
      xs,
      arrays.map((one) => ops.index(one, [at]) as Array),
    );
    const [next, y] = fn(carry, part);
    if (formOf(next) !== formOf(init))
      throw new TypeError(`scan: the carry must keep its form ${formOf(init)}, but became ${formOf(next)}`);
    carry = next;
    outputs.push(y);
  }
  if (reverse) outputs.reverse();
  const parts = outputs.map(leaves);
  const stacked = parts[0].map((_, i) => ops.stack(parts.map((own) => own[i])) as Array);
  return [carry, withLeaves(outputs[0], stacked)];
}

/** `whenTrue` of the operands where the predicate holds, else `whenFalse`. Of an array of predicates, inside vmap, each example takes its branch. */
export function cond<Args extends unknown[], R>(
  predicate: Predicate,
  whenTrue: (...operands: Args) => R,
  whenFalse: (...operands: Args) => R,
  ...operands: Args
): R {
  return holds(predicate) ? whenTrue(...operands) : whenFalse(...operands);
}

/** The branch of a number, at least the first and at most the last. */
export function switchCase<Args extends unknown[], R>(
  index: number | Array,
  branches: readonly ((...operands: Args) => R)[],
  ...operands: Args
): R {
  const at = Math.min(Math.max(numberOf(index), 0), branches.length - 1);
  return branches[at](...operands);
}

/** `body` again and again while the condition holds of the state. */
export function whileLoop<C>(condition: (state: C) => Predicate, body: (state: C) => C, init: C): C {
  let state = init;
  while (holds(condition(state))) state = body(state);
  return state;
}

/** `body(i, state)` for i from `lower` to `upper` - 1. */
export function foriLoop<C>(
  lower: number | Array,
  upper: number | Array,
  body: (i: number, state: C) => C,
  init: C,
): C {
  let state = init;
  for (let i = numberOf(lower); i < numberOf(upper); i++) state = body(i, state);
  return state;
}

/** `fn` of each part of a tree of arrays along their first axis, stacked: one after the other, where `vmap` does all at once. */
export function map<X, Y>(fn: (x: X) => Y, xs: X): Y {
  return scan((none: null, x: X) => [none, fn(x)] as const, null, xs)[1];
}

/** Running results of an associative operation along the first axis of an array, such as sums. */
export function associativeScan(fn: (a: Array, b: Array) => Array, xs: Array): Array {
  const parts: Array[] = [];
  for (let i = 0; i < xs.shape[0]; i++) {
    const part = ops.index(xs, [i]) as Array;
    parts.push(i === 0 ? part : fn(parts[i - 1], part));
  }
  return ops.stack(parts) as Array;
}
