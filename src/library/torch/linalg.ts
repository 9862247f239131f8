// torch.linalg: systems, inverses, decompositions, lengths.

import * as numeric from "../numeric/index.ts";
import * as ops from "../ops/index.ts";
import type { Tensor } from "./tensor.ts";

/** The inverse of a matrix, or of a batch of them. @throws RangeError for a singular one. */
export const inv = (a: Tensor): Tensor => numeric.inverse(a) as Tensor;
/** The determinant. */
export const det = (a: Tensor): Tensor => numeric.determinant(a) as Tensor;
/** The determinant's sign and the logarithm of its absolute value. */
export function slogdet(a: Tensor): { readonly sign: Tensor; readonly logabsdet: Tensor } {
  const value = det(a);
  return { sign: value.sign(), logabsdet: value.abs().log() };
}
/** x of a x = b. @throws RangeError for a singular matrix. */
export const solve = (a: Tensor, b: Tensor): Tensor => numeric.solve(a, b) as Tensor;
/** The lower triangle whose product with its transpose is `a`. */
export const cholesky = (a: Tensor): Tensor => numeric.cholesky(a) as Tensor;
/** Q with orthonormal columns and the upper triangle R with Q R = a, reduced. */
export function qr(a: Tensor): { readonly Q: Tensor; readonly R: Tensor } {
  const { q, r } = numeric.qr(a);
  return { Q: q as Tensor, R: r as Tensor };
}
/** U, the singular values in descending order, and Vᵀ with U diag(S) Vᵀ = a, reduced: `fullMatrices: false` in PyTorch. */
export function svd(a: Tensor): { readonly U: Tensor; readonly S: Tensor; readonly Vh: Tensor } {
  const { u, s, v } = numeric.svd(a);
  return { U: u as Tensor, S: s as Tensor, Vh: (v as Tensor).transpose(-2, -1) };
}
/** The singular values, in descending order. */
export const svdvals = (a: Tensor): Tensor => svd(a).S;
/** The eigenvalues of a symmetric matrix in ascending order, and its eigenvectors as columns. */
export function eigh(a: Tensor): { readonly eigenvalues: Tensor; readonly eigenvectors: Tensor } {
  const { values, vectors } = numeric.eigh(a);
  return { eigenvalues: values as Tensor, eigenvectors: vectors as Tensor };
}
/** The eigenvalues of a symmetric matrix, in ascending order. */
export const eigvalsh = (a: Tensor): Tensor => eigh(a).eigenvalues;
/** The pseudoinverse; singular values below `rtol` times the largest count as 0. */
export const pinv = (a: Tensor, { rtol }: { readonly rtol?: number } = {}): Tensor => a.pinverse(rtol);
/** x with the smallest |a x - b|, and among those with the smallest |x|. */
export function lstsq(a: Tensor, b: Tensor): { readonly solution: Tensor } {
  return { solution: pinv(a).matmul(b) };
}
/** How many singular values are not 0: above 1e-7 of the largest, times the larger side, as PyTorch has it; int32. */
export function matrixRank(a: Tensor): Tensor {
  const values = svdvals(a.detach());
  const precision = a.dtype === "float64" ? 2 ** -52 : 2 ** -23;
  const least = values.amax({ dim: -1, keepdim: true }).mul(precision * Math.max(a.size(-1), a.size(-2)));
  return values.gt(least).sum(-1);
}
/** A square matrix times itself, `n` times; of its inverse for a negative one. */
export const matrixPower = (a: Tensor, n: number): Tensor => a.matrixPower(n);
/** The product of several matrices, from the left. */
export const multiDot = (matrices: readonly Tensor[]): Tensor => matrices.reduce((all, one) => all.matmul(one));
/** The cross product of vectors of three numbers along an axis. */
export const cross = (a: Tensor, b: Tensor, options?: { readonly dim?: number }): Tensor => a.cross(b, options);
/** The product of matrices and vectors; see `Tensor.matmul`. */
export const matmul = (a: Tensor, b: Tensor): Tensor => a.matmul(b);
/** The elements of the last two axes' diagonal. */
export const diagonal = (a: Tensor, { offset = 0 }: { readonly offset?: number } = {}): Tensor =>
  a.diagonal({ offset, dim1: -2, dim2: -1 });

/** Which axes, and whether they stay. */
export interface NormOptions {
  readonly dim?: number | readonly number[];
  readonly keepdim?: boolean;
}
/** (Σ |x|^ord)^(1/ord) of all elements, or along axes. */
export function vectorNorm(a: Tensor, ord = 2, { dim, keepdim = false }: NormOptions = {}): Tensor {
  if (ord === Number.NEGATIVE_INFINITY) return ops.min(a.abs(), dim, keepdim) as Tensor;
  return ops.norm(a, dim, keepdim, ord) as Tensor;
}
/** A matrix's length: "fro" by its elements, "nuc" by the sum of its singular values, 2 by the largest, 1 by columns, Infinity by rows. */
export function matrixNorm(
  a: Tensor,
  ord: "fro" | "nuc" | 1 | 2 | -2 | typeof Number.POSITIVE_INFINITY = "fro",
): Tensor {
  if (ord === "fro") return a.norm({ dim: [-2, -1] });
  if (ord === "nuc") return svdvals(a).sum(-1);
  if (ord === 2) return svdvals(a).amax(-1);
  if (ord === -2) return svdvals(a).amin(-1);
  if (ord === 1) return a.abs().sum(-2).amax(-1);
  if (ord === Number.POSITIVE_INFINITY) return a.abs().sum(-1).amax(-1);
  throw new RangeError(`linalg.matrixNorm: order ${ord} not supported.`);
}
/** The length of all elements, or along axes; with an `ord` and two axes, or a matrix, that of the matrix. */
export function norm(a: Tensor, ord?: number | "fro" | "nuc" | NormOptions | null, options: NormOptions = {}): Tensor {
  if (typeof ord === "object" && ord !== null) return vectorNorm(a, 2, ord);
  if (ord === undefined || ord === null) return vectorNorm(a, 2, options);
  const { dim } = options;
  if (typeof ord === "string" || (dim === undefined && a.dim() === 2)) return matrixNorm(a, ord as "fro");
  return vectorNorm(a, ord, options);
}
