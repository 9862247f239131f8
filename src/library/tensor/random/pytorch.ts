// PyTorch's other distributions on the CPU, each by the transform that it takes from its generator's words.

import type { TypedArray } from "../dtype.ts";
import { cos, exp, log, log1p, sin } from "../kernels/math.ts";
import { firstNotBelow } from "./cumulative.ts";
import type { MersenneTwister } from "./mt19937.ts";
import { at } from "./scalar.ts";

/** Fills with exponential numbers: the waiting times of what happens `rate` times in a unit of time. */
export function exponential(generator: MersenneTwister, out: TypedArray, rate = 1): void {
  for (let i = 0; i < out.length; i++) out[i] = (-1 / rate) * at(log1p, -generator.double());
}

/** Fills with the number of the first trial that succeeds, when each does with probability `p`. */
export function geometric(generator: MersenneTwister, out: TypedArray, p: number): void {
  const failure = at(log1p, -p);
  for (let i = 0; i < out.length; i++) out[i] = Math.ceil(at(log, generator.double()) / failure);
}

/** Fills with Cauchy's distribution around a median. */
export function cauchy(generator: MersenneTwister, out: TypedArray, median: number, width: number): void {
  for (let i = 0; i < out.length; i++) {
    const angle = Math.PI * (generator.double() - 0.5);
    out[i] = median + width * (at(sin, angle) / at(cos, angle));
  }
}

/** Fills with e to the power of normal numbers. */
export function logNormal(generator: MersenneTwister, out: TypedArray, mean: number, deviation: number): void {
  for (let i = 0; i < out.length; i++) out[i] = at(exp, generator.oneNormal() * deviation + mean);
}

/** Fills with whole numbers of the whole range of a type; of floats, as far as they hold each whole number. */
export function wholeNumbers(generator: MersenneTwister, out: TypedArray, isBool: boolean): void {
  if (out instanceof Float64Array) {
    for (let i = 0; i < out.length; i++) {
      const high = generator.next();
      out[i] = Number(((BigInt(high) << 32n) | BigInt(generator.next())) % (2n ** 53n + 1n));
    }
    return;
  }
  const bound = isBool ? 2 : out instanceof Uint8Array ? 256 : out instanceof Int32Array ? 2 ** 31 : 2 ** 24 + 1;
  for (let i = 0; i < out.length; i++) out[i] = generator.next() % bound;
}

/** Fills with positions in `chances`, which need not sum to one, each drawn apart from the others. */
export function multinomial(generator: MersenneTwister, chances: TypedArray, out: Int32Array): void {
  const sums = chances.slice();
  for (let i = 1; i < sums.length; i++) sums[i] += sums[i - 1];
  const whole = sums[sums.length - 1];
  for (let i = 0; i < sums.length; i++) sums[i] /= whole;
  for (let i = 0; i < out.length; i++) out[i] = firstNotBelow(sums, generator.double());
}

/** Fills with positions in each row of `chances`, no position twice in a row: where chance / exponential is largest. */
export function multinomialApart(
  generator: MersenneTwister,
  chances: TypedArray,
  categories: number,
  out: Int32Array,
): void {
  const scores = chances.slice();
  exponential(generator, scores);
  for (let i = 0; i < scores.length; i++) scores[i] = chances[i] / scores[i];
  const rows = scores.length / categories;
  const count = out.length / rows;
  for (let row = 0; row < rows; row++) {
    const own = scores.subarray(row * categories, (row + 1) * categories);
    const order = Array.from(own, (_, i) => i).sort((a, b) => own[b] - own[a] || a - b);
    out.set(order.slice(0, count), row * count);
  }
}
