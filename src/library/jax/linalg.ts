// jnp.linalg in full: `import { linalg } from "octavo/jax"`. Decompositions are in a module of their own, which only those load who name it.

import * as numeric from "../numeric/index.ts";
import * as ops from "../ops/index.ts";
import type { Array } from "./array.ts";
import { linalg } from "./numpy/linear.ts";

/** The Euclidean length of all elements or along axes; `ord` another one. */
export const norm = linalg.norm;
/** The determinant of a matrix, or of each of a batch. @throws RangeError when it is not square. */
export const det = linalg.det;
/** The sign of the determinant, and the logarithm of its absolute value. */
export const slogdet = linalg.slogdet;
/** The inverse of a matrix, or of each of a batch. @throws RangeError when it is singular or not square. */
export const inv = linalg.inv;
/** x such that a x = b. @throws RangeError when `a` is singular or sizes do not fit. */
export const solve = linalg.solve;
/** The lower triangular L with L Lᵀ = a. @throws RangeError when `a` is not positive definite. */
export const cholesky = linalg.cholesky;
/** A matrix multiplied with itself `n` times; of its inverse for negative `n`. */
export const matrixPower = linalg.matrixPower;

/** Q with orthonormal columns and the upper triangle R with Q R = a, reduced. */
export function qr(a: Array): { readonly Q: Array; readonly R: Array } {
  const { q, r } = numeric.qr(a);
  return { Q: q as Array, R: r as Array };
}
/** U, the singular values in descending order, and Vᵀ with U diag(S) Vᵀ = a, reduced: `full_matrices=False` in JAX. */
export function svd(a: Array): { readonly U: Array; readonly S: Array; readonly Vh: Array } {
  const { u, s, v } = numeric.svd(a);
  return { U: u as Array, S: s as Array, Vh: ops.transpose(v) as Array };
}
/** The eigenvalues of a symmetric matrix in ascending order, and its eigenvectors as columns. */
export function eigh(a: Array): { readonly eigenvalues: Array; readonly eigenvectors: Array } {
  const { values, vectors } = numeric.eigh(a);
  return { eigenvalues: values as Array, eigenvectors: vectors as Array };
}
/** The eigenvalues of a symmetric matrix, in ascending order. */
export const eigvalsh = (a: Array): Array => numeric.eigh(a).values as Array;
/** The pseudoinverse. */
export const pinv = (a: Array): Array => numeric.pseudoInverse(a) as Array;
