// torch.sort, torch.topk, torch.einsum …: functions of tensors in order, elsewhere and joined.

import * as numeric from "../numeric/index.ts";
import type { SortArguments, Sorted, UniqueOptions } from "./arranged.ts";
import type { Tensor } from "./tensor.ts";

/** The elements along an axis in order, and their places; see `Tensor.sort`. */
export const sort = (a: Tensor, ...args: SortArguments): Sorted<Tensor> => a.sort(...args);
/** The places of the elements in order; int32. */
export const argsort = (a: Tensor, ...args: SortArguments): Tensor => a.argsort(...args);
/** The `k` largest along an axis, or smallest, in order, and their places. @throws RangeError when there are fewer. */
export const topk = (
  a: Tensor,
  k: number,
  options?: number | { readonly dim?: number; readonly largest?: boolean },
): Sorted<Tensor> => a.topk(k, options);
/** The smaller of the middle elements, of all or along an axis; with an axis its place, too. */
export function median(a: Tensor): Tensor;
export function median(a: Tensor, dim: number | { readonly dim: number }): Sorted<Tensor>;
export function median(a: Tensor, dim?: number | { readonly dim: number }): Tensor | Sorted<Tensor> {
  return dim === undefined ? a.median() : a.median(dim);
}
/** The `k`-th smallest along an axis, from 1, and its place. */
export const kthvalue = (a: Tensor, k: number, dim = -1): Sorted<Tensor> => a.kthvalue(k, dim);
/** Number of elements that are not 0, of all or along axes. */
export const countNonzero = (a: Tensor, dim?: number | readonly number[]): Tensor => a.countNonzero(dim);
/** The largest element so far along an axis, and where it stood. */
export const cummax = (a: Tensor, dim: number | { readonly dim: number }): Sorted<Tensor> => a.cummax(dim);
/** The smallest element so far along an axis, and where it stood. */
export const cummin = (a: Tensor, dim: number | { readonly dim: number }): Sorted<Tensor> => a.cummin(dim);
/** The element below which a share `q` lies, of all or along an axis. */
export const quantile = (
  a: Tensor,
  q: number,
  options?: number | { readonly dim?: number; readonly keepdim?: boolean },
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
export const tile = (a: Tensor, dims: readonly number[]): Tensor => numeric.tile(a, dims) as Tensor;
/** Each element so many times along an axis, or all of them in row-major order. */
export const repeatInterleave = (a: Tensor, repeats: number, options?: { readonly dim?: number }): Tensor =>
  a.repeatInterleave(repeats, options);
/** The places of all elements that are not 0: [count, axes]; int32. */
export const nonzero = (a: Tensor): Tensor => a.nonzero();
/** The different elements in order; with options, also where each element went, and how often each came: `[values, inverse, counts]`. */
export function unique(a: Tensor): Tensor;
export function unique(a: Tensor, options: UniqueOptions): Tensor[];
export function unique(a: Tensor, options?: UniqueOptions): Tensor | Tensor[] {
  return options === undefined ? a.unique() : a.unique(options);
}
/** How often each whole number from 0 on comes; int32. */
export const bincount = (a: Tensor, options?: { readonly minlength?: number }): Tensor => a.bincount(options);
/** a + weight · (end - a) */
export const lerp = (a: Tensor, end: Tensor, weight: Tensor | number): Tensor => a.lerp(end, weight);
/** Sums of products by Einstein's convention: `torch.einsum("ij,jk->ik", A, B)`. */
export const einsum = (equation: string, ...operands: readonly Tensor[]): Tensor =>
  numeric.einsum(equation, ...operands) as Tensor;
/** Summed over the last `dims` axes of `a` and the first of `b`. */
export function tensordot(a: Tensor, b: Tensor, { dims = 2 }: { readonly dims?: number } = {}): Tensor {
  const places = Array.from({ length: dims }, (_, i) => i);
  return numeric.tensordot(
    a,
    b,
    places.map((i) => a.dim() - dims + i),
    places,
  ) as Tensor;
}
/** The Euclidean distances of the rows of two batches: [..., P, M] and [..., R, M] -> [..., P, R]. */
export const cdist = (a: Tensor, b: Tensor): Tensor => a.unsqueeze(-2).sub(b.unsqueeze(-3)).norm({ dim: -1 });
