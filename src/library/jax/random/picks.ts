// jax.random: orders and choices.

import * as ops from "../../ops/index.ts";
import { axisOf, type Shape, show } from "../../tensor/index.ts";
import { type Array, fromArray } from "../array.ts";
import { drawBits, gumbel, randint, uniform } from "./distributions.ts";
import { type Key, split } from "./keys.ts";

/** The numbers 0 to n - 1 in random order, or the parts of an array along an axis: sorted by random words, as often as JAX does so that ties do not matter. */
export function permutation(of: Key, x: number | Array, { axis = 0 }: { readonly axis?: number } = {}): Array {
  if (typeof x !== "number") {
    const at = axisOf("permutation", axis, x.shape.length);
    return ops.index(x, [...new globalThis.Array<string>(at).fill(":"), permutation(of, x.shape[at])]) as Array;
  }
  // ⌈3 log n / log (2³² - 1)⌉ sorts: the least r with (2³² - 1)^r ≥ n³.
  let rounds = 0;
  for (let reach = 1; reach < x ** 3; rounds++) reach *= 2 ** 32 - 1;
  let order: Int32Array = new Int32Array(x);
  for (let i = 0; i < x; i++) order[i] = i;
  let state = of;
  for (let round = 0; round < rounds; round++) {
    const [next, sub] = split(state);
    state = next;
    const places = sortingOrder(drawBits(sub, x));
    for (let i = 0; i < x; i++) places[i] = order[places[i]];
    order = places;
  }
  return fromArray(order, [x], "int32");
}

/**
 * The positions that put random words in order; equals keep theirs. As many heaps as words, by their first digits, hold about one each, so
 * that little is left to do for a sort by insertion.
 */
function sortingOrder(words: Uint32Array): Int32Array {
  const count = words.length;
  const shift = Math.min(31, Math.max(Math.clz32(count), 10));
  const ends = new Int32Array(2 ** (32 - shift) + 1);
  for (let i = 0; i < count; i++) ends[(words[i] >>> shift) + 1] += 1;
  for (let i = 1; i < ends.length; i++) ends[i] += ends[i - 1];
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) order[ends[words[i] >>> shift]++] = i;
  for (let i = 1; i < count; i++) {
    const place = order[i];
    const word = words[place];
    let j = i;
    for (; j > 0 && words[order[j - 1]] > word; j--) order[j] = order[j - 1];
    order[j] = place;
  }
  return order;
}

/** How to choose. */
export interface ChoiceOptions {
  /** Whether one may be taken twice. Defaults to true. */
  readonly replace?: boolean;
  /** The chances of each; by default all the same. */
  readonly p?: Array;
  /** Along which axis of an array. Defaults to 0. */
  readonly axis?: number;
}

/** Numbers from 0 to a - 1, or parts of an array along its first axis, at random. @throws RangeError for more than there are, without replacement. */
export function choice(of: Key, a: number | Array, shape: Shape = [], options: ChoiceOptions = {}): Array {
  const { replace = true, p, axis = 0 } = options;
  const at = typeof a === "number" ? 0 : axisOf("choice", axis, a.shape.length);
  const count = typeof a === "number" ? a : a.shape[at];
  const draws = shape.reduce((product, n) => product * n, 1);
  if (!replace && draws > count)
    throw new RangeError(`choice: cannot take ${draws} samples from ${count} without replacement`);
  if (p !== undefined && p.shape[0] !== count)
    throw new RangeError(`choice: p has the shape ${show(p.shape)}, but there are ${count} to choose from`);
  const places = drawn(of, count, shape, draws, replace, p);
  if (typeof a === "number") return places;
  return ops.index(a, [...new globalThis.Array<string>(at).fill(":"), places]) as Array;
}

function drawn(of: Key, count: number, shape: Shape, draws: number, replace: boolean, p?: Array): Array {
  if (p === undefined && replace) return randint(of, shape, 0, count);
  if (p === undefined) return ops.reshape(ops.index(permutation(of, count), [`:${draws}`]), shape) as Array;
  if (!replace) {
    const scores = ops.add(gumbel(of, [count]), ops.log(p));
    return ops.reshape(ops.topK(scores, draws).indices, shape) as Array;
  }
  const sums = ops.cumsum(p, 0);
  const at = ops.mul(ops.sub(1, uniform(of, shape)), ops.index(sums, [-1]));
  const below = ops.lt(ops.reshape(sums, [-1, ...shape.map(() => 1)]), at);
  return ops.sum(below, 0) as Array;
}

/** The index along an axis that is drawn with probabilities softmax(logits): of the shape without the axis, or of `shape`, which ends in it; int32. */
export function categorical(
  of: Key,
  logits: Array,
  { axis = -1, shape }: { readonly axis?: number; readonly shape?: Shape } = {},
): Array {
  const at = axisOf("categorical", axis, logits.shape.length);
  const batch = logits.shape.filter((_, i) => i !== at);
  const whole = shape ?? batch;
  const prefix = whole.slice(0, whole.length - batch.length);
  const inner = whole.slice(whole.length - batch.length);
  const wide = [...prefix, ...inner.slice(0, at), logits.shape[at], ...inner.slice(at)];
  return ops.argmax(ops.add(gumbel(of, wide), logits), prefix.length + at) as Array;
}
