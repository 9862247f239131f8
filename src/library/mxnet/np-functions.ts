// np, continued: element by element, in other shapes, picked, sorted, and linear algebra.

import * as numeric from "../numeric/index.ts";
import type { Operand, ReduceOptions } from "../ops/index.ts";
import * as ops from "../ops/index.ts";
import type { Shape } from "../tensor/index.ts";
import type { NDArray } from "./ndarray.ts";

/** e^a - 1, exact near 0. Element by element. */
export const expm1 = (a: NDArray): NDArray => ops.expm1(a) as NDArray;
/** log(1 + a), exact near 0. Element by element. */
export const log1p = (a: NDArray): NDArray => ops.log1p(a) as NDArray;
/** The logarithm to base 2. Element by element. */
export const log2 = (a: NDArray): NDArray => ops.log2(a) as NDArray;
/** -1, 0 or 1. Element by element. */
export const sign = (a: NDArray): NDArray => ops.sign(a) as NDArray;
/** Rounded down. Element by element. */
export const floor = (a: NDArray): NDArray => ops.floor(a) as NDArray;
/** Rounded up. Element by element. */
export const ceil = (a: NDArray): NDArray => ops.ceil(a) as NDArray;
/** To the nearest whole number, halves to even ones. Element by element. */
export const round = (a: NDArray): NDArray => ops.round(a) as NDArray;
/** Without the fraction. Element by element. */
export const trunc = (a: NDArray): NDArray => ops.trunc(a) as NDArray;
/** -a, element by element. */
export const negative = (a: NDArray): NDArray => ops.neg(a) as NDArray;
/** 1 / a, element by element. */
export const reciprocal = (a: NDArray): NDArray => ops.reciprocal(a) as NDArray;
/** The tangent of radians. Element by element. */
export const tan = (a: NDArray): NDArray => numeric.tan(a) as NDArray;
/** The angle with this sine. Element by element. */
export const arcsin = (a: NDArray): NDArray => numeric.asin(a) as NDArray;
/** The angle with this cosine. Element by element. */
export const arccos = (a: NDArray): NDArray => numeric.acos(a) as NDArray;
/** The angle with this tangent. Element by element. */
export const arctan = (a: NDArray): NDArray => numeric.atan(a) as NDArray;
/** The hyperbolic sine. Element by element. */
export const sinh = (a: NDArray): NDArray => numeric.sinh(a) as NDArray;
/** The hyperbolic cosine. Element by element. */
export const cosh = (a: NDArray): NDArray => numeric.cosh(a) as NDArray;
/** Whether an element is NaN. Element by element. */
export const isnan = (a: NDArray): NDArray => ops.isnan(a) as NDArray;
/** Whether an element is neither NaN nor infinite. Element by element. */
export const isfinite = (a: NDArray): NDArray => ops.isfinite(a) as NDArray;
/** Whether an element is 0. Element by element. */
export const logicalNot = (a: NDArray): NDArray => ops.logicalNot(a) as NDArray;
/** a = b, element by element, broadcast. */
export const equal = (a: Operand, b: Operand): NDArray => ops.eq(a, b) as NDArray;
/** a ≠ b, element by element, broadcast. */
export const notEqual = (a: Operand, b: Operand): NDArray => ops.ne(a, b) as NDArray;
/** a > b, element by element, broadcast. */
export const greater = (a: Operand, b: Operand): NDArray => ops.gt(a, b) as NDArray;
/** a ≥ b, element by element, broadcast. */
export const greaterEqual = (a: Operand, b: Operand): NDArray => ops.ge(a, b) as NDArray;
/** a < b, element by element, broadcast. */
export const less = (a: Operand, b: Operand): NDArray => ops.lt(a, b) as NDArray;
/** a ≤ b, element by element, broadcast. */
export const lessEqual = (a: Operand, b: Operand): NDArray => ops.le(a, b) as NDArray;
/** Whether both are not 0, element by element, broadcast. */
export const logicalAnd = (a: Operand, b: Operand): NDArray => ops.logicalAnd(a, b) as NDArray;
/** Whether one is not 0, element by element, broadcast. */
export const logicalOr = (a: Operand, b: Operand): NDArray => ops.logicalOr(a, b) as NDArray;
/** The remainder with b's sign, element by element, broadcast. */
export const mod = (a: Operand, b: Operand): NDArray => ops.remainder(a, b) as NDArray;
/** a / b rounded down, element by element, broadcast. */
export const floorDivide = (a: Operand, b: Operand): NDArray => ops.floorDivide(a, b) as NDArray;
/** The largest element, of all or along axes. */
export const max = (a: NDArray, options?: ReduceOptions): NDArray => a.max(options);
/** The smallest element, of all or along axes. */
export const min = (a: NDArray, options?: ReduceOptions): NDArray => a.min(options);
/** The product of all elements, or along axes. */
export const prod = (a: NDArray, options?: ReduceOptions): NDArray => a.prod(options);
/** The variance of all elements, or along axes. */
const variance = (a: NDArray, options?: ReduceOptions & { readonly ddof?: number }): NDArray => a.var(options);

export { variance as var };
/** Whether all are not 0. */
export const all = (a: NDArray, { axis, keepdims }: ReduceOptions = {}): NDArray =>
  ops.all(a, axis, keepdims) as NDArray;
/** Whether one is not 0. */
export const any = (a: NDArray, { axis, keepdims }: ReduceOptions = {}): NDArray =>
  ops.any(a, axis, keepdims) as NDArray;
/** Where the smallest element is, the first of equals; int32. */
export const argmin = (a: NDArray, { axis }: { readonly axis?: number } = {}): NDArray =>
  ops.argmin(a, axis) as NDArray;
/** The median of all elements, or along an axis. */
export const median = (a: NDArray, { axis }: { readonly axis?: number } = {}): NDArray =>
  numeric.median(a, axis) as NDArray;
/** Running sums along an axis; of all elements in row-major order when none is given. */
export const cumsum = (a: NDArray, { axis }: { readonly axis?: number } = {}): NDArray =>
  (axis === undefined ? ops.cumsum(ops.reshape(a, [-1]), 0) : ops.cumsum(a, axis)) as NDArray;
/** Not below `min`, not above `max`. */
export const clip = (a: NDArray, min: number, max: number): NDArray => ops.clamp(a, min, max) as NDArray;
/** In order along an axis, by default the last. */
export const sort = (a: NDArray, { axis = -1 }: { readonly axis?: number } = {}): NDArray =>
  ops.sort(a, axis) as NDArray;
/** The places of the elements in order along an axis, by default the last; int32. */
export const argsort = (a: NDArray, { axis = -1 }: { readonly axis?: number } = {}): NDArray =>
  ops.argsort(a, axis) as NDArray;

/** With a new axis of size 1. */
export const expandDims = (a: NDArray, axis: number): NDArray => ops.unsqueeze(a, axis) as NDArray;
/** Without axes of size 1, or without this one. */
export const squeeze = (a: NDArray, { axis }: { readonly axis?: number } = {}): NDArray =>
  ops.squeeze(a, axis) as NDArray;
/** The axes in reverse order, or in a given one; a view. */
export const transpose = (a: NDArray, axes?: Shape): NDArray =>
  (axes === undefined ? ops.reverseAxes(a) : ops.permute(a, axes)) as NDArray;
/** With two axes exchanged; a view. */
export const swapaxes = (a: NDArray, first: number, second: number): NDArray =>
  ops.transpose(a, first, second) as NDArray;
/** Repeated to a shape; a view. */
export const broadcastTo = (a: NDArray, shape: Shape): NDArray => ops.expandTo(a, shape) as NDArray;
/** In so many equal parts along an axis, or cut at these places. @throws RangeError when it does not go into equal parts. */
export function split(
  a: NDArray,
  parts: number | readonly number[],
  { axis = 0 }: { readonly axis?: number } = {},
): NDArray[] {
  const size = a.shape[axis < 0 ? axis + a.shape.length : axis];
  if (typeof parts === "number") {
    if (size % parts !== 0) throw new RangeError("array split does not result in an equal division");
    return ops.split(a, size / parts, axis) as NDArray[];
  }
  const cuts = [0, ...parts, size];
  return ops.split(
    a,
    cuts.slice(1).map((cut, i) => cut - cuts[i]),
    axis,
  ) as NDArray[];
}
/** As a whole, so many times along each axis. */
export const tile = (a: NDArray, counts: number | Shape): NDArray =>
  numeric.tile(a, typeof counts === "number" ? [counts] : counts) as NDArray;
/** Each element so many times along an axis; of all elements in row-major order when none is given. */
export const repeat = (a: NDArray, count: number, { axis }: { readonly axis?: number } = {}): NDArray =>
  (axis === undefined ? numeric.repeat(ops.reshape(a, [-1]), count, 0) : numeric.repeat(a, count, axis)) as NDArray;
/** In reverse order along axes; all of them when none is given. */
export const flip = (a: NDArray, axis?: number | readonly number[]): NDArray =>
  numeric.flip(a, axis === undefined ? a.shape.map((_, i) => i) : typeof axis === "number" ? [axis] : axis) as NDArray;
/** The parts at `indices` along an axis, by default the first. */
export function take(a: NDArray, indices: NDArray, { axis = 0 }: { readonly axis?: number } = {}): NDArray {
  const at = axis < 0 ? axis + a.shape.length : axis;
  const picked = ops.take(ops.moveAxis(a, at, 0), ops.cast(indices, "int32"));
  if (at === 0) return picked as NDArray;
  const rank = indices.shape.length;
  const axes = picked.shape.map((_, i) => i);
  return ops.permute(picked, [
    ...axes.slice(rank, rank + at),
    ...axes.slice(0, rank),
    ...axes.slice(rank + at),
  ]) as NDArray;
}
/** The elements on and below a diagonal. */
export const tril = (a: NDArray, k = 0): NDArray => numeric.tril(a, k) as NDArray;
/** The elements on and above a diagonal. */
export const triu = (a: NDArray, k = 0): NDArray => numeric.triu(a, k) as NDArray;
/** The diagonal of a matrix, or the matrix of a diagonal. */
export const diag = (a: NDArray): NDArray => numeric.diag(a) as NDArray;
/** Arrays on top of each other, as rows. */
export const vstack = (arrays: readonly NDArray[]): NDArray =>
  ops.cat(
    arrays.map((a) => (a.shape.length < 2 ? ops.reshape(a, [1, -1]) : a)),
    0,
  ) as NDArray;
/** Arrays beside each other. */
export const hstack = (arrays: readonly NDArray[]): NDArray =>
  ops.cat(arrays, arrays[0].shape.length === 1 ? 0 : 1) as NDArray;

/** All products of two vectors' elements. */
export const outer = (a: NDArray, b: NDArray): NDArray =>
  ops.mul(ops.reshape(a, [-1, 1]), ops.reshape(b, [1, -1])) as NDArray;
/** Summed over the last `axes` axes of `a` and the first of `b`, or over these lists of axes. */
export function tensordot(
  a: NDArray,
  b: NDArray,
  axes: number | readonly [readonly number[], readonly number[]] = 2,
): NDArray {
  const count = typeof axes === "number" ? axes : 0;
  const places = Array.from({ length: count }, (_, i) => i);
  const [first, second] = typeof axes === "number" ? [places.map((i) => a.shape.length - count + i), places] : axes;
  return numeric.tensordot(a, b, first, second) as NDArray;
}
/** Sums of products by Einstein's convention: `np.einsum("ij,jk->ik", A, B)`. */
export const einsum = (equation: string, ...operands: readonly NDArray[]): NDArray =>
  numeric.einsum(equation, ...operands) as NDArray;

/** np.linalg */
export const linalg = {
  /** The Euclidean length of all elements, or along axes. */
  norm: (a: NDArray, { axis, keepdims }: ReduceOptions = {}): NDArray => ops.norm(a, axis, keepdims) as NDArray,
  /** The inverse of a matrix, or of a batch of them. @throws RangeError for a singular one. */
  inv: (a: NDArray): NDArray => numeric.inverse(a) as NDArray,
  /** The determinant. */
  det: (a: NDArray): NDArray => numeric.determinant(a) as NDArray,
  /** x of a x = b. @throws RangeError for a singular matrix. */
  solve: (a: NDArray, b: NDArray): NDArray => numeric.solve(a, b) as NDArray,
  /** The lower triangle whose product with its transpose is `a`. */
  cholesky: (a: NDArray): NDArray => numeric.cholesky(a) as NDArray,
  /** The sign of the determinant, and the logarithm of its absolute value. */
  slogdet(a: NDArray): [sign: NDArray, logdet: NDArray] {
    const det = numeric.determinant(a);
    return [ops.sign(det) as NDArray, ops.log(ops.abs(det)) as NDArray];
  },
  /** Q with orthonormal columns and the upper triangle R with Q R = a, reduced. */
  qr(a: NDArray): [q: NDArray, r: NDArray] {
    const { q, r } = numeric.qr(a);
    return [q as NDArray, r as NDArray];
  },
  /** U, the singular values in descending order, and Vᵀ with U diag(S) Vᵀ = a, reduced. */
  svd(a: NDArray): [ut: NDArray, l: NDArray, v: NDArray] {
    const { u, s, v } = numeric.svd(a);
    return [u as NDArray, s as NDArray, ops.transpose(v) as NDArray];
  },
  /** The eigenvalues of a symmetric matrix in ascending order, and its eigenvectors as columns. */
  eigh(a: NDArray): [w: NDArray, v: NDArray] {
    const { values, vectors } = numeric.eigh(a);
    return [values as NDArray, vectors as NDArray];
  },
  /** The eigenvalues of a symmetric matrix, in ascending order. */
  eigvalsh: (a: NDArray): NDArray => numeric.eigh(a).values as NDArray,
  /** The pseudoinverse. */
  pinv: (a: NDArray): NDArray => numeric.pseudoInverse(a) as NDArray,
};
