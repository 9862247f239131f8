// np.random: random arrays. MXNet's own numbers are not known; these come from a counter-based generator (threefry), by the seed.
//
//   np.random.seed(0)
//   np.random.normal(0, 1, [2, 3])      np.random.normal(means, 1)     parameters may be arrays, broadcast

import * as numeric from "../numeric/index.ts";
import type { Operand } from "../ops/index.ts";
import * as ops from "../ops/index.ts";
import {
  broadcast,
  categorical,
  type DType,
  gamma as drawGamma,
  gumbel as drawGumbel,
  laplace as drawLaplace,
  logistic as drawLogistic,
  normal as drawNormal,
  permutation as drawOrder,
  uniform as drawUniform,
  integers,
  type RandomSource,
  type Shape,
  show,
  sizeOf,
  standardExponential,
  Tensor,
  type TypedArray,
} from "../tensor/index.ts";
import { source } from "./generator.ts";
import { NDArray } from "./ndarray.ts";

/** How many: one size, or one for each axis. */
export type Size = number | Shape;

/** `{ dtype }`; "float32", or for whole numbers "int32", unless it says otherwise. */
export interface RandomOptions {
  readonly dtype?: DType;
}

function shaped(size: Size): Shape {
  const shape = typeof size === "number" ? [size] : size;
  if (shape.some((n) => !Number.isInteger(n) || n < 0)) throw new RangeError(`[${shape.join(", ")}] is not a shape`);
  return shape;
}

function drawn(size: Size, dtype: DType, fill: (from: RandomSource, out: TypedArray) => void): NDArray {
  return ops.draw(NDArray, shaped(size), dtype, (out) => fill(source(), out));
}

/** Standard numbers of `size`, or of the shape in which the parameters meet. @throws RangeError when they do not fit into the size. */
function standard(
  name: string,
  parameters: readonly Operand[],
  size: Size | undefined,
  fill: (from: RandomSource, out: TypedArray) => void,
): NDArray {
  const shapes = parameters.map((one) => (typeof one === "number" ? [] : one.shape));
  const met = shapes.reduce<Shape>((shape, one) => broadcast(name, shape, one), []);
  const wanted = size === undefined ? met : shaped(size);
  if (show(broadcast(name, wanted, met)) !== show(wanted))
    throw new RangeError(`${name}: parameters of shape ${show(met)} do not broadcast to the size ${show(wanted)}`);
  return drawn(wanted, "float32", fill);
}

/** loc + scale · x, where each may be an array. */
function moved(x: NDArray, loc: Operand, scale: Operand): NDArray {
  return ops.add(ops.mul(x, scale), loc) as NDArray;
}

/** @throws RangeError for a scale below 0. */
function mustNotBeNegative(name: string, what: string, value: Operand): void {
  const least = typeof value === "number" ? value : sizeOf(value.shape) === 0 ? 0 : ops.min(value).storage.array[0];
  if (!(least >= 0)) throw new RangeError(`${name}: ${what} must not be negative, but got ${least}`);
}

/** Starts the generator of all random arrays again: the same numbers come for the same seed. */
export function seed(value: number): void {
  source().seed(value);
}

/** Normal with mean `loc` and standard deviation `scale`. @throws RangeError for a negative scale. */
export function normal(loc: Operand = 0, scale: Operand = 1, size?: Size, options: RandomOptions = {}): NDArray {
  mustNotBeNegative("normal", "scale", scale);
  if (typeof loc !== "number" || typeof scale !== "number")
    return moved(standard("normal", [loc, scale], size, drawNormal), loc, scale);
  return drawn(size ?? [], options.dtype ?? "float32", (from, out) => drawNormal(from, out, loc, scale));
}
/** Uniform on [low, high). */
export function uniform(low: Operand = 0, high: Operand = 1, size?: Size, options: RandomOptions = {}): NDArray {
  if (typeof low !== "number" || typeof high !== "number")
    return moved(standard("uniform", [low, high], size, drawUniform), low, ops.sub(high, low));
  return drawn(size ?? [], options.dtype ?? "float32", (from, out) => drawUniform(from, out, low, high));
}
/** Standard normal numbers: `randn(2, 3)`. */
export const randn = (...shape: number[]): NDArray => normal(0, 1, shape);
/** Uniform numbers of [0, 1): `rand(2, 3)`. */
export const rand = (...shape: number[]): NDArray => uniform(0, 1, shape);

/** Whole numbers from `low` to `high - 1`, or from 0 to `low - 1` when `high` is null; int32 unless `dtype` says otherwise. @throws RangeError when there is none. */
export function randint(low: number, high?: number | null, size: Size = [], options: RandomOptions = {}): NDArray {
  const [from, to] = high == null ? [0, low] : [low, high];
  if (!(from < to)) throw new RangeError(`randint: low >= high, there is no whole number from ${from} to below ${to}`);
  return drawn(size, options.dtype ?? "int32", (generator, out) => integers(generator, out, from, to));
}

/** e to the power of normal numbers of this mean and standard deviation. */
export const lognormal = (mean: Operand = 0, sigma: Operand = 1, size?: Size): NDArray =>
  ops.exp(normal(mean, sigma, size)) as NDArray;
/** The logistic distribution around `loc`. */
export const logistic = (loc: Operand = 0, scale: Operand = 1, size?: Size): NDArray =>
  moved(standard("logistic", [loc, scale], size, drawLogistic), loc, scale);
/** Gumbel's distribution: the largest of many. */
export const gumbel = (loc: Operand = 0, scale: Operand = 1, size?: Size): NDArray =>
  moved(standard("gumbel", [loc, scale], size, drawGumbel), loc, scale);
/** Laplace's distribution: exponential numbers of either sign around `loc`. */
export const laplace = (loc: Operand = 0, scale: Operand = 1, size?: Size): NDArray =>
  moved(standard("laplace", [loc, scale], size, drawLaplace), loc, scale);
/** Exponential numbers of mean `scale`. @throws RangeError for a negative scale. */
export function exponential(scale: Operand = 1, size?: Size): NDArray {
  mustNotBeNegative("exponential", "scale", scale);
  return ops.mul(standard("exponential", [scale], size, standardExponential), scale) as NDArray;
}
/** Weibull's distribution of shape `a` and scale 1. */
export const weibull = (a: Operand, size?: Size): NDArray =>
  ops.pow(
    standard("weibull", [a], size, standardExponential),
    typeof a === "number" ? 1 / a : ops.div(1, a),
  ) as NDArray;
/** Pareto's second distribution (Lomax's) of shape `a`. */
export const pareto = (a: Operand, size?: Size): NDArray =>
  ops.expm1(ops.div(standard("pareto", [a], size, standardExponential), a)) as NDArray;
/** Rayleigh's distribution: lengths of normal vectors of the plane. */
export const rayleigh = (scale: Operand = 1, size?: Size): NDArray =>
  ops.mul(ops.sqrt(ops.mul(standard("rayleigh", [scale], size, standardExponential), 2)), scale) as NDArray;
/** The gamma distribution of a shape and a scale. @throws RangeError unless the shape is positive. */
export function gamma(shape: number, scale: Operand = 1, size?: Size): NDArray {
  if (!(shape > 0)) throw new RangeError(`gamma: shape must be positive, but got ${shape}`);
  return ops.mul(
    standard("gamma", [scale], size, (from, out) => drawGamma(from, out, shape)),
    scale,
  ) as NDArray;
}
/** The sum of squares of `df` normal numbers. @throws RangeError unless it is positive. */
export const chisquare = (df: number, size?: Size): NDArray => gamma(df / 2, 2, size);
/** The beta distribution on (0, 1). @throws RangeError unless both shapes are positive. */
export function beta(a: number, b: number, size?: Size): NDArray {
  const first = gamma(a, 1, size);
  return ops.div(first, ops.add(first, gamma(b, 1, size))) as NDArray;
}

/** The numbers 0 to n - 1 in random order; of an array, its parts along the first axis. */
export function permutation(x: number | NDArray): NDArray {
  const count = typeof x === "number" ? x : x.shape[0];
  const order = drawn(count, "int32", (from, out) => out.set(drawOrder(from, count)));
  return typeof x === "number" ? order : (ops.index(x, [order]) as NDArray);
}
/** Puts the parts along the first axis in random order, in place. */
export function shuffle(x: NDArray): void {
  x.set(["..."], permutation(x).copy());
}

/** Chances as numbers. @throws RangeError when they are negative or do not sum to one. */
function chancesOf(name: string, p: readonly number[] | NDArray): Float64Array {
  const chances = Float64Array.from(p instanceof Tensor ? p.toArray() : p);
  const sum = chances.reduce((total, one) => total + one, 0);
  if (chances.some((one) => !(one >= 0))) throw new RangeError(`${name}: probabilities are not non-negative`);
  if (Math.abs(sum - 1) > 1e-4) throw new RangeError(`${name}: probabilities do not sum to 1, but to ${sum}`);
  return chances;
}

/** Options of `choice`. */
export interface ChoiceOptions {
  /** Whether one may be taken twice. Defaults to true. */
  readonly replace?: boolean;
  /** The probability of each; by default all the same. */
  readonly p?: readonly number[] | NDArray;
}

/** Whole numbers from 0 to a - 1, or parts of an array along its first axis. @throws RangeError for more than there are, without replacement, or probabilities that do not fit. */
export function choice(a: number | NDArray, size: Size = [], { replace = true, p }: ChoiceOptions = {}): NDArray {
  const count = typeof a === "number" ? a : a.shape[0];
  const shape = shaped(size);
  const chances = p === undefined ? undefined : chancesOf("choice", p);
  if (chances !== undefined && chances.length !== count)
    throw new RangeError(`choice: 'a' and 'p' must have same size, but there are ${count} and ${chances.length}`);
  const possible = chances === undefined ? count : chances.filter((one) => one > 0).length;
  if (!replace && sizeOf(shape) > possible)
    throw new RangeError(
      `choice: cannot take a larger sample than population when replace is false: ${sizeOf(shape)} of ${possible}`,
    );
  const places = drawn(shape, "int32", (from, out) => {
    if (replace && chances === undefined) return integers(from, out, 0, count);
    if (replace && chances !== undefined) return categorical(from, out, chances);
    if (chances === undefined) return out.set(drawOrder(from, count).subarray(0, out.length));
    // One after the other, each of what is left.
    const left = chances.slice();
    for (let i = 0; i < out.length; i++) {
      categorical(from, out.subarray(i, i + 1), left);
      left[out[i]] = 0;
    }
  });
  return typeof a === "number" ? places : (ops.index(a, [places]) as NDArray);
}

/** How often each outcome comes in `n` draws with these probabilities: [...size, outcomes]; int32. @throws RangeError for what are no probabilities. */
export function multinomial(n: number, pvals: readonly number[] | NDArray, size: Size = []): NDArray {
  const chances = chancesOf("multinomial", pvals);
  return drawn([...shaped(size), chances.length], "int32", (from, out) => {
    const places = new Int32Array(n);
    for (let row = 0; row < out.length; row += chances.length) {
      categorical(from, places, chances);
      const counts = out.subarray(row, row + chances.length).fill(0);
      for (const place of places) counts[place]++;
    }
  });
}

/** Normal vectors with a mean [n] and covariances [n, n]: [...size, n]. @throws RangeError for other shapes, or covariances that are not positive definite. */
export function multivariateNormal(mean: NDArray, cov: NDArray, size: Size = []): NDArray {
  const [n] = mean.shape;
  if (mean.shape.length !== 1 || cov.shape.length !== 2 || cov.shape[0] !== n || cov.shape[1] !== n)
    throw new RangeError(
      `multivariateNormal: a mean of shape ${show(mean.shape)} and covariances of ${show(cov.shape)}`,
    );
  const standard = normal(0, 1, [...shaped(size), n]);
  return ops.add(ops.matmul(standard, ops.transpose(numeric.cholesky(cov))), mean) as NDArray;
}
