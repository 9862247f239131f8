// The product of matrices, by whatever kernel: against sums in double precision, on all edges of blocks and in all layouts.

import { afterEach, expect, test, vi } from "vitest";
import { matmul } from "../../../src/library/tensor/kernels/matmul.ts";
import { moduleBytes } from "../../../src/library/tensor/kernels/wasm/machine.ts";

/** A matrix somewhere in an array: its first element and its strides. */
interface Matrix {
  readonly array: Float32Array;
  readonly at: number;
  readonly row: number;
  readonly column: number;
}

/** Numbers without a pattern, between -1 and 1. */
const value = (i: number): number => Math.fround(Math.sin(i * 12.9898) * 0.999);

const layouts: Record<string, (rows: number, columns: number) => Matrix> = {
  "in rows": (rows, columns) => ({ array: filled(rows * columns), at: 0, row: columns, column: 1 }),
  transposed: (rows, columns) => ({ array: filled(rows * columns), at: 0, row: 1, column: rows }),
  "a part of rows": (rows, columns) => ({
    array: filled(rows * (columns + 3) + 5),
    at: 5,
    row: columns + 3,
    column: 1,
  }),
  "every second column": (rows, columns) => ({ array: filled(rows * columns * 2), at: 0, row: columns * 2, column: 2 }),
  "one row, again and again": (_rows, columns) => ({ array: filled(columns), at: 0, row: 0, column: 1 }),
  "in reverse": (rows, columns) => ({
    array: filled(rows * columns),
    at: rows * columns - 1,
    row: -columns,
    column: -1,
  }),
};
const filled = (size: number): Float32Array => Float32Array.from({ length: size }, (_, i) => value(i + size));

function productOf(a: Matrix, b: Matrix, m: number, k: number, n: number, multiply = matmul): Float32Array {
  const out = new Float32Array(m * n + 2).fill(7);
  multiply(a.array, a.at, a.row, a.column, b.array, b.at, b.row, b.column, out, 1, m, k, n);
  expect([out[0], out[m * n + 1]]).toEqual([7, 7]);
  return out.subarray(1, m * n + 1);
}

function check(a: Matrix, b: Matrix, m: number, k: number, n: number, multiply = matmul): void {
  const got = productOf(a, b, m, k, n, multiply);
  let worst = 0;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      let size = 0;
      for (let p = 0; p < k; p++) {
        const term = a.array[a.at + i * a.row + p * a.column] * b.array[b.at + p * b.row + j * b.column];
        sum += term;
        size += Math.abs(term);
      }
      // Rounding grows with what is added up, not with the sum.
      worst = Math.max(worst, Math.abs(got[i * n + j] - sum) / (size + 1e-30));
    }
  }
  expect(worst).toBeLessThan(1e-6);
}

const sizes = [
  [1, 1, 1],
  [2, 3, 4],
  [4, 8, 8],
  [5, 100, 9],
  [1, 600, 17],
  [130, 7, 1],
  [121, 30, 12],
  [3, 257, 5],
  [9, 513, 1030],
  [64, 64, 64],
] as const;

for (const [name, layout] of Object.entries(layouts)) {
  test(`of matrices ${name}`, () => {
    for (const [m, k, n] of sizes) {
      check(layout(m, k), layouts["in rows"](k, n), m, k, n);
      check(layouts["in rows"](m, k), layout(k, n), m, k, n);
    }
  });
}

test("infinities and what is no number go through", () => {
  const [m, k, n] = [8, 16, 8];
  const a = layouts["in rows"](m, k);
  const b = layouts["in rows"](k, n);
  a.array[0] = Number.POSITIVE_INFINITY;
  a.array[k] = Number.NaN;
  const got = productOf(a, b, m, k, n);
  expect(got.slice(0, n).every((one) => Math.abs(one) === Number.POSITIVE_INFINITY)).toBe(true);
  expect(got.slice(n, 2 * n).every(Number.isNaN)).toBe(true);
  expect(got.slice(2 * n).every(Number.isFinite)).toBe(true);
});

test("the module is the same bytes each time, and WebAssembly takes it", () => {
  expect(moduleBytes()).toEqual(moduleBytes());
  for (const bytes of moduleBytes()) expect(WebAssembly.validate(bytes)).toBe(true);
});

test("a larger product after a smaller one finds room", () => {
  for (const size of [10, 300, 20])
    check(layouts["in rows"](size, size), layouts.transposed(size, size), size, size, size);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test("without WebAssembly it is the same within rounding", async () => {
  vi.stubGlobal("WebAssembly", undefined);
  vi.resetModules();
  const plain = await import("../../../src/library/tensor/kernels/matmul.ts");
  for (const [m, k, n] of sizes) check(layouts["in rows"](m, k), layouts.transposed(k, n), m, k, n, plain.matmul);
});
