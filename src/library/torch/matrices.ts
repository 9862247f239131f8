// torch.mm, torch.cov, torch.searchsorted …: PyTorch's functions of matrices and of samples. Most are methods, too.

import * as numeric from "../numeric/index.ts";
import * as ops from "../ops/index.ts";
import { linspace, tensor } from "./create.ts";
import type { SumOptions } from "./linear.ts";
import type { Tensor } from "./tensor.ts";

/** The product of two matrices. @throws RangeError for others. */
export const mm = (a: Tensor, b: Tensor): Tensor => a.mm(b);
/** The product of a matrix and a vector. @throws RangeError for others. */
export const mv = (a: Tensor, b: Tensor): Tensor => a.mv(b);
/** The products of two batches of matrices. @throws RangeError for others. */
export const bmm = (a: Tensor, b: Tensor): Tensor => a.bmm(b);
/** The inner product of two vectors. @throws RangeError for others. */
export const dot = (a: Tensor, b: Tensor): Tensor => a.dot(b);
/** The inner product of two vectors. */
export const vdot = (a: Tensor, b: Tensor): Tensor => a.dot(b);
/** Summed products over the last axes of both. */
export const inner = (a: Tensor, b: Tensor): Tensor => a.inner(b);
/** All products of two vectors' elements. */
export const outer = (a: Tensor, b: Tensor): Tensor => a.outer(b);
/** Kronecker's product. */
export const kron = (a: Tensor, b: Tensor): Tensor => a.kron(b);
/** The cross product of vectors of three numbers along an axis. */
export const cross = (a: Tensor, b: Tensor, options?: { readonly dim?: number }): Tensor => a.cross(b, options);
/** beta · a + alpha · b c, of matrices. */
export const addmm = (a: Tensor, b: Tensor, c: Tensor, options?: SumOptions): Tensor => a.addmm(b, c, options);
/** beta · a + alpha · b v, of a matrix and a vector. */
export const addmv = (a: Tensor, b: Tensor, v: Tensor, options?: SumOptions): Tensor => a.addmv(b, v, options);
/** beta · a + alpha · b c, of batches of matrices. */
export const baddbmm = (a: Tensor, b: Tensor, c: Tensor, options?: SumOptions): Tensor => a.baddbmm(b, c, options);
/** beta · a + alpha · the sum of the products of batches of matrices. */
export const addbmm = (a: Tensor, b: Tensor, c: Tensor, options?: SumOptions): Tensor => a.addbmm(b, c, options);
/** The sum of a matrix's diagonal. */
export const trace = (a: Tensor): Tensor => a.trace();
/** A square matrix times itself, `n` times. */
export const matrixPower = (a: Tensor, n: number): Tensor => a.matrixPower(n);
/** The inverse. @throws RangeError for a singular matrix. */
export const inverse = (a: Tensor): Tensor => a.inverse();
/** The pseudoinverse. */
export const pinverse = (a: Tensor, rcond?: number): Tensor => a.pinverse(rcond);
/** The determinant. */
export const det = (a: Tensor): Tensor => a.det();
/** The logarithm of the determinant; NaN of a negative one. */
export const logdet = (a: Tensor): Tensor => a.logdet();
/** The lower triangle whose product with its transpose is `a`. */
export const cholesky = (a: Tensor): Tensor => a.cholesky();

/** The covariances of variables, which are rows, over samples. */
export const cov = (a: Tensor, options?: { readonly correction?: number }): Tensor => a.cov(options);
/** The correlations of variables, which are rows, over samples. */
export const corrcoef = (a: Tensor): Tensor => a.corrcoef();
/** How many elements lie in each of `bins` parts of [min, max]. */
export const histc = (a: Tensor, bins?: number, options?: { readonly min?: number; readonly max?: number }): Tensor =>
  a.histc(bins, options);
/** Where each element would go among sorted numbers, before its equals or after them; int32. */
export const searchsorted = (
  sorted: Tensor,
  values: Tensor,
  { right = false }: { readonly right?: boolean } = {},
): Tensor => numeric.searchSorted(sorted, values, right) as Tensor;
/** Between which boundaries each element lies: before its equal among them, or after it; int32. */
export const bucketize = (values: Tensor, boundaries: Tensor, options: { readonly right?: boolean } = {}): Tensor =>
  searchsorted(boundaries, values, options);
/** Whether elements are among those of another tensor, as booleans. */
export function isin(a: Tensor, among: Tensor): Tensor {
  const known = new Set(among.toArray());
  return tensor(
    Array.from(a.toArray(), (one) => known.has(one)),
    { dtype: "bool" },
  ).reshape(a.shape);
}
/** The length of the difference of two tensors. */
export const dist = (a: Tensor, b: Tensor, p = 2): Tensor => a.dist(b, p);
/** The sum of what is not NaN, of all or along axes. */
export const nansum = (a: Tensor, dim?: number | readonly number[], options?: { readonly keepdim?: boolean }): Tensor =>
  a.nansum(dim, options);
/** The mean of what is not NaN, of all or along axes. */
export const nanmean = (
  a: Tensor,
  dim?: number | readonly number[],
  options?: { readonly keepdim?: boolean },
): Tensor => a.nanmean(dim, options);
/** Differences of neighbours along an axis, `n` times. */
export const diff = (a: Tensor, options?: { readonly n?: number; readonly dim?: number }): Tensor => a.diff(options);
/** The smallest and the largest element, of all or along an axis. */
export const aminmax = (
  a: Tensor,
  options?: { readonly dim?: number; readonly keepdim?: boolean },
): ReturnType<Tensor["aminmax"]> => a.aminmax(options);
/** The most frequent element along an axis, and where it stands last. */
export const mode = (a: Tensor, dim = -1): ReturnType<Tensor["mode"]> => a.mode(dim);
/** The area below points by trapezoids, along the last axis; `x` holds where they are, `dx` how far from each other. */
export function trapezoid(y: Tensor, x?: Tensor, { dx = 1 }: { readonly dx?: number } = {}): Tensor {
  const heights = y.at("...", "1:").add(y.at("...", ":-1")).div(2);
  const widths = x === undefined ? dx : x.diff();
  return heights.mul(widths).sum(-1);
}
/** Powers of a vector's elements, from the highest on, as rows; `increasing` turns them round. */
export function vander(a: Tensor, n?: number, { increasing = false }: { readonly increasing?: boolean } = {}): Tensor {
  const count = n ?? a.numel();
  const powers = Array.from({ length: count }, (_, i) => (increasing ? i : count - 1 - i));
  return ops.stack(
    powers.map((power) => a.pow(power)),
    -1,
  ) as Tensor;
}
/** 10, or another base, to the power of `steps` numbers from `start` to `end`. */
export const logspace = (start: number, end: number, steps: number, base = 10): Tensor =>
  ops.pow(base, linspace(start, end, steps)) as Tensor;
/** Neighbours that are the same, once; with `returnCounts` also how often. */
export function uniqueConsecutive(a: Tensor): Tensor;
export function uniqueConsecutive(a: Tensor, options: { readonly returnCounts: true }): Tensor[];
export function uniqueConsecutive(a: Tensor, options?: { readonly returnCounts: true }): Tensor | Tensor[] {
  return options === undefined ? a.uniqueConsecutive() : a.uniqueConsecutive(options);
}
