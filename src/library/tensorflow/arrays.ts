// tf: tensors in other shapes, their parts, in order, and linear algebra.

import * as numeric from "../numeric/index.ts";
import * as ops from "../ops/index.ts";
import { type DType, elements, type Shape } from "../tensor/index.ts";
import { constant, matmul, range } from "./functions.ts";
import { Tensor } from "./tensor.ts";

/** In so many equal parts along an axis, or in parts of these sizes. @throws RangeError when it does not go into equal parts. */
export function split(
  a: Tensor,
  parts: number | readonly number[],
  { axis = 0 }: { readonly axis?: number } = {},
): Tensor[] {
  const size = a.shape[axis < 0 ? axis + a.shape.length : axis];
  if (typeof parts === "number" && size % parts !== 0)
    throw new RangeError(`split: ${size} parts along axis ${axis} do not go into ${parts} equal ones`);
  return ops.split(a, typeof parts === "number" ? size / parts : parts, axis) as Tensor[];
}
/** The parts along an axis, without it. */
export function unstack(a: Tensor, { axis = 0 }: { readonly axis?: number } = {}): Tensor[] {
  return ops.split(a, 1, axis).map((one) => ops.squeeze(one, axis) as Tensor);
}
/** As a whole, so many times along each axis. */
export const tile = (a: Tensor, multiples: Shape): Tensor => numeric.tile(a, multiples) as Tensor;
/** Each element so many times along an axis. */
export const repeat = (a: Tensor, repeats: number, { axis = 0 }: { readonly axis?: number } = {}): Tensor =>
  numeric.repeat(a, repeats, axis) as Tensor;
/** With a border: for each axis how much comes before and after. */
export const pad = (
  a: Tensor,
  paddings: readonly (readonly [number, number])[],
  {
    mode = "CONSTANT",
    constantValues = 0,
  }: { readonly mode?: "CONSTANT" | "REFLECT" | "SYMMETRIC"; readonly constantValues?: number } = {},
): Tensor =>
  numeric.pad(a, paddings, mode.toLowerCase() as "constant" | "reflect" | "symmetric", constantValues) as Tensor;
/** In reverse order along axes. */
export const reverse = (a: Tensor, axes: readonly number[]): Tensor => numeric.flip(a, axes) as Tensor;
/** Moved round the end along an axis. */
export const roll = (a: Tensor, shift: number, axis: number): Tensor => numeric.roll(a, shift, axis) as Tensor;
/** Repeated to a shape; a view. */
export const broadcastTo = (a: Tensor, shape: Shape): Tensor => ops.expandTo(a, shape) as Tensor;

/** The parts at `indices` along an axis, by default the first. */
export function gather(
  a: Tensor,
  indices: Tensor | readonly number[],
  { axis = 0 }: { readonly axis?: number } = {},
): Tensor {
  const places = ops.cast(
    Array.isArray(indices) ? constant(indices as readonly number[]) : (indices as Tensor),
    "int32",
  );
  const at = axis < 0 ? axis + a.shape.length : axis;
  const picked = ops.take(ops.moveAxis(a, at, 0), places);
  if (at === 0) return picked as Tensor;
  const rank = places.shape.length;
  const axes = picked.shape.map((_, i) => i);
  return ops.permute(picked, [
    ...axes.slice(rank, rank + at),
    ...axes.slice(0, rank),
    ...axes.slice(rank + at),
  ]) as Tensor;
}
/** The parts whose places are the rows of `indices`, [..., axes]. */
export function gatherNd(a: Tensor, indices: Tensor): Tensor {
  const count = indices.shape[indices.shape.length - 1];
  const columns = Array.from({ length: count }, (_, i) => ops.cast(ops.index(indices, ["...", i]), "int32"));
  return ops.index(a, columns) as Tensor;
}
/** The parts where the mask is true. */
export const booleanMask = (a: Tensor, mask: Tensor): Tensor => ops.index(a, [ops.cast(mask, "bool")]) as Tensor;
/** A copy whose parts at the rows of `indices`, [n, axes], are `updates`. */
export function tensorScatterNdUpdate(a: Tensor, indices: Tensor, updates: Tensor): Tensor {
  const count = indices.shape[indices.shape.length - 1];
  const columns = Array.from({ length: count }, (_, i) => ops.cast(ops.index(indices, ["...", i]), "int32"));
  return numeric.assigned(a, columns, updates) as Tensor;
}

/** In order along an axis, by default the last. */
export const sort = (a: Tensor, { axis = -1, direction = "ASCENDING" }: SortOptions = {}): Tensor =>
  ops.sort(a, axis, direction === "DESCENDING") as Tensor;
/** The places of the elements in order along an axis, by default the last; int32. */
export const argsort = (a: Tensor, { axis = -1, direction = "ASCENDING" }: SortOptions = {}): Tensor =>
  ops.argsort(a, axis, direction === "DESCENDING") as Tensor;
/** Along which axis, and which way. */
export interface SortOptions {
  readonly axis?: number;
  readonly direction?: "ASCENDING" | "DESCENDING";
}

/** Not below `min`, not above `max`. */
export const clipByValue = (a: Tensor, min: number, max: number): Tensor => ops.clamp(a, min, max) as Tensor;
/** Scaled so that its length is `clipNorm` at most. */
export function clipByNorm(a: Tensor, clipNorm: number): Tensor {
  return ops.mul(a, ops.minimum(ops.div(clipNorm, ops.maximum(ops.norm(a), 1e-12)), 1)) as Tensor;
}
/** Tensors scaled so that their joint length is `clipNorm` at most, and what it was. */
export function clipByGlobalNorm(tensors: readonly Tensor[], clipNorm: number): [Tensor[], Tensor] {
  const squares = tensors.map((a) => ops.sum(ops.square(a)));
  const length = ops.sqrt(squares.reduce((sum, one) => ops.add(sum, one)));
  const scale = ops.minimum(ops.div(clipNorm, ops.maximum(length, 1e-12)), 1);
  return [tensors.map((a) => ops.mul(a, scale) as Tensor), length as Tensor];
}

/** Sums of products by Einstein's convention: `tf.einsum("ij,jk->ik", A, B)`. */
export const einsum = (equation: string, ...operands: readonly Tensor[]): Tensor =>
  numeric.einsum(equation, ...operands) as Tensor;

/** tf.linalg */
export const linalg = {
  /** The inverse of a matrix. @throws RangeError for a singular one. */
  inv: (a: Tensor): Tensor => numeric.inverse(a) as Tensor,
  /** The determinant. */
  det: (a: Tensor): Tensor => numeric.determinant(a) as Tensor,
  /** x of a x = b. @throws RangeError for a singular matrix. */
  solve: (a: Tensor, b: Tensor): Tensor => numeric.solve(a, b) as Tensor,
  /** The lower triangle whose product with its transpose is `a`. */
  cholesky: (a: Tensor): Tensor => numeric.cholesky(a) as Tensor,
  /** The matrix of a diagonal. */
  diag: (a: Tensor): Tensor => numeric.diag(a) as Tensor,
  /** The sum of the diagonal. */
  trace: (a: Tensor): Tensor => ops.sum(numeric.diag(a)) as Tensor,
  /** The product of matrices; see `tf.matmul`. */
  matmul,
  /** The product of matrices and vectors: [..., m, n] and [..., n] -> [..., m]. */
  matvec: (a: Tensor, b: Tensor): Tensor => ops.squeeze(ops.matmul(a, ops.unsqueeze(b, -1)), -1) as Tensor,
  /** The axes of matrices exchanged. */
  matrixTranspose: (a: Tensor): Tensor => ops.transpose(a) as Tensor,
  /** The Euclidean length of all elements, or along axes; with `ord` another one. */
  norm: (
    a: Tensor,
    {
      ord = 2,
      axis,
      keepdims = false,
    }: { readonly ord?: number; readonly axis?: ops.Axes; readonly keepdims?: boolean } = {},
  ): Tensor => ops.norm(a, axis, keepdims, ord) as Tensor,
  /** What lies not further than `lower` below and `upper` above the diagonal; a negative number leaves all of that side. */
  bandPart(a: Tensor, lower: number, upper: number): Tensor {
    const below = lower < 0 ? a : numeric.triu(a, -lower);
    return (upper < 0 ? below : numeric.tril(below, upper)) as Tensor;
  },
  /** The pseudoinverse. */
  pinv: (a: Tensor): Tensor => numeric.pseudoInverse(a) as Tensor,
  /** Q with orthonormal columns and the upper triangle R with Q R = a. */
  qr(a: Tensor): { readonly q: Tensor; readonly r: Tensor } {
    const { q, r } = numeric.qr(a);
    return { q: q as Tensor, r: r as Tensor };
  },
  /** The singular values in descending order, U and V, not transposed, with U diag(s) Vᵀ = a. */
  svd(a: Tensor): { readonly s: Tensor; readonly u: Tensor; readonly v: Tensor } {
    const { u, s, v } = numeric.svd(a);
    return { s: s as Tensor, u: u as Tensor, v: v as Tensor };
  },
  /** The eigenvalues of a symmetric matrix in ascending order, and its eigenvectors as columns. */
  eigh(a: Tensor): { readonly e: Tensor; readonly v: Tensor } {
    const { values, vectors } = numeric.eigh(a);
    return { e: values as Tensor, v: vectors as Tensor };
  },
};

/** Grids of vectors' values: with "xy" the first changes along the second axis, with "ij" along the first. `tf.meshgrid(x, y)`. */
export function meshgrid(...args: readonly (Tensor | { readonly indexing?: "xy" | "ij" })[]): Tensor[] {
  const vectors = args.filter((one) => one instanceof Tensor);
  const options = args.find((one) => !(one instanceof Tensor)) as { readonly indexing?: "xy" | "ij" } | undefined;
  const order = vectors.map((_, i) => i);
  if (options?.indexing !== "ij" && order.length > 1) [order[0], order[1]] = [1, 0];
  const sizes = vectors.map(({ shape }) => shape.reduce((product, n) => product * n, 1));
  return vectors.map((one, i) => {
    const apart = order.map((j) => (j === i ? sizes[i] : 1));
    return ops.expandTo(
      ops.reshape(one, apart),
      order.map((j) => sizes[j]),
    ) as Tensor;
  });
}
/** True at the first places of rows, as many as each of `lengths` says: [..., maxlen], by default as long as the longest. */
export function sequenceMask(
  lengths: Tensor,
  { maxlen, dtype = "bool" }: { readonly maxlen?: number; readonly dtype?: DType } = {},
): Tensor {
  const longest = maxlen ?? Math.max(0, ...elements(lengths));
  return ops.cast(ops.lt(range(longest), ops.unsqueeze(lengths, -1)), dtype) as Tensor;
}
/** A function of each part along the first axis, the results stacked. */
export const mapFn = (fn: (part: Tensor) => Tensor, a: Tensor): Tensor =>
  ops.stack(Array.from({ length: a.length }, (_, i) => fn(a.at(i)))) as Tensor;
/** Whether a value is a tensor. */
export const isTensor = (value: unknown): value is Tensor => value instanceof Tensor;

/** The different elements of a vector in the order of their first appearance, and which of them stands at each place. */
export function unique(a: Tensor): { y: Tensor; idx: Tensor } {
  const seen = new Map<number, number>();
  const places = Array.from(elements(a), (value) => {
    const known = seen.get(value) ?? seen.size;
    seen.set(value, known);
    return known;
  });
  return { y: constant([...seen.keys()], { dtype: a.dtype }), idx: constant(places, { dtype: "int32" }) };
}
