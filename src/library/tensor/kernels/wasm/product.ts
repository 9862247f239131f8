// The door to the WebAssembly product: operands are copied into its memory and the result out of it, which costs a tenth of the work.
// Without WebAssembly the same sums are rounded in the same places, some forty times slower.

import type { TypedArray } from "../../dtype.ts";
import { blockK, workspaceBytes } from "./gemm.ts";
import { machine } from "./machine.ts";
import { onThreads } from "./threads.ts";

/** Larger products are left to the plain kernel, which needs no copies. */
const mostBytes = 2 ** 30;

/**
 * Writes the [m, n] product of A [m, k] and B [k, n] at `at` of `out`, in rows; strides in elements. Gives false, and has done nothing,
 * with negative strides, for operands that are spread too wide, and for very large ones.
 */
export function product(
  x: Float32Array,
  xo: number,
  xr: number,
  xc: number,
  y: Float32Array,
  yo: number,
  yr: number,
  yc: number,
  out: Float32Array,
  at: number,
  m: number,
  k: number,
  n: number,
): boolean {
  if (xr < 0 || xc < 0 || yr < 0 || yc < 0) return false;
  // All elements between the first and the last are copied: a few more than needed, of a view with gaps.
  const sizeA = (m - 1) * xr + (k - 1) * xc + 1;
  const sizeB = (k - 1) * yr + (n - 1) * yc + 1;
  if (sizeA > 4 * m * k || sizeB > 4 * k * n) return false;
  const a = 0;
  const b = a + rounded(sizeA);
  const c = b + rounded(sizeB);
  const room = c + rounded(m * n);
  const bytes = 4 * room + workspaceBytes;
  if (bytes > mostBytes) return false;
  const wasm = machine();
  if (wasm === null) {
    inSteps(x, xo, xr, xc, y, yo, yr, yc, out, at, m, k, n, false);
    return true;
  }
  if (onThreads(x, xo, sizeA, xr, xc, y, yo, sizeB, yr, yc, out, at, m, k, n)) return true;
  const floats = wasm.floats(bytes);
  floats.set(x.subarray(xo, xo + sizeA), a);
  floats.set(y.subarray(yo, yo + sizeB), b);
  wasm.call.gemm(m, k, n, 4 * a, 4 * xr, 4 * xc, 4 * b, 4 * yr, 4 * yc, 4 * c, 4 * room, 0);
  out.set(floats.subarray(c, c + m * n), at);
  return true;
}

/** Up to whole vectors. */
const rounded = (count: number): number => (count + 3) & ~3;

/**
 * The product, or when it `adds` what it is added to, each sum and each product rounded as `out` is, block by block along k: of float32
 * the bits of `gemm`.
 */
export function inSteps(
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
  adds: boolean,
): void {
  const round = out instanceof Float32Array ? Math.fround : (value: number) => value;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      const to = at + i * n + j;
      if (!adds && k === 0) out[to] = 0;
      for (let from = 0; from < k; from += blockK) {
        let sum = 0;
        const end = Math.min(k, from + blockK);
        for (let p = from; p < end; p++) sum = round(sum + round(x[xo + i * xr + p * xc] * y[yo + p * yr + j * yc]));
        out[to] = adds || from > 0 ? out[to] + sum : sum;
      }
    }
  }
}
