// jax.random: numbers of distributions.

import { orthogonalRows } from "../../nn/index.ts";
import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import { type DType, type Shape, show, sizeOf, bits as wordsOf } from "../../tensor/index.ts";
import { type Array, fromArray } from "../array.ts";
import { type Key, split, wordsIn } from "./keys.ts";

/** The smallest float32 above -1: where the normal deviates' uniforms start. */
const aboveMinusOne = -1 + 2 ** -24;
/** The smallest normal float32: where uniforms start whose logarithm is taken. */
const tiny = 2 ** -126;

/** Random words of 32 bits, as whole numbers from 0 to 2³² - 1; float64, which holds them all. */
export function bits(of: Key, shape: Shape = []): Array {
  return fromArray(Float64Array.from(wordsOf(wordsIn(of), sizeOf(shape))), shape, "float64");
}

/** Random words as an array of their own. */
export function drawBits(of: Key, count: number): Uint32Array {
  return wordsOf(wordsIn(of), count);
}

/** Bounds of uniform numbers. */
export interface Bounds {
  /** Defaults to 0. */
  readonly minval?: number;
  /** Is not reached. Defaults to 1. */
  readonly maxval?: number;
}

/** Uniform on [minval, maxval). */
export function uniform(of: Key, shape: Shape = [], { minval = 0, maxval = 1 }: Bounds = {}): Array {
  const low = Math.fround(minval);
  const span = Math.fround(Math.fround(maxval) - low);
  const numbers = Float32Array.from(drawBits(of, sizeOf(shape)), (word) =>
    Math.max(low, Math.fround(Math.fround((word >>> 9) * 2 ** -23 * span) + low)),
  );
  return fromArray(numbers, shape, "float32");
}
/** Standard normal. */
export function normal(of: Key, shape: Shape = []): Array {
  return ops.mul(numeric.erfinv(uniform(of, shape, { minval: aboveMinusOne })), Math.SQRT2) as Array;
}
/** Standard normal, but only between `lower` and `upper`. */
export function truncatedNormal(of: Key, lower: number, upper: number, shape: Shape = []): Array {
  const bounds = fromArray(Float32Array.of(lower, upper), [2], "float32");
  const [minval, maxval] = ops.erf(ops.div(bounds, Math.SQRT2)).storage.array;
  return ops.mul(numeric.erfinv(uniform(of, shape, { minval, maxval })), Math.SQRT2) as Array;
}
/** Whole numbers from `minval` to `maxval` - 1; int32. @throws RangeError when there are none. */
export function randint(of: Key, shape: Shape, minval: number, maxval: number): Array {
  if (!(maxval > minval)) throw new RangeError(`randint: there is no whole number from ${minval} to below ${maxval}`);
  const [first, second] = split(of);
  const high = drawBits(first, sizeOf(shape));
  const low = drawBits(second, sizeOf(shape));
  const span = maxval - minval;
  // 2³² modulo the span, from 2¹⁶ so that it fits 32 bits: as JAX has it.
  const half = 2 ** 16 % span;
  const multiplier = (Math.imul(half, half) >>> 0) % span;
  const numbers = Int32Array.from(high, (word, i) => {
    const sum = (Math.imul(word % span, multiplier) + (low[i] % span)) >>> 0;
    return minval + (sum % span);
  });
  return fromArray(numbers, shape, "int32");
}
/** True with probability `p`, a number, or an array of them, whose shape is the result's then. */
export function bernoulli(of: Key, p: number | Array = 0.5, shape?: Shape): Array {
  const own = shape ?? (typeof p === "number" ? [] : p.shape);
  return ops.lt(uniform(of, own), typeof p === "number" ? Math.fround(p) : p) as Array;
}
/** -1 or 1, each half of the time; int32 unless `dtype` says otherwise. */
export function rademacher(of: Key, shape: Shape = [], dtype: DType = "int32"): Array {
  const signs = ops.cast(bernoulli(of, 0.5, shape), dtype);
  return ops.sub(ops.mul(signs, 2), 1) as Array;
}
/** Exponential: the waiting time of what happens once in a unit of time. */
export const exponential = (of: Key, shape: Shape = []): Array =>
  ops.neg(ops.log1p(ops.neg(uniform(of, shape)))) as Array;
/** Gumbel: -log(-log u). */
export const gumbel = (of: Key, shape: Shape = []): Array =>
  ops.neg(ops.log(ops.neg(ops.log(uniform(of, shape, { minval: tiny }))))) as Array;
/** Logistic: log(u / (1 - u)). */
export function logistic(of: Key, shape: Shape = []): Array {
  const u = uniform(of, shape, { minval: 2 ** -23 });
  return ops.log(ops.div(u, ops.sub(1, u))) as Array;
}
/** Laplace: sign(u) log(1 - |u|), negated. */
export function laplace(of: Key, shape: Shape = []): Array {
  const u = uniform(of, shape, { minval: aboveMinusOne });
  return ops.mul(ops.sign(u), ops.neg(ops.log1p(ops.neg(ops.abs(u))))) as Array;
}
/** Normal vectors with a mean [n] and covariances [n, n]: [...shape, n]. @throws RangeError for covariances that are not positive definite. */
export function multivariateNormal(of: Key, mean: Array, cov: Array, shape: Shape = []): Array {
  const [n] = mean.shape;
  if (mean.shape.length !== 1 || cov.shape.length !== 2 || cov.shape[0] !== n)
    throw new RangeError(
      `multivariateNormal: a mean of shape ${show(mean.shape)} and covariances of ${show(cov.shape)}`,
    );
  const spread = ops.matmul(normal(of, [...shape, n]), ops.transpose(numeric.cholesky(cov)));
  return ops.add(spread, mean) as Array;
}
/** An orthogonal [n, n] matrix, by orthogonalising a normal one. */
export function orthogonal(of: Key, n: number): Array {
  return orthogonalRows(normal(of, [n, n]));
}
