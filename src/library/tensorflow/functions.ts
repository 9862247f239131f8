// tf.zeros, tf.matmul, tf.reduceSum …: TensorFlow's functions.

import * as numeric from "../numeric/index.ts";
import type { Axes, Operand } from "../ops/index.ts";
import * as ops from "../ops/index.ts";
import {
  bounds,
  type DType,
  diagonalOnes,
  filled,
  fromNested,
  ramp,
  type Shape,
  sizeOf,
  spaced,
  type TensorLike,
} from "../tensor/index.ts";
import { fromArray, type Tensor } from "./tensor.ts";

/** What creates a tensor takes besides. */
export interface Options {
  readonly dtype?: DType;
}
/** `{ axis, keepdims }` of reductions. */
export interface ReduceOptions {
  readonly axis?: Axes;
  readonly keepdims?: boolean;
}

/** A tensor of nested arrays of numbers or booleans, copied. Numbers are float32 unless `dtype` says otherwise. */
export function constant(value: TensorLike, options: Options = {}): Tensor {
  const { array, shape, dtype } = fromNested(value, options.dtype);
  return fromArray(array, shape, dtype);
}
/** The same as `constant`. */
export const convertToTensor = constant;
/** One number everywhere; float32 unless `dtype` says otherwise. */
export function fill(shape: Shape, value: number, { dtype = "float32" }: Options = {}): Tensor {
  return fromArray(filled(shape, value, dtype), shape, dtype);
}
/** Zeros; float32 unless `dtype` says otherwise. */
export const zeros = (shape: Shape, options?: Options): Tensor => fill(shape, 0, options);
/** Ones; float32 unless `dtype` says otherwise. */
export const ones = (shape: Shape, options?: Options): Tensor => fill(shape, 1, options);
/** Zeros in the shape and, unless `dtype` says otherwise, the type of `a`. */
export const zerosLike = (a: Tensor, { dtype = a.dtype }: Options = {}): Tensor => fill(a.shape, 0, { dtype });
/** Ones in the shape and, unless `dtype` says otherwise, the type of `a`. */
export const onesLike = (a: Tensor, { dtype = a.dtype }: Options = {}): Tensor => fill(a.shape, 1, { dtype });
/** The [n, m] matrix, [n, n] without `numColumns`, with ones on its diagonal; float32 unless `dtype` says otherwise. */
export function eye(
  n: number,
  { numColumns: m = n, dtype = "float32" }: Options & { readonly numColumns?: number } = {},
): Tensor {
  return fromArray(diagonalOnes(n, m, 0, dtype), [n, m], dtype);
}
/** `range(limit)`, `range(start, limit)`, `range(start, limit, delta)`, options last. float32 unless `dtype` says otherwise. @throws RangeError for a delta of 0. */
export function range(...args: (number | Options)[]): Tensor {
  const last = args[args.length - 1];
  const { dtype = "float32" } = typeof last === "object" ? last : {};
  const numbers = ramp("range", ...bounds(args), dtype);
  return fromArray(numbers, [numbers.length], dtype);
}
/** `num` numbers from `start` to `stop`, both included. */
export function linspace(start: number, stop: number, num: number): Tensor {
  return fromArray(spaced(start, stop, num, "float32"), [num], "float32");
}

/** a + b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const add = (a: Tensor, b: Operand): Tensor => ops.add(a, b) as Tensor;
/** a - b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const subtract = (a: Operand, b: Operand): Tensor => ops.sub(a, b) as Tensor;
/** a · b, element by element, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const multiply = (a: Tensor, b: Operand): Tensor => ops.mul(a, b) as Tensor;
/** a / b, broadcast; a float, also of whole numbers. @throws RangeError when the shapes do not broadcast. */
export const divide = (a: Operand, b: Operand): Tensor => ops.div(a, b) as Tensor;
/** a to the b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const pow = (a: Operand, b: Operand): Tensor => ops.pow(a, b) as Tensor;
/** a², element by element. */
export const square = (a: Tensor): Tensor => ops.square(a) as Tensor;
/** e to the power of each element. */
export const exp = (a: Tensor): Tensor => ops.exp(a) as Tensor;
/** The square root, element by element. */
export const sqrt = (a: Tensor): Tensor => ops.sqrt(a) as Tensor;
/** |a|, element by element. */
export const abs = (a: Tensor): Tensor => ops.abs(a) as Tensor;
/** The sine of radians, element by element. */
export const sin = (a: Tensor): Tensor => ops.sin(a) as Tensor;
/** The cosine of radians, element by element. */
export const cos = (a: Tensor): Tensor => ops.cos(a) as Tensor;
/** The hyperbolic tangent, element by element. */
export const tanh = (a: Tensor): Tensor => ops.tanh(a) as Tensor;
/** 1 / (1 + e^-a), element by element. */
export const sigmoid = (a: Tensor): Tensor => ops.sigmoid(a) as Tensor;
/** The larger of a and b, element by element, broadcast. */
export const maximum = (a: Operand, b: Operand): Tensor => ops.maximum(a, b) as Tensor;
/** The smaller of a and b, element by element, broadcast. */
export const minimum = (a: Operand, b: Operand): Tensor => ops.minimum(a, b) as Tensor;
/** a = b, element by element, broadcast; booleans. */
export const equal = (a: Tensor, b: Operand): Tensor => ops.eq(a, b) as Tensor;
/** `a` where the condition holds, else `b`, broadcast. */
export const where = (condition: Tensor, a: Operand, b: Operand): Tensor => ops.where(condition, a, b) as Tensor;
/** The product of vectors, matrices, or batches of matrices, read transposed when asked. @throws RangeError when the inner sizes differ. */
export const matmul = (
  a: Tensor,
  b: Tensor,
  { transposeA, transposeB }: { readonly transposeA?: boolean; readonly transposeB?: boolean } = {},
): Tensor => ops.matmul(transposeA ? ops.transpose(a) : a, transposeB ? ops.transpose(b) : b) as Tensor;
/** The sum of products over the last `axes` axes of a and the first of b. */
export function tensordot(a: Tensor, b: Tensor, axes: number): Tensor {
  const kept = a.shape.slice(0, a.shape.length - axes);
  const rest = b.shape.slice(axes);
  const inner = sizeOf(b.shape.slice(0, axes));
  return ops.reshape(ops.matmul(ops.reshape(a, [-1, inner]), ops.reshape(b, [inner, -1])), [
    ...kept,
    ...rest,
  ]) as Tensor;
}
/** The axes in reverse order, or in a given one; a view. */
export const transpose = (a: Tensor, perm?: Shape): Tensor => (perm ? (ops.permute(a, perm) as Tensor) : a.T);
/** The same elements in another shape, in which one size may be -1. @throws RangeError when the sizes do not fit. */
export const reshape = (a: Tensor, shape: Shape): Tensor => ops.reshape(a, shape) as Tensor;
/** With a new axis of size 1. */
export const expandDims = (a: Tensor, axis: number): Tensor => ops.unsqueeze(a, axis) as Tensor;
/** Without the axes of size 1, or without that one. */
export const squeeze = (a: Tensor, axis?: number): Tensor => ops.squeeze(a, axis) as Tensor;
/** The same numbers as another type. */
export const cast = (a: Tensor, dtype: DType): Tensor => ops.cast(a, dtype) as Tensor;
/** A copy that is no variable. */
export const identity = (a: Tensor): Tensor => ops.mul(a, 1) as Tensor;
/** The number of elements, as a tensor. */
export const size = (a: Tensor): Tensor => constant(sizeOf(a.shape), { dtype: "int32" });
/** The sizes, as a tensor. */
export const shape = (a: Tensor): Tensor => constant([...a.shape], { dtype: "int32" });
/** The same values, without a gradient. */
export const stopGradient = (a: Tensor): Tensor => ops.detach(a);
/** The number of axes, as a tensor. */
export const rank = (a: Tensor): Tensor => constant(a.shape.length, { dtype: "int32" });
/** Whole numbers as rows of `depth` elements, 1 in that place and 0 elsewhere; float32. @throws RangeError for a number outside. */
export const oneHot = (a: Tensor, depth: number): Tensor => numeric.oneHot(a, depth) as Tensor;

/** The sum of all elements, or along axes. */
export const reduceSum = (a: Tensor, { axis, keepdims }: ReduceOptions = {}): Tensor =>
  ops.sum(a, axis, keepdims) as Tensor;
/** The mean of all elements, or along axes; a float. */
export const reduceMean = (a: Tensor, { axis, keepdims }: ReduceOptions = {}): Tensor =>
  ops.mean(a, axis, keepdims) as Tensor;
/** The largest element, of all or along axes. */
export const reduceMax = (a: Tensor, { axis, keepdims }: ReduceOptions = {}): Tensor =>
  ops.max(a, axis, keepdims) as Tensor;
/** The smallest element, of all or along axes. */
export const reduceMin = (a: Tensor, { axis, keepdims }: ReduceOptions = {}): Tensor =>
  ops.min(a, axis, keepdims) as Tensor;
/** The product of all elements, or along axes. */
export const reduceProd = (a: Tensor, { axis, keepdims }: ReduceOptions = {}): Tensor =>
  ops.prod(a, axis, keepdims) as Tensor;
/** Where the largest element is, the first of equals: of all elements in row-major order, or along an axis; int32. */
export const argmax = (a: Tensor, { axis = 0 }: { readonly axis?: number } = {}): Tensor =>
  ops.argmax(a, axis) as Tensor;
/** The root of the sum of squares of all elements, or along axes. */
export const norm = (a: Tensor, { axis, keepdims }: ReduceOptions = {}): Tensor =>
  ops.norm(a, axis, keepdims) as Tensor;

/** Tensors one after the other along an axis. */
export function concat(tensors: readonly Tensor[], { axis = 0 }: { readonly axis?: number } = {}): Tensor {
  return ops.cat(tensors, axis) as Tensor;
}
/** Tensors of one shape along a new axis. */
export function stack(tensors: readonly Tensor[], { axis = 0 }: { readonly axis?: number } = {}): Tensor {
  return ops.stack(tensors, axis) as Tensor;
}
