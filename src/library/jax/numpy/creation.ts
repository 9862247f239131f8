// jnp: making arrays.

import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import {
  bounds,
  type DType,
  diagonalOnes,
  filled,
  fromNested,
  ramp,
  type Shape,
  spaced,
  type TensorLike,
} from "../../tensor/index.ts";
import { type Array, fromArray } from "../array.ts";

/** What creates an array takes besides. */
export interface Options {
  readonly dtype?: DType;
}
const shaped = (shape: number | Shape): Shape => (typeof shape === "number" ? [shape] : shape);

/** An array of nested arrays of numbers or booleans, copied. Numbers are float32 unless `dtype` says otherwise. */
export function array(data: TensorLike, options: Options = {}): Array {
  const { array: elements, shape, dtype } = fromNested(data, options.dtype);
  return fromArray(elements, shape, dtype);
}
/** The same as `array`. */
export const asarray = array;
/** One number everywhere; float32 unless `dtype` says otherwise. */
export function full(shape: number | Shape, value: number, { dtype = "float32" }: Options = {}): Array {
  return fromArray(filled(shaped(shape), value, dtype), shaped(shape), dtype);
}
/** Zeros; float32 unless `dtype` says otherwise. */
export const zeros = (shape: number | Shape, options?: Options): Array => full(shape, 0, options);
/** Ones; float32 unless `dtype` says otherwise. */
export const ones = (shape: number | Shape, options?: Options): Array => full(shape, 1, options);
/** Zeros: JAX leaves nothing uninitialised. */
export const empty = zeros;
/** One number in the shape and, unless `dtype` says otherwise, the type of `a`. */
export const fullLike = (a: Array, value: number, { dtype = a.dtype }: Options = {}): Array =>
  full(a.shape, value, { dtype });
/** Zeros in the shape and, unless `dtype` says otherwise, the type of `a`. */
export const zerosLike = (a: Array, options?: Options): Array => fullLike(a, 0, options);
/** Ones in the shape and, unless `dtype` says otherwise, the type of `a`. */
export const onesLike = (a: Array, options?: Options): Array => fullLike(a, 1, options);
/** Zeros in the shape and type of `a`. */
export const emptyLike = zerosLike;

/** The [n, m] matrix, [n, n] without `m`, with ones on its k-th diagonal to the right; float32 unless `dtype` says otherwise. */
export function eye(
  n: number,
  { m = n, k = 0, dtype = "float32" }: Options & { readonly m?: number; readonly k?: number } = {},
): Array {
  return fromArray(diagonalOnes(n, m, k, dtype), [n, m], dtype);
}
/** The identity matrix [n, n]. */
export const identity = (n: number, options: Options = {}): Array => eye(n, options);
/** The [n, m] matrix, [n, n] without `m`, with ones on and below its k-th diagonal. */
export function tri(
  n: number,
  { m = n, k = 0, dtype }: Options & { readonly m?: number; readonly k?: number } = {},
): Array {
  return numeric.tril(ones([n, m], dtype && { dtype }), k) as Array;
}

/** `arange(stop)`, `arange(start, stop)`, `arange(start, stop, step)`, each with `{ dtype }` at the end; float32 unless that says otherwise. @throws RangeError for a step of 0. */
export function arange(...args: readonly (number | Options)[]): Array {
  const last = args.at(-1);
  const { dtype = "float32" } = typeof last === "object" ? last : {};
  const numbers = ramp("arange", ...bounds(args), dtype);
  return fromArray(numbers, [numbers.length], dtype);
}

/** `num` numbers from `start` to `stop`, which is included unless `endpoint` is false. */
export function linspace(
  start: number,
  stop: number,
  num = 50,
  { endpoint = true, dtype = "float32" }: Options & { readonly endpoint?: boolean } = {},
): Array {
  return fromArray(spaced(start, stop, num, dtype, endpoint), [num], dtype);
}
/** `num` numbers whose logarithms to `base` go evenly from `start` to `stop`. */
export function logspace(
  start: number,
  stop: number,
  num = 50,
  { base = 10, ...options }: Options & { readonly endpoint?: boolean; readonly base?: number } = {},
): Array {
  return ops.pow(base, linspace(start, stop, num, options)) as Array;
}
/** `num` numbers from `start` to `stop`, each by the same factor larger. */
export function geomspace(start: number, stop: number, num = 50): Array {
  const [low, high] = [ops.log(full([], start, { dtype: "float64" })), ops.log(full([], stop, { dtype: "float64" }))];
  const along = linspace(0, 1, num, { dtype: "float64" });
  return ops.cast(ops.exp(ops.add(ops.mul(along, ops.sub(high, low)), low)), "float32") as Array;
}

/** Vectors as coordinates on the grid of all their combinations, an array each; by default x runs along the second axis ("xy"). */
export function meshgrid(
  arrays: readonly Array[],
  { indexing = "xy" }: { readonly indexing?: "xy" | "ij" } = {},
): Array[] {
  const order = arrays.map((_, i) => i);
  if (indexing === "xy" && order.length > 1) [order[0], order[1]] = [1, 0];
  const shape = order.map((i) => arrays[i].size);
  return arrays.map((one, i) => {
    const apart = order.map((j) => (j === i ? one.size : 1));
    return ops.expandTo(ops.reshape(one, apart), shape) as Array;
  });
}
