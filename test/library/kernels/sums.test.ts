// Sums over the first axis, and over the first and the last: the same bits by WebAssembly, without it, and as doubles added row by row.

import { afterEach, expect, test, vi } from "vitest";
import { sum } from "../../../src/library/ops/index.ts";
import { make, Tensor } from "../../../src/library/tensor/index.ts";
import { sumRows } from "../../../src/library/tensor/kernels/reduce.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const value = (i: number): number => Math.fround(Math.sin(i * 12.9898) * 2 ** ((i % 30) - 15));
const numbers = (n: number) => Float32Array.from({ length: n }, (_, i) => value(i));

test("rows", async () => {
  vi.stubGlobal("WebAssembly", undefined);
  vi.resetModules();
  const plain = await import("../../../src/library/tensor/kernels/reduce.ts");
  for (const [rows, columns] of [
    [600, 1],
    [256, 10],
    [7, 9001],
    [33, 257],
  ] as const) {
    const array = numbers(rows * columns + 3);
    const [one, other, expected] = [0, 0, 0].map(() => new Float32Array(columns)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    sumRows(array, 3, rows, columns, one);
    plain.sumRows(array, 3, rows, columns, other);
    for (let j = 0; j < columns; j++) {
      let total = 0;
      for (let i = 0; i < rows; i++) total += array[3 + i * columns + j]!;
      expected[j] = total;
    }
    expect(one).toEqual(expected);
    expect(other).toEqual(expected);
  }
});

test("the first and the last axes", () => {
  const [n, c, h, w] = [5, 3, 18, 17];
  const array = numbers(n * c * h * w);
  const a = make(Tensor, array, [n, c, h, w], "float32");
  for (const [axes, keep] of [
    [[0, 2, 3], false],
    [[0, 2, 3], true],
    [[0], false],
    [[0, 3], false],
    [[0, 1], false],
  ] as const) {
    const result = sum(a, axes, keep);
    const expected = new Float64Array(result.storage.array.length);
    for (let i = 0; i < array.length; i++) {
      const index = [Math.floor(i / (c * h * w)), Math.floor(i / (h * w)) % c, Math.floor(i / w) % h, i % w];
      let at = 0;
      for (let axis = 0; axis < 4; axis++)
        if (!(axes as readonly number[]).includes(axis)) at = at * a.shape[axis]! + index[axis]!;
      expected[at]! += array[i]!;
    }
    for (const [i, want] of expected.entries())
      expect(Math.abs(result.storage.array[i]! - want)).toBeLessThan(1e-6 * Math.max(1, Math.abs(want)));
  }
});
