// Numbers of a distribution from any source of words: for the generators that follow no framework's own order.

import type { TypedArray } from "../dtype.ts";
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

/** Fills with normal deviates, by Box and Muller's transform of pairs. */
export function normal(source: RandomSource, out: TypedArray, mean = 0, deviation = 1): void {
  for (let i = 0; i < out.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - source.next() * 2 ** -32));
    const angle = 2 * Math.PI * (source.next() * 2 ** -32);
    out[i] = mean + deviation * radius * Math.cos(angle);
    if (i + 1 < out.length) out[i + 1] = mean + deviation * radius * Math.sin(angle);
  }
}

/** Fills with integers from `low` to `high - 1`. */
export function integers(source: RandomSource, out: TypedArray, low: number, high: number): void {
  for (let i = 0; i < out.length; i++) out[i] = low + Math.floor(source.next() * 2 ** -32 * (high - low));
}

/** The numbers 0 to `count - 1` in random order, by Fisher and Yates's shuffle. */
export function permutation(source: RandomSource, count: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(source.next() * 2 ** -32 * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
