// jnp: products of vectors and matrices, and jnp.linalg.

import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import type { Array } from "../array.ts";
import { eye } from "./creation.ts";

/** The product of vectors, matrices, or batches of matrices. @throws RangeError when the inner sizes differ. */
export const matmul = (a: Array, b: Array): Array => a.matmul(b);
/** The sums of products over the last axis of `a` and the last but one (or only) axis of `b`; of scalars their product. @throws RangeError when the sizes differ. */
export const dot = (a: Array, b: Array): Array => a.dot(b);
/** The inner product of all elements. */
export const vdot = (a: Array, b: Array): Array =>
  ops.sum(ops.mul(ops.reshape(a, [-1]), ops.reshape(b, [-1]))) as Array;
/** The sums of products over the last axis of both. */
export const inner = (a: Array, b: Array): Array =>
  a.shape.length === 0 || b.shape.length === 0 ? a.mul(b) : tensordot(a, b, [[-1], [-1]]);
/** All products of an element of `a` with one of `b`: [size of a, size of b]. */
export const outer = (a: Array, b: Array): Array => ops.mul(ops.reshape(a, [-1, 1]), ops.reshape(b, [1, -1])) as Array;
/** Einstein's sum: `einsum("ij,jk->ik", a, b)`. @throws RangeError when letters and shapes do not fit. */
export const einsum = (equation: string, ...operands: readonly Array[]): Array =>
  numeric.einsum(equation, ...operands) as Array;
/** The sums of products over the last `axes` axes of `a` and the first of `b`, or over the axes of two lists. @throws RangeError when sizes differ. */
export function tensordot(
  a: Array,
  b: Array,
  axes: number | readonly [readonly number[], readonly number[]] = 2,
): Array {
  const count = (n: number, from: number) => globalThis.Array.from({ length: n }, (_, i) => from + i);
  const [first, second] = typeof axes === "number" ? [count(axes, a.shape.length - axes), count(axes, 0)] : axes;
  return numeric.tensordot(a, b, first, second) as Array;
}
/** The Kronecker product of two matrices. */
export function kron(a: Array, b: Array): Array {
  const [m, n] = a.shape;
  const [p, q] = b.shape;
  const products = ops.mul(ops.reshape(a, [m, 1, n, 1]), ops.reshape(b, [1, p, 1, q]));
  return ops.reshape(products, [m * p, n * q]) as Array;
}

/** jnp.linalg; decompositions come by a name of their own: `import { linalg } from "octavo/jax"`, `linalg.svd(a)`. */
export const linalg = {
  /** The Euclidean length of all elements or along axes; `ord` another one: 1, Infinity, or p. "fro" is the Euclidean one of matrices. */
  norm(
    a: Array,
    {
      ord = 2,
      axis,
      keepdims,
    }: { readonly ord?: number | "fro"; readonly axis?: ops.Axes; readonly keepdims?: boolean } = {},
  ): Array {
    return ops.norm(a, axis, keepdims, ord === "fro" ? 2 : ord) as Array;
  },
  /** The determinant of a matrix, or of each of a batch. @throws RangeError when it is not square. */
  det: (a: Array): Array => numeric.determinant(a) as Array,
  /** The sign of the determinant, and the logarithm of its absolute value. */
  slogdet(a: Array): { readonly sign: Array; readonly logabsdet: Array } {
    const det = numeric.determinant(a);
    return { sign: ops.sign(det) as Array, logabsdet: ops.log(ops.abs(det)) as Array };
  },
  /** The inverse of a matrix, or of each of a batch. @throws RangeError when it is singular or not square. */
  inv: (a: Array): Array => numeric.inverse(a) as Array,
  /** x such that a x = b. @throws RangeError when `a` is singular or sizes do not fit. */
  solve: (a: Array, b: Array): Array => numeric.solve(a, b) as Array,
  /** The lower triangular L with L Lᵀ = a. @throws RangeError when `a` is not positive definite. */
  cholesky: (a: Array): Array => numeric.cholesky(a) as Array,
  /** A matrix multiplied with itself `n` times; of its inverse for negative `n`. */
  matrixPower(a: Array, n: number): Array {
    const base = n < 0 ? (numeric.inverse(a) as Array) : a;
    if (n === 0) return eye(a.shape[a.shape.length - 1], { dtype: a.dtype });
    let power = base;
    for (let i = 1; i < Math.abs(n); i++) power = power.matmul(base);
    return power;
  },
};
