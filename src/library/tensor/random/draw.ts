// Numbers of a distribution from any source of words: for the generators that follow no framework's own order.

import type { TypedArray } from "../dtype.ts";
import { cos, exp, log, sin } from "../kernels/math.ts";
import { firstNotBelow } from "./cumulative.ts";
import { at } from "./scalar.ts";
import type { RandomSource } from "./source.ts";

/** Fills with numbers from [low, high): 24 random bits each in float32, 53 in float64. */
export function uniform(source: RandomSource, out: TypedArray, low = 0, high = 1): void {
  const double = out instanceof Float64Array;
  for (let i = 0; i < out.length; i++) {
    const unit = double
      ? ((source.next() >>> 5) * 2 ** 26 + (source.next() >>> 6)) * 2 ** -53
      : (source.next() >>> 8) * 2 ** -24;
    out[i] = low + (high - low) * unit;
  }
}

/** So many pairs of normals are made at once: what they need stays in the nearest cache. */
const chunk = 256;

/** Fills with normal deviates, by Box and Muller's transform of pairs. */
export function normal(source: RandomSource, out: TypedArray, mean = 0, deviation = 1): void {
  const pairs = (out.length + 1) >> 1;
  const room = Math.min(pairs, chunk);
  const [radii, angles, cosines] = [new Float64Array(room), new Float64Array(room), new Float64Array(room)];
  for (let from = 0; from < pairs; from += room) {
    const count = Math.min(room, pairs - from);
    for (let i = 0; i < count; i++) {
      radii[i] = 1 - source.next() * 2 ** -32;
      angles[i] = 2 * Math.PI * (source.next() * 2 ** -32);
    }
    log(radii, 0, radii, count);
    cos(angles, 0, cosines, count);
    sin(angles, 0, angles, count);
    for (let i = 0; i < count; i++) {
      const radius = deviation * Math.sqrt(-2 * radii[i]);
      const to = 2 * (from + i);
      out[to] = mean + radius * cosines[i];
      if (to + 1 < out.length) out[to + 1] = mean + radius * angles[i];
    }
  }
}

/** Fills with normal deviates of which those farther than two deviations from the mean are drawn again. */
export function truncatedNormal(source: RandomSource, out: TypedArray, mean = 0, deviation = 1): void {
  const spare = new Float64Array(Math.max(2, out.length + (out.length >> 3)));
  let used = spare.length;
  for (let i = 0; i < out.length; ) {
    if (used === spare.length) {
      normal(source, spare);
      used = 0;
    }
    const value = spare[used++];
    if (Math.abs(value) <= 2) out[i++] = mean + deviation * value;
  }
}

/** Fills with integers from `low` to `high - 1`. */
export function integers(source: RandomSource, out: TypedArray, low: number, high: number): void {
  for (let i = 0; i < out.length; i++) out[i] = low + Math.floor(source.next() * 2 ** -32 * (high - low));
}

/** Fills with 1, with one probability or with those that stand at the same places, or 0. */
export function bernoulli(source: RandomSource, out: TypedArray, chances: number | TypedArray): void {
  for (let i = 0; i < out.length; i++)
    out[i] = source.next() * 2 ** -32 < (typeof chances === "number" ? chances : chances[i]) ? 1 : 0;
}

/** A number of (0, 1): neither of the ends, whose logarithms are infinite. */
function between(source: RandomSource): number {
  return (source.next() + 0.5) * 2 ** -32;
}

/** Fills with exponential numbers of mean 1. */
export function standardExponential(source: RandomSource, out: TypedArray): void {
  for (let i = 0; i < out.length; i++) out[i] = -at(log, between(source));
}

/** Fills with Gumbel's distribution: the largest of many. */
export function gumbel(source: RandomSource, out: TypedArray): void {
  for (let i = 0; i < out.length; i++) out[i] = -at(log, -at(log, between(source)));
}

/** Fills with the logistic distribution: log(u / (1 - u)). */
export function logistic(source: RandomSource, out: TypedArray): void {
  for (let i = 0; i < out.length; i++) {
    const u = between(source);
    out[i] = at(log, u) - at(log, 1 - u);
  }
}

/** Fills with Laplace's distribution: exponential numbers of either sign. */
export function laplace(source: RandomSource, out: TypedArray): void {
  for (let i = 0; i < out.length; i++) {
    const u = between(source);
    out[i] = u < 0.5 ? at(log, 2 * u) : -at(log, 2 - 2 * u);
  }
}

/** Fills with the gamma distribution of this shape and scale 1. After G. Marsaglia and W. Tsang, "A simple method for generating gamma variables" (2000). */
export function gamma(source: RandomSource, out: TypedArray, shape: number): void {
  // Below 1 by the next shape's numbers, times u^(1 / shape).
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  const deviate = new Float64Array(1);
  for (let i = 0; i < out.length; ) {
    normal(source, deviate);
    const x = deviate[0];
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (at(log, between(source)) >= 0.5 * x * x + d * (1 - v + at(log, v))) continue;
    out[i++] = d * v * (shape < 1 ? at(exp, at(log, between(source)) / shape) : 1);
  }
}

/** Fills with positions in weights, which need not sum to one, each drawn apart from the others. */
export function categorical(source: RandomSource, out: TypedArray, weights: TypedArray): void {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (let i = 0; i < sums.length; i++) {
    sum += weights[i];
    sums[i] = sum;
  }
  for (let i = 0; i < out.length; i++) out[i] = firstNotBelow(sums, between(source) * sum);
}

/** The numbers 0 to `count - 1` in random order, by Fisher and Yates's shuffle. */
export function permutation(source: RandomSource, count: number): Int32Array {
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(source.next() * 2 ** -32 * (i + 1));
    const one = order[i];
    order[i] = order[j];
    order[j] = one;
  }
  return order;
}
