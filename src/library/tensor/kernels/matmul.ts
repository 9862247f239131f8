// The product of matrices, out = A B, with any strides: transposes and views cost no copy of their own.

import type { TypedArray } from "../dtype.ts";
import type { Storage } from "../tensor.ts";
import { launcher } from "./launch.ts";
import { product } from "./wasm/product.ts";

/** Below so many multiply-adds, packing costs more than it gives. */
const packFrom = 4096;
/** From so many multiply-adds on, WebAssembly is faster though operands are copied (measured: W3 of test/bench). */
const wasmFrom = 512;
/** Depth of a block: a panel of B of this depth and all of its columns stays in the second-level cache. */
const depth = 256;

/**
 * Writes the [m, n] product of A [m, k] and B [k, n] at `at` of `out`, row-major. A's first element is `x[xo]`, and `xr` and `xc`
 * are the strides of its rows and columns; B's likewise. Sums run over k in ascending order: of small products and of other types
 * in double precision, of large ones of float32 in WebAssembly and in single precision. Which it is depends on the shapes, never on
 * the machine.
 */
export function matmul(
  x: TypedArray,
  xo: number,
  xr: number,
  xc: number,
  y: TypedArray,
  yo: number,
  yr: number,
  yc: number,
  out: TypedArray,
  at: number,
  m: number,
  k: number,
  n: number,
): void {
  const work = m * k * n;
  if (
    work >= wasmFrom &&
    x instanceof Float32Array &&
    y instanceof Float32Array &&
    out instanceof Float32Array &&
    product(x, xo, xr, xc, y, yo, yr, yc, out, at, m, k, n)
  )
    return;
  if (work >= packFrom && m > 1 && n > 1) {
    packed(x, xo, xr, xc, y, yo, yr, yc, out, at, m, k, n);
    return;
  }
  for (let i = 0, row = xo, to = at; i < m; i++, row += xr) {
    for (let j = 0, column = yo; j < n; j++, column += yc) {
      let sum = 0;
      for (let p = 0, s = row, t = column; p < k; p++, s += xc, t += yr) sum += x[s] * y[t];
      out[to++] = sum;
    }
  }
}

/** As `matmul`, of storages. */
export function launchMatmul(
  x: Storage,
  xo: number,
  xr: number,
  xc: number,
  y: Storage,
  yo: number,
  yr: number,
  yc: number,
  out: TypedArray,
  at: number,
  m: number,
  k: number,
  n: number,
): void {
  if (launcher === undefined) matmul(x.array, xo, xr, xc, y.array, yo, yr, yc, out, at, m, k, n);
  else launcher(matmul, [x, xo, xr, xc, y, yo, yr, yc, out, at, m, k, n]);
}

// Room for panels, kept between calls: a product inside a product there is not.
let panelA = new Float64Array(0);
let panelB = new Float64Array(0);
let sums = new Float64Array(0);

/** Panels of four rows of A and two columns of B, packed to doubles; eight sums stay in registers. */
function packed(
  x: TypedArray,
  xo: number,
  xr: number,
  xc: number,
  y: TypedArray,
  yo: number,
  yr: number,
  yc: number,
  out: TypedArray,
  at: number,
  m: number,
  k: number,
  n: number,
): void {
  const columns = (n + 1) >> 1;
  if (panelA.length < depth * 4) panelA = new Float64Array(depth * 4);
  if (panelB.length < depth * columns * 2) panelB = new Float64Array(depth * columns * 2);
  // Sums of several blocks go on in double precision; those of one are written at once.
  const isOneBlock = k <= depth;
  const target: TypedArray = isOneBlock ? out : room(m * n);
  const base = isOneBlock ? at : 0;
  for (let from = 0; from < k; from += depth) {
    const count = Math.min(depth, k - from);
    for (let j = 0; j < columns; j++) {
      const second = 2 * j + 1 < n;
      let t = yo + from * yr + 2 * j * yc;
      for (let p = 0, to = j * count * 2; p < count; p++, to += 2, t += yr) {
        panelB[to] = y[t];
        panelB[to + 1] = second ? y[t + yc] : 0;
      }
    }
    for (let i = 0; i < m; i += 4) {
      const rows = Math.min(4, m - i);
      for (let r = 0; r < 4; r++) {
        let s = xo + (i + r) * xr + from * xc;
        for (let p = 0; p < count; p++, s += xc) panelA[p * 4 + r] = r < rows ? x[s] : 0;
      }
      for (let j = 0; j < columns; j++)
        tile(j * count * 2, count, rows, 2 * j + 1 < n, target, base + i * n + 2 * j, n, !isOneBlock);
    }
  }
  if (!isOneBlock) for (let i = 0; i < m * n; i++) out[at + i] = target[i];
}

function room(size: number): Float64Array {
  if (sums.length < size) sums = new Float64Array(size);
  else sums.fill(0, 0, size);
  return sums;
}

/** The product of the packed rows with the packed columns at `yo`, written or added at `to`. */
function tile(
  yo: number,
  count: number,
  rows: number,
  two: boolean,
  out: TypedArray,
  to: number,
  n: number,
  adds: boolean,
): void {
  const x = panelA;
  const y = panelB;
  let c00 = 0;
  let c01 = 0;
  let c10 = 0;
  let c11 = 0;
  let c20 = 0;
  let c21 = 0;
  let c30 = 0;
  let c31 = 0;
  for (let p = 0, s = 0, t = yo; p < count; p++, s += 4, t += 2) {
    const b0 = y[t];
    const b1 = y[t + 1];
    const a0 = x[s];
    const a1 = x[s + 1];
    const a2 = x[s + 2];
    const a3 = x[s + 3];
    c00 += a0 * b0;
    c01 += a0 * b1;
    c10 += a1 * b0;
    c11 += a1 * b1;
    c20 += a2 * b0;
    c21 += a2 * b1;
    c30 += a3 * b0;
    c31 += a3 * b1;
  }
  put(out, to, c00, c01, two, adds);
  if (rows > 1) put(out, to + n, c10, c11, two, adds);
  if (rows > 2) put(out, to + 2 * n, c20, c21, two, adds);
  if (rows > 3) put(out, to + 3 * n, c30, c31, two, adds);
}

function put(out: TypedArray, to: number, first: number, second: number, two: boolean, adds: boolean): void {
  out[to] = adds ? out[to] + first : first;
  if (two) out[to + 1] = adds ? out[to + 1] + second : second;
}
