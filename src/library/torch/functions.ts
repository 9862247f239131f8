// torch.exp, torch.sum, torch.cat …: PyTorch's functions of tensors. Most are methods, too.

import type { Operand } from "../ops/index.ts";
import * as ops from "../ops/index.ts";
import { type DivOptions, divided, scaledBy, subtracted } from "./rare.ts";
import {
  type DimArguments,
  dimOf,
  type Extremes,
  type NormArguments,
  type ReduceArguments,
  type SpreadOptions,
} from "./reductions.ts";
import { type FlattenOptions, Tensor } from "./tensor.ts";

/** Of vectors, matrices and batches of them; see `Tensor.matmul`. */
export const matmul = (a: Tensor, b: Tensor): Tensor => a.matmul(b);

/** a + alpha · b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const add = (a: Operand, b: Operand, { alpha }: { readonly alpha?: number } = {}): Tensor =>
  ops.add(a, scaledBy(b, alpha)) as Tensor;
/** a - alpha · b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const sub = (a: Operand, b: Operand, { alpha }: { readonly alpha?: number } = {}): Tensor =>
  subtracted(a, b, alpha) as Tensor;
/** a · b, element by element, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const mul = (a: Operand, b: Operand): Tensor => ops.mul(a, b) as Tensor;
/** a / b, broadcast; a float, also of whole numbers, unless `roundingMode` rounds it. @throws RangeError when the shapes do not broadcast. */
export const div = (a: Operand, b: Operand, options?: DivOptions): Tensor => divided(a, b, options) as Tensor;
/** a to the b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const pow = (a: Operand, b: Operand): Tensor => ops.pow(a, b) as Tensor;
/** The remainder of a / b with b's sign, broadcast. */
export const remainder = (a: Operand, b: Operand): Tensor => ops.remainder(a, b) as Tensor;
/** a / b rounded down, broadcast. */
export const floorDivide = (a: Operand, b: Operand): Tensor => ops.floorDivide(a, b) as Tensor;
/** The larger of a and b, element by element, broadcast. */
export const maximum = (a: Operand, b: Operand): Tensor => ops.maximum(a, b) as Tensor;
/** The smaller of a and b, element by element, broadcast. */
export const minimum = (a: Operand, b: Operand): Tensor => ops.minimum(a, b) as Tensor;
/** a = b, element by element, broadcast; booleans. */
export const eq = (a: Tensor, b: Operand): Tensor => a.eq(b);
/** a ≠ b, element by element, broadcast; booleans. */
export const ne = (a: Tensor, b: Operand): Tensor => a.ne(b);
/** a < b, element by element, broadcast; booleans. */
export const lt = (a: Tensor, b: Operand): Tensor => a.lt(b);
/** a ≤ b, element by element, broadcast; booleans. */
export const le = (a: Tensor, b: Operand): Tensor => a.le(b);
/** a > b, element by element, broadcast; booleans. */
export const gt = (a: Tensor, b: Operand): Tensor => a.gt(b);
/** a ≥ b, element by element, broadcast; booleans. */
export const ge = (a: Tensor, b: Operand): Tensor => a.ge(b);
/** True where neither is 0, broadcast. */
export const logicalAnd = (a: Tensor, b: Operand): Tensor => a.logicalAnd(b);
/** True where one is not 0, broadcast. */
export const logicalOr = (a: Tensor, b: Operand): Tensor => a.logicalOr(b);
/** True where elements are 0. */
export const logicalNot = (a: Tensor): Tensor => a.logicalNot();
/** Whether two tensors have the same shape and elements. */
export const equal = (a: Tensor, b: Tensor): boolean => a.equal(b);
/** Whether two tensors have the same shape and nearly the same elements. */
export const allclose = (a: Tensor, b: Tensor, options?: { readonly rtol?: number; readonly atol?: number }): boolean =>
  a.allclose(b, options);

/** -a, element by element. */
export const neg = (a: Tensor): Tensor => a.neg();
/** |a|, element by element. */
export const abs = (a: Tensor): Tensor => a.abs();
/** -1, 0 or 1, element by element. */
export const sign = (a: Tensor): Tensor => a.sign();
/** e to the power of each element. */
export const exp = (a: Tensor): Tensor => a.exp();
/** e^a - 1, exact near 0, element by element. */
export const expm1 = (a: Tensor): Tensor => a.expm1();
/** The natural logarithm, element by element. */
export const log = (a: Tensor): Tensor => a.log();
/** The logarithm to base 2, element by element. */
export const log2 = (a: Tensor): Tensor => a.log2();
/** log(1 + a), exact near 0, element by element. */
export const log1p = (a: Tensor): Tensor => a.log1p();
/** The square root, element by element. */
export const sqrt = (a: Tensor): Tensor => a.sqrt();
/** 1 / √a, element by element. */
export const rsqrt = (a: Tensor): Tensor => a.rsqrt();
/** a², element by element. */
export const square = (a: Tensor): Tensor => a.square();
/** 1 / a, element by element. */
export const reciprocal = (a: Tensor): Tensor => a.reciprocal();
/** The sine of radians, element by element. */
export const sin = (a: Tensor): Tensor => a.sin();
/** The cosine of radians, element by element. */
export const cos = (a: Tensor): Tensor => a.cos();
/** The hyperbolic tangent, element by element. */
export const tanh = (a: Tensor): Tensor => a.tanh();
/** 1 / (1 + e^-a), element by element. */
export const sigmoid = (a: Tensor): Tensor => a.sigmoid();
/** max(a, 0), element by element. */
export const relu = (a: Tensor): Tensor => a.relu();
/** Rounded down, element by element. */
export const floor = (a: Tensor): Tensor => a.floor();
/** Rounded up, element by element. */
export const ceil = (a: Tensor): Tensor => a.ceil();
/** Rounded to the nearest whole number, halves to the even one, element by element. */
export const round = (a: Tensor): Tensor => a.round();
/** Without the fraction, element by element. */
export const trunc = (a: Tensor): Tensor => a.trunc();
/** Whether elements are NaN, as booleans. */
export const isnan = (a: Tensor): Tensor => a.isnan();
/** Whether elements are neither NaN nor infinite, as booleans. */
export const isfinite = (a: Tensor): Tensor => a.isfinite();
/** Not below `min`, not above `max`. */
export const clamp = (
  a: Tensor,
  min: number | { readonly min?: number; readonly max?: number },
  max?: number,
): Tensor => a.clamp(min, max);
/** Not below `min`, not above `max`: `clamp`. */
export const clip = clamp;
/** e^a / Σ e^a along an axis. */
export const softmax = (a: Tensor, dim: number | { readonly dim: number }): Tensor => a.softmax(dim);
/** log softmax along an axis, without overflow. */
export const logSoftmax = (a: Tensor, dim: number | { readonly dim: number }): Tensor => a.logSoftmax(dim);

// Reductions take the axis and options as the methods do: `torch.sum(x)`, `torch.sum(x, 0)`, `torch.sum(x, { dim: 0 })`.
/** The sum of all elements, or along axes. */
export const sum = (a: Tensor, ...args: ReduceArguments): Tensor => a.sum(...args);
/** The mean of all elements, or along axes; a float. */
export const mean = (a: Tensor, ...args: ReduceArguments): Tensor => a.mean(...args);
/** The product of all elements, or along axes. */
export const prod = (a: Tensor, ...args: ReduceArguments): Tensor => a.prod(...args);
/** The largest element, of all or along axes; a gradient is shared by equals. */
export const amax = (a: Tensor, ...args: ReduceArguments): Tensor => a.amax(...args);
/** The smallest element, of all or along axes; a gradient is shared by equals. */
export const amin = (a: Tensor, ...args: ReduceArguments): Tensor => a.amin(...args);
/** The standard deviation of all elements, or along axes. */
export const std = (a: Tensor, ...args: ReduceArguments<SpreadOptions>): Tensor => a.std(...args);
/** The variance of all elements, or along axes; `correction` is taken from their number, 1 by default. */
const variance = (a: Tensor, ...args: ReduceArguments<SpreadOptions>): Tensor => a.var(...args);

export { variance as var };
/** The variance and the mean. */
export const varMean = (a: Tensor, ...args: ReduceArguments<SpreadOptions>): [Tensor, Tensor] => [
  a.var(...args),
  a.mean(...(args as ReduceArguments)),
];
/** The standard deviation and the mean. */
export const stdMean = (a: Tensor, ...args: ReduceArguments<SpreadOptions>): [Tensor, Tensor] => [
  a.std(...args),
  a.mean(...(args as ReduceArguments)),
];
/** (Σ |a|^p)^(1/p) of all elements, or along axes; `p` defaults to 2. */
export const norm = (a: Tensor, ...args: NormArguments): Tensor => a.norm(...args);
/** Where the largest element is, the first of equals: of all elements in row-major order, or along an axis; int32. */
export const argmax = (a: Tensor, ...args: ReduceArguments): Tensor => a.argmax(...args);
/** Where the smallest element is, the first of equals: of all elements in row-major order, or along an axis; int32. */
export const argmin = (a: Tensor, ...args: ReduceArguments): Tensor => a.argmin(...args);
/** Whether no element is 0, of all or along axes. */
export const all = (a: Tensor, ...args: ReduceArguments): Tensor => a.all(...args);
/** Whether an element is not 0, of all or along axes. */
export const any = (a: Tensor, ...args: ReduceArguments): Tensor => a.any(...args);
/** log Σ e^a along an axis, without overflow. */
export const logsumexp = (a: Tensor, ...args: DimArguments): Tensor => a.logsumexp(...args);
/** Running sums along an axis. */
export const cumsum = (a: Tensor, dim: number | { readonly dim: number }): Tensor => a.cumsum(dim);
/** The largest of all elements; along an axis, the largest and where they are; of two tensors, the larger elements. */
export function max(a: Tensor): Tensor;
export function max(a: Tensor, b: Tensor): Tensor;
export function max(a: Tensor, ...args: DimArguments): Extremes<Tensor>;
export function max(a: Tensor, ...args: [] | [Tensor] | DimArguments): Tensor | Extremes<Tensor> {
  return a.max(...(args as DimArguments));
}
/** The smallest of all elements; along an axis, the smallest and where they are; of two tensors, the smaller elements. */
export function min(a: Tensor): Tensor;
export function min(a: Tensor, b: Tensor): Tensor;
export function min(a: Tensor, ...args: DimArguments): Extremes<Tensor>;
export function min(a: Tensor, ...args: [] | [Tensor] | DimArguments): Tensor | Extremes<Tensor> {
  return a.min(...(args as DimArguments));
}

/** The same elements in another shape, in which one size may be -1. @throws RangeError when the sizes do not fit. */
export const reshape = (a: Tensor, shape: readonly number[]): Tensor => a.reshape(shape);
/** The axes in reverse order, or in a given one; a view. */
export const transpose = (a: Tensor, dim0: number, dim1: number): Tensor => a.transpose(dim0, dim1);
/** The axes in another order; a view. */
export const permute = (a: Tensor, dims: readonly number[]): Tensor => a.permute(dims);
/** All elements along one axis. */
export const flatten = (a: Tensor, startDim: number | FlattenOptions = 0, endDim = -1): Tensor =>
  a.flatten(startDim, endDim);
/** Without the axes of size 1, or without that one. */
export const squeeze = (a: Tensor, dim?: number | { readonly dim: number }): Tensor => a.squeeze(dim);
/** With a new axis of size 1. */
export const unsqueeze = (a: Tensor, dim: number | { readonly dim: number }): Tensor => a.unsqueeze(dim);
/** In reverse order along axes. */
export const flip = (a: Tensor, dims: readonly number[]): Tensor => a.flip(dims);
/** The lower triangle of matrices; 0 above the diagonal. */
export const tril = (a: Tensor, diagonal = 0): Tensor => a.tril(diagonal);
/** The upper triangle of matrices; 0 below the diagonal. */
export const triu = (a: Tensor, diagonal = 0): Tensor => a.triu(diagonal);
/** The diagonal of a matrix, or a matrix with this diagonal, so many places to the right of the main one. */
export const diag = (a: Tensor, diagonal = 0): Tensor => a.diag(diagonal);
/** Along an axis, for each place of `positions` the element that it names there. */
export const gather = (a: Tensor, dim: number, positions: Tensor): Tensor => a.gather(dim, positions);

/** One after the other along an axis: `torch.cat([X, Y])`, `torch.cat([X, Y], 1)`, `torch.cat([X, Y], { dim: 1 })`. */
export function cat(tensors: readonly Tensor[], dim: number | { readonly dim?: number } = 0): Tensor {
  return ops.cat(tensors, dimOf(dim)) as Tensor;
}
/** Tensors of one shape along a new axis. */
export function stack(tensors: readonly Tensor[], dim: number | { readonly dim?: number } = 0): Tensor {
  return ops.stack(tensors, dimOf(dim)) as Tensor;
}
/** Parts of `size`, or of these sizes, along an axis. */
export function split(
  a: Tensor,
  size: number | readonly number[],
  dim: number | { readonly dim?: number } = 0,
): Tensor[] {
  return a.split(size, dim);
}
/** So many parts along an axis. */
export function chunk(a: Tensor, chunks: number, dim: number | { readonly dim?: number } = 0): Tensor[] {
  return a.chunk(chunks, dim);
}
/** `a` where the condition holds, else `b`. */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  return ops.where(condition, a, b) as Tensor;
}
/** Grids of vectors' values: with "ij" the first changes along the first axis, with "xy" along the second. `meshgrid(x, y)`, `meshgrid(x, y, { indexing: "xy" })`. */
export function meshgrid(...args: readonly (Tensor | { readonly indexing?: "ij" | "xy" })[]): Tensor[] {
  const vectors = args.filter((one) => one instanceof Tensor);
  const options = args.find((one) => !(one instanceof Tensor)) as { readonly indexing?: "ij" | "xy" } | undefined;
  const isXy = options?.indexing === "xy" && vectors.length > 1;
  const axisOf = (i: number): number => (isXy && i < 2 ? 1 - i : i);
  const shape = vectors.map((_, i) => vectors[axisOf(i)].numel());
  return vectors.map((one, i) => one.reshape(shape.map((_, axis) => (axis === axisOf(i) ? -1 : 1))).expand(shape));
}
/** Whether a value is a tensor. */
export const isTensor = (value: unknown): value is Tensor => value instanceof Tensor;
/** Whether a tensor is of a float type. */
export const isFloatingPoint = (a: Tensor): boolean => a.isFloatingPoint();
/** Number of elements. */
export const numel = (a: Tensor): number => a.numel();
