// jnp: JAX's NumPy.

import type { Operand, ReduceOptions } from "../ops/index.ts";
import * as ops from "../ops/index.ts";
import { type DType, fromNested, type Shape, sizeOf, type TensorLike, zeros as zerosOf } from "../tensor/index.ts";
import { type Array, fromArray } from "./array.ts";

/** What creates a tensor takes besides. */
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
  return fromArray(zerosOf(dtype, sizeOf(shaped(shape))).fill(value), shaped(shape), dtype);
}
/** Zeros; float32 unless `dtype` says otherwise. */
export const zeros = (shape: number | Shape, options?: Options): Array => full(shape, 0, options);
/** Ones; float32 unless `dtype` says otherwise. */
export const ones = (shape: number | Shape, options?: Options): Array => full(shape, 1, options);
/** Zeros in the shape and type of `a`. */
export const zerosLike = (a: Array): Array => full(a.shape, 0, { dtype: a.dtype });
/** Ones in the shape and type of `a`. */
export const onesLike = (a: Array): Array => full(a.shape, 1, { dtype: a.dtype });
/** The [n, n] matrix with ones on its diagonal; float32. */
export function eye(n: number): Array {
  const out = zeros([n, n]);
  for (let i = 0; i < n; i++) out.storage.array[i * n + i] = 1;
  return out;
}
/** `arange(stop)`, `arange(start, stop)`, `arange(start, stop, step)`. */
export function arange(start: number, stop?: number, step = 1): Array {
  const [from, to] = stop === undefined ? [0, start] : [start, stop];
  const out = zeros(Math.max(0, Math.ceil((to - from) / step)));
  const { array: elements } = out.storage;
  for (let i = 0; i < elements.length; i++) elements[i] = from + i * step;
  return out;
}
/** `num` numbers from `start` to `stop`, both included. */
export function linspace(start: number, stop: number, num = 50): Array {
  const out = zeros(num);
  const { array: elements } = out.storage;
  for (let i = 0; i < num; i++) elements[i] = num === 1 ? start : start + ((stop - start) * i) / (num - 1);
  return out;
}

/** a + b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const add = (a: Array, b: Operand): Array => a.add(b);
/** a - b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const subtract = (a: Operand, b: Operand): Array => ops.sub(a, b) as Array;
/** a · b, element by element, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const multiply = (a: Array, b: Operand): Array => a.mul(b);
/** a / b, broadcast; a float, also of whole numbers. @throws RangeError when the shapes do not broadcast. */
export const divide = (a: Operand, b: Operand): Array => ops.div(a, b) as Array;
/** a to the b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const power = (a: Operand, b: Operand): Array => ops.pow(a, b) as Array;
/** e to the power of each element. */
export const exp = (a: Array): Array => a.exp();
/** The natural logarithm, element by element. */
export const log = (a: Array): Array => a.log();
/** The square root, element by element. */
export const sqrt = (a: Array): Array => a.sqrt();
/** a², element by element. */
export const square = (a: Array): Array => a.square();
/** |a|, element by element. */
export const abs = (a: Array): Array => a.abs();
/** The sine of radians, element by element. */
export const sin = (a: Array): Array => a.sin();
/** The cosine of radians, element by element. */
export const cos = (a: Array): Array => a.cos();
/** The hyperbolic tangent, element by element. */
export const tanh = (a: Array): Array => a.tanh();
/** The inner product of vectors, the product of matrices. @throws RangeError when the inner sizes differ. */
export const dot = (a: Array, b: Array): Array => a.dot(b);
/** The product of vectors, matrices, or batches of matrices. @throws RangeError when the inner sizes differ. */
export const matmul = (a: Array, b: Array): Array => a.matmul(b);
/** The sum of all elements, or along axes. */
export const sum = (a: Array, options?: ReduceOptions): Array => a.sum(options);
/** The mean of all elements, or along axes; a float. */
export const mean = (a: Array, options?: ReduceOptions): Array => a.mean(options);
/** The standard deviation of all elements, or along axes. */
export const std = (a: Array, options?: ReduceOptions): Array => a.std(options);
/** Where the largest element is, the first of equals: of all elements in row-major order, or along an axis; int32. */
export const argmax = (a: Array, options?: { readonly axis?: number }): Array => a.argmax(options);
/** The same elements in another shape, in which one size may be -1. @throws RangeError when the sizes do not fit. */
export const reshape = (a: Array, shape: Shape): Array => a.reshape(shape);
/** The axes in reverse order, or in a given one; a view. */
export const transpose = (a: Array): Array => a.T;
/** The larger of a and b, element by element, broadcast. */
export const maximum = (a: Operand, b: Operand): Array => ops.maximum(a, b) as Array;
/** The smaller of a and b, element by element, broadcast. */
export const minimum = (a: Operand, b: Operand): Array => ops.minimum(a, b) as Array;
/** `a` where the condition holds, else `b`, broadcast. */
export const where = (condition: Array, a: Operand, b: Operand): Array => ops.where(condition, a, b) as Array;
/** With a new axis of size 1. */
export const expandDims = (a: Array, axis: number): Array => ops.unsqueeze(a, axis) as Array;
/** Arrays one after the other along an axis. */
export function concatenate(arrays: readonly Array[], { axis = 0 }: { readonly axis?: number } = {}): Array {
  return ops.cat(arrays, axis) as Array;
}
/** Arrays of one shape along a new axis. */
export function stack(arrays: readonly Array[], { axis = 0 }: { readonly axis?: number } = {}): Array {
  return ops.stack(arrays, axis) as Array;
}
