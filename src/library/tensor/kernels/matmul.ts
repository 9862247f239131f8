// The product of matrices, C += A B, with any strides: transposes and views cost no copy of their own.

import { type TypedArray, zeros } from "../dtype.ts";

/** A matrix inside an array. */
export interface Matrix {
  readonly array: TypedArray;
  readonly offset: number;
  /** Strides of rows and of columns. */
  readonly row: number;
  readonly column: number;
}

/** Below so many multiply-adds, packing costs more than it gives. */
const packFrom = 4096;
/** Depth of a block: a panel of B of this depth and all of its columns stays in the second-level cache. */
const depth = 256;

/**
 * Writes the [m, n] product of `a` [m, k] and `b` [k, n] at `at` of `out`, row-major. Sums run over k in ascending order,
 * in double precision within a block of 256, so that the result depends on the shapes alone.
 */
export function matmul(a: Matrix, b: Matrix, out: TypedArray, at: number, m: number, k: number, n: number): void {
  if (m * k * n < packFrom) small(a, b, out, at, m, k, n);
  else packed(a, b, out, at, m, k, n);
}

function small(a: Matrix, b: Matrix, out: TypedArray, at: number, m: number, k: number, n: number): void {
  const { array: x, row: ar, column: ac } = a;
  const { array: y, row: br, column: bc } = b;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0, s = a.offset + i * ar, t = b.offset + j * bc; p < k; p++, s += ac, t += br) sum += x[s] * y[t];
      out[at + i * n + j] = sum;
    }
  }
}

/** Panels of four rows of A and two columns of B, packed to doubles; eight sums stay in registers. */
function packed(a: Matrix, b: Matrix, out: TypedArray, at: number, m: number, k: number, n: number): void {
  const columns = Math.ceil(n / 2);
  const panelB = new Float64Array(depth * columns * 2);
  const panelA = new Float64Array(depth * 4);
  const sums = zeros("float64", k > depth ? m * n : 0);
  for (let from = 0; from < k; from += depth) {
    const count = Math.min(depth, k - from);
    for (let j = 0; j < columns; j++) {
      const second = 2 * j + 1 < n;
      let t = b.offset + from * b.row + 2 * j * b.column;
      for (let p = 0, to = j * count * 2; p < count; p++, to += 2, t += b.row) {
        panelB[to] = b.array[t];
        panelB[to + 1] = second ? b.array[t + b.column] : 0;
      }
    }
    for (let i = 0; i < m; i += 4) {
      const rows = Math.min(4, m - i);
      for (let r = 0; r < 4; r++) {
        let s = a.offset + (i + r) * a.row + from * a.column;
        for (let p = 0; p < count; p++, s += a.column) panelA[p * 4 + r] = r < rows ? a.array[s] : 0;
      }
      for (let j = 0; j < columns; j++)
        tile(panelA, panelB, j * count * 2, count, i, rows, j * 2, n, from, k, sums, out, at);
    }
  }
}

function tile(
  x: Float64Array,
  y: Float64Array,
  yo: number,
  count: number,
  i: number,
  rows: number,
  j: number,
  n: number,
  from: number,
  k: number,
  sums: TypedArray,
  out: TypedArray,
  at: number,
): void {
  let c00 = 0,
    c01 = 0,
    c10 = 0,
    c11 = 0,
    c20 = 0,
    c21 = 0,
    c30 = 0,
    c31 = 0;
  for (let p = 0, s = 0, t = yo; p < count; p++, s += 4, t += 2) {
    const b0 = y[t],
      b1 = y[t + 1];
    const a0 = x[s],
      a1 = x[s + 1],
      a2 = x[s + 2],
      a3 = x[s + 3];
    c00 += a0 * b0;
    c01 += a0 * b1;
    c10 += a1 * b0;
    c11 += a1 * b1;
    c20 += a2 * b0;
    c21 += a2 * b1;
    c30 += a3 * b0;
    c31 += a3 * b1;
  }
  const two = j + 1 < n;
  const put = (row: number, first: number, second: number) => {
    if (row >= rows) return;
    const to = (i + row) * n + j;
    if (k <= depth) {
      out[at + to] = first;
      if (two) out[at + to + 1] = second;
      return;
    }
    sums[to] += first;
    if (two) sums[to + 1] += second;
    if (from + count < k) return;
    out[at + to] = sums[to];
    if (two) out[at + to + 1] = sums[to + 1];
  };
  put(0, c00, c01);
  put(1, c10, c11);
  put(2, c20, c21);
  put(3, c30, c31);
}
