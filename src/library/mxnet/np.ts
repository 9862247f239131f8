// np: MXNet's NumPy.

import type { Operand, ReduceOptions } from "../ops/index.ts";
import * as ops from "../ops/index.ts";
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
} from "../tensor/index.ts";
import { fromArray, NDArray } from "./ndarray.ts";

/** `{ dtype }`; float32 unless it says otherwise. */
export interface Options {
  readonly dtype?: DType;
}
const shaped = (shape: number | Shape): Shape => (typeof shape === "number" ? [shape] : shape);

/** An array of nested arrays of numbers or booleans, copied. Numbers are float32 unless `dtype` says otherwise. */
export function array(data: TensorLike, options: Options = {}): NDArray {
  const { array: elements, shape, dtype } = fromNested(data, options.dtype);
  return fromArray(elements, shape, dtype);
}
/** One number everywhere; float32 unless `dtype` says otherwise. */
export function full(shape: number | Shape, value: number, { dtype = "float32" }: Options = {}): NDArray {
  return fromArray(filled(shaped(shape), value, dtype), shaped(shape), dtype);
}
/** Zeros; float32 unless `dtype` says otherwise. */
export const zeros = (shape: number | Shape, options?: Options): NDArray => full(shape, 0, options);
/** Ones; float32 unless `dtype` says otherwise. */
export const ones = (shape: number | Shape, options?: Options): NDArray => full(shape, 1, options);
/** One number in the shape and, unless `dtype` says otherwise, the type of `a`. */
export const fullLike = (a: NDArray, value: number, { dtype = a.dtype }: Options = {}): NDArray =>
  full(a.shape, value, { dtype });
/** Zeros in the shape and, unless `dtype` says otherwise, the type of `a`. */
export const zerosLike = (a: NDArray, options?: Options): NDArray => fullLike(a, 0, options);
/** Ones in the shape and, unless `dtype` says otherwise, the type of `a`. */
export const onesLike = (a: NDArray, options?: Options): NDArray => fullLike(a, 1, options);
/** Zeros: there is no uninitialized memory here. */
export const empty = zeros;
/** The [n, m] matrix, [n, n] without `m`, with ones on its k-th diagonal to the right; float32 unless `dtype` says otherwise. */
export function eye(
  n: number,
  { m = n, k = 0, dtype = "float32" }: Options & { readonly m?: number; readonly k?: number } = {},
): NDArray {
  return fromArray(diagonalOnes(n, m, k, dtype), [n, m], dtype);
}
/** The identity matrix [n, n]. */
export const identity = (n: number, options?: Options): NDArray => eye(n, options);
/** `arange(stop)`, `arange(start, stop)`, `arange(start, stop, step)`, each with `{ dtype }` at the end; float32 unless that says otherwise. @throws RangeError for a step of 0. */
export function arange(...args: (number | Options)[]): NDArray {
  const last = args[args.length - 1];
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
): NDArray {
  return fromArray(spaced(start, stop, num, dtype, endpoint), [num], dtype);
}

/** a + b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const add = (a: NDArray, b: Operand): NDArray => a.add(b);
/** a - b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const subtract = (a: NDArray, b: Operand): NDArray => a.sub(b);
/** a · b, element by element, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const multiply = (a: NDArray, b: Operand): NDArray => a.mul(b);
/** a / b, broadcast; a float, also of whole numbers. @throws RangeError when the shapes do not broadcast. */
export const divide = (a: NDArray, b: Operand): NDArray => a.div(b);
/** a to the b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const power = (a: Operand, b: Operand): NDArray => ops.pow(a, b) as NDArray;
/** e to the power of each element. */
export const exp = (a: NDArray): NDArray => a.exp();
/** The natural logarithm, element by element. */
export const log = (a: NDArray): NDArray => a.log();
/** The square root, element by element. */
export const sqrt = (a: NDArray): NDArray => a.sqrt();
/** a², element by element. */
export const square = (a: NDArray): NDArray => a.square();
/** |a|, element by element. */
export const abs = (a: NDArray): NDArray => a.abs();
/** The sine of radians, element by element. */
export const sin = (a: NDArray): NDArray => a.sin();
/** The cosine of radians, element by element. */
export const cos = (a: NDArray): NDArray => a.cos();
/** The hyperbolic tangent, element by element. */
export const tanh = (a: NDArray): NDArray => a.tanh();
/** The inner product of vectors, the product of matrices. @throws RangeError when the inner sizes differ. */
export const dot = (a: NDArray, b: NDArray): NDArray => a.dot(b);
/** The product of vectors, matrices, or batches of matrices. @throws RangeError when the inner sizes differ. */
export const matmul = (a: NDArray, b: NDArray): NDArray => a.matmul(b);
/** The sum of all elements, or along axes. */
export const sum = (a: NDArray, options?: ReduceOptions): NDArray => a.sum(options);
/** The mean of all elements, or along axes; a float. */
export const mean = (a: NDArray, options?: ReduceOptions): NDArray => a.mean(options);
/** The standard deviation of all elements, or along axes. */
export const std = (a: NDArray, options?: ReduceOptions): NDArray => a.std(options);
/** Where the largest element is, the first of equals: of all elements in row-major order, or along an axis; int32. */
export const argmax = (a: NDArray, options?: { readonly axis?: number }): NDArray => a.argmax(options);
/** The same elements in another shape, in which one size may be -1. @throws RangeError when the sizes do not fit. */
export const reshape = (a: NDArray, shape: Shape): NDArray => a.reshape(shape);
/** The larger of a and b, element by element, broadcast. */
export const maximum = (a: Operand, b: Operand): NDArray => ops.maximum(a, b) as NDArray;
/** The smaller of a and b, element by element, broadcast. */
export const minimum = (a: Operand, b: Operand): NDArray => ops.minimum(a, b) as NDArray;
/** `a` where the condition holds, else `b`, broadcast. */
export const where = (condition: NDArray, a: Operand, b: Operand): NDArray => ops.where(condition, a, b) as NDArray;
/** Arrays one after the other along an axis. */
export function concatenate(arrays: readonly NDArray[], options: { readonly axis?: number } = {}): NDArray {
  return ops.cat(arrays, options.axis ?? 0) as NDArray;
}
/** Arrays of one shape along a new axis. */
export function stack(arrays: readonly NDArray[], options: { readonly axis?: number } = {}): NDArray {
  return ops.stack(arrays, options.axis ?? 0) as NDArray;
}

export { load, save } from "./files.ts";
export * from "./np-functions.ts";
export * from "./np-rare.ts";
export * as random from "./random.ts";
export { NDArray };
/** A circle's circumference over its diameter. */
export const pi = Math.PI;
/** Euler's number. */
export const e = Math.E;
/** Infinity. */
export const inf = Number.POSITIVE_INFINITY;
/** Not a number. */
export const nan = Number.NaN;
/** A new axis of size 1 among indices. */
export const newaxis = null;
/** Names of element types. */
export const float32 = "float32";
/** Double precision. */
export const float64 = "float64";
/** Whole numbers. */
export const int32 = "int32";
/** The type of whole numbers, which is "int32" here. */
export const int64 = "int32";
/** Whole numbers from 0 to 255. */
export const uint8 = "uint8";
/** Truth values. */
export const bool = "bool";
