// The functions of one number in double precision: within three units in the last place of the engine's own, special cases as they are.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { precise } from "../../../src/library/tensor/index.ts";

/** The distance of two neighbouring numbers at `value`. */
function unitAt(value: number): number {
  const [number] = [new Float64Array([Math.abs(value)])];
  new BigUint64Array(number.buffer)[0]! += 1n;
  return number[0]! - Math.abs(value);
}

function expectNear(actual: number, wanted: number, units: number): void {
  if (Object.is(actual, wanted)) return;
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(units * unitAt(wanted));
}

const numbers = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const ranges = {
  exp: [-745, 709],
  expm1: [-40, 40],
  log: [1e-300, 1e300],
  log1p: [-0.999, 1e6],
  log2: [1e-300, 1e300],
  sin: [-1e4, 1e4],
  cos: [-1e4, 1e4],
  tanh: [-25, 25],
} as const;
const special = [
  0,
  -0,
  1,
  -1,
  5e-324,
  1e-310,
  1e-20,
  800,
  -800,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];

describe("functions of one number", () => {
  for (const [name, [min, max]] of Object.entries(ranges)) {
    const [ours, theirs] = [precise, Math].map((of) => of[name as keyof typeof ranges]);
    test(name, () => {
      // Where a sine is nearly 0 the last place is smaller than what reduction leaves.
      const nearZero = name === "sin" || name === "cos" ? 1e-15 : 0;
      fc.assert(
        fc.property(numbers(min, max), (x) => {
          const [found, wanted] = [ours!(x), theirs!(x)];
          if (Math.abs(found - wanted) > nearZero) expectNear(found, wanted, 3);
        }),
        { numRuns: 2000 },
      );
      for (const x of special) expectNear(ours!(x), theirs!(x), 2);
    });
  }
});

describe("powers", () => {
  test("of any numbers", () => {
    fc.assert(
      fc.property(numbers(1e-5, 1e5), numbers(-50, 50), (x, y) => expectNear(precise.pow(x, y), x ** y, 2)),
      { numRuns: 2000 },
    );
  });
  test("whole ones of negative numbers, and special cases", () => {
    for (const [x, y] of [
      [-2, 3],
      [-2, 4],
      [-1.5, -3],
      [2, 0.5],
      [9, -0.5],
      [10, 308],
      [10, 309],
      [10, -324],
      [1e-300, 2],
    ] as const)
      expectNear(precise.pow(x, y), x ** y, 1);
    expect(precise.pow(-2, 0.5)).toBeNaN();
    for (const x of special) for (const y of special) expectNear(precise.pow(x, y), x ** y, 1);
  });
});
