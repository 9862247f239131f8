// torch.sort, torch.topk, torch.einsum …: functions of tensors in order, elsewhere and joined; and torch.linalg.

import * as numeric from "../numeric/index.ts";
import * as ops from "../ops/index.ts";
import type { Sorted, SortOptions } from "./arranged.ts";
import { linspace } from "./create.ts";
import type { Tensor } from "./tensor.ts";

/** The elements along an axis in order, and their places; see `Tensor.sort`. */
export const sort = (a: Tensor, options?: SortOptions): Sorted<Tensor> => a.sort(options);
/** The places of the elements in order; int32. */
export const argsort = (a: Tensor, options?: SortOptions): Tensor => a.argsort(options);
/** The `k` largest along an axis, or smallest, in order, and their places. @throws RangeError when there are fewer. */
export const topk = (
  a: Tensor,
  k: number,
  options?: { readonly dim?: number; readonly largest?: boolean },
): Sorted<Tensor> => a.topk(k, options);
/** The smaller of the middle elements, of all. */
export const median = (a: Tensor): Tensor => a.median();
/** The element below which a share `q` lies, of all or along an axis. */
export const quantile = (
  a: Tensor,
  q: number,
  options?: { readonly dim?: number; readonly keepdim?: boolean },
): Tensor => a.quantile(q, options);
/** Running products along an axis. */
export const cumprod = (a: Tensor, dim: number | { readonly dim: number }): Tensor => a.cumprod(dim);
/** The error function of each element. */
export const erf = (a: Tensor): Tensor => a.erf();
/** The tangent of radians. */
export const tan = (a: Tensor): Tensor => a.tan();
/** The angle with this tangent. */
export const atan = (a: Tensor): Tensor => a.atan();
/** The parts along an axis, without it. */
export const unbind = (a: Tensor, dim = 0): Tensor[] => a.unbind(dim);
/** Moved round the end along an axis. */
export const roll = (a: Tensor, shifts: number, dims = 0): Tensor => a.roll(shifts, dims);
/** As a whole, so many times along each axis. */
export const tile = (a: Tensor, dims: readonly number[]): Tensor => ops.tile(a, dims) as Tensor;
/** Each element so many times along an axis, or all of them in row-major order. */
export const repeatInterleave = (a: Tensor, repeats: number, options?: { readonly dim?: number }): Tensor =>
  a.repeatInterleave(repeats, options);
/** The places of all elements that are not 0: [count, axes]; int32. */
export const nonzero = (a: Tensor): Tensor => a.nonzero();
/** The different elements in order. */
export const unique = (a: Tensor): Tensor => a.unique();
/** How often each whole number from 0 on comes; int32. */
export const bincount = (a: Tensor, options?: { readonly minlength?: number }): Tensor => a.bincount(options);
/** a + weight · (end - a) */
export const lerp = (a: Tensor, end: Tensor, weight: Tensor | number): Tensor => a.lerp(end, weight);
/** The variance of all elements; `correction` is what is taken from their number, 1 by default. */
export const variance = (a: Tensor, { correction = 1 }: { readonly correction?: number } = {}): Tensor =>
  ops.variance(a, undefined, false, correction) as Tensor;
export { variance as var };

/** All products of two vectors' elements. */
export const outer = (a: Tensor, b: Tensor): Tensor => a.reshape(-1, 1).mul(b.reshape(1, -1));
/** Sums of products by Einstein's convention: `torch.einsum("ij,jk->ik", A, B)`. */
export const einsum = (equation: string, ...operands: readonly Tensor[]): Tensor =>
  ops.einsum(equation, ...operands) as Tensor;
/** Summed over the last `dims` axes of `a` and the first of `b`. */
export function tensordot(a: Tensor, b: Tensor, { dims = 2 }: { readonly dims?: number } = {}): Tensor {
  const places = Array.from({ length: dims }, (_, i) => i);
  return ops.tensordot(
    a,
    b,
    places.map((i) => a.dim() - dims + i),
    places,
  ) as Tensor;
}
/** a + b c, of batches of matrices. */
export const baddbmm = (a: Tensor, b: Tensor, c: Tensor): Tensor => a.add(b.matmul(c));
/** a + b c, of matrices. */
export const addmm = baddbmm;
/** The Euclidean distances of the rows of two batches: [..., P, M] and [..., R, M] -> [..., P, R]. */
export const cdist = (a: Tensor, b: Tensor): Tensor => a.unsqueeze(-2).sub(b.unsqueeze(-3)).norm({ dim: -1 });
/** 10 to the power of `steps` numbers from `start` to `end`. */
export const logspace = (start: number, end: number, steps: number): Tensor =>
  ops.pow(10, linspace(start, end, steps)) as Tensor;
/** Whether elements are as near as |a - b| ≤ atol + rtol |b|, each. */
export const isclose = (
  a: Tensor,
  b: Tensor,
  { rtol = 1e-5, atol = 1e-8 }: { readonly rtol?: number; readonly atol?: number } = {},
): Tensor => a.sub(b).abs().le(b.abs().mul(rtol).add(atol)).logicalOr(a.eq(b));
/** A border of a constant: for the last axis before and after it, then for the one before it … */
export function pad(a: Tensor, widths: readonly number[], { value = 0 }: { readonly value?: number } = {}): Tensor {
  const pairs = a.shape.map((): [number, number] => [0, 0]);
  for (let i = 0; i < widths.length; i += 2) pairs[a.dim() - 1 - i / 2] = [widths[i], widths[i + 1] ?? 0];
  return ops.pad(a, pairs, "constant", value) as Tensor;
}

/** torch.linalg */
export const linalg = {
  /** The inverse of a matrix, or of a batch of them. @throws RangeError for a singular one. */
  inv: (a: Tensor): Tensor => numeric.inverse(a) as Tensor,
  /** The determinant. */
  det: (a: Tensor): Tensor => numeric.determinant(a) as Tensor,
  /** x of a x = b. @throws RangeError for a singular matrix. */
  solve: (a: Tensor, b: Tensor): Tensor => numeric.solve(a, b) as Tensor,
  /** The lower triangle whose product with its transpose is `a`. */
  cholesky: (a: Tensor): Tensor => numeric.cholesky(a) as Tensor,
  /** The Euclidean length of all elements. */
  norm: (a: Tensor): Tensor => a.norm(),
};
