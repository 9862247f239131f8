// exp and its kin of many float32 at once, against Math: within two units in the last place (four, where a logarithm of a sum is
// corrected), and right at the ends of the range.

import { expect, test } from "vitest";
import * as ops from "../../../src/library/ops/index.ts";
import { make, Tensor } from "../../../src/library/tensor/index.ts";
import * as math from "../../../src/library/tensor/kernels/math.ts";

const functions: Record<string, readonly [math.UnaryLoop, (x: number) => number, ulps?: number]> = {
  exp: [math.exp, Math.exp],
  log: [math.log, Math.log],
  sigmoid: [math.sigmoid, (x) => 1 / (1 + Math.exp(-x))],
  tanh: [math.tanh, Math.tanh],
  relu: [math.relu, (x) => Math.max(x, 0)],
  log1p: [math.log1p, Math.log1p, 4],
  expm1: [math.expm1, Math.expm1, 4],
  softplus: [math.softplus, (x) => (x > 20 ? x : Math.log1p(Math.exp(x))), 4],
  sqrt: [math.sqrt, Math.sqrt, 0],
  square: [math.square, (x) => x * x, 0],
};

const special = [
  0, -0, 1e-30, -1e-30, 1e-8, -1e-4, 0.6249, 0.6251, -0.625, 1, -1, 9, -9, 20, 87.3, 88.7, -87.3, -90, -100,
];
const ends = [88.8, 1e4, Number.POSITIVE_INFINITY, -104, -1e4, Number.NEGATIVE_INFINITY, Number.NaN];
/** Enough that WebAssembly takes them, and a count that is no multiple of four. */
const many = Float32Array.from([...special, ...ends, ...Array.from({ length: 20_001 }, (_, i) => (i - 10_000) / 113)]);

for (const [name, [loop, expected, ulps = 2]] of Object.entries(functions)) {
  test(name, () => {
    const out = new Float32Array(many.length + 1).fill(7);
    loop(many, 0, out, many.length);
    expect(out[many.length]).toBe(7);
    let worst = 0;
    for (const [i, x] of many.entries()) {
      const want = Math.fround(expected(x));
      if (Number.isNaN(want) || Math.abs(want) === Number.POSITIVE_INFINITY || want === 0) {
        expect([x, out[i] + 0]).toEqual([x, want + 0]);
        continue;
      }
      // Numbers below 2^-126 have fewer digits.
      const ulp = 2 ** Math.max(-149, Math.floor(Math.log2(Math.abs(want))) - 23);
      worst = Math.max(worst, Math.abs(out[i] - want) / ulp);
    }
    expect(worst).toBeLessThanOrEqual(ulps);
  });

  test(`${name} of a part, and of few`, () => {
    const out = new Float32Array(1000);
    loop(many, 19_000, out, 1000);
    const one = new Float32Array(1);
    for (const i of [0, 1, 500, 999]) {
      loop(many, 19_000 + i, one, 1);
      expect(Math.abs(out[i] - one[0])).toBeLessThanOrEqual(3e-7 * Math.abs(one[0]));
    }
  });
}

test("erf of many, as in double precision", () => {
  const wide = ops.erf(make(Tensor, Float64Array.from(many), [many.length], "float64")).storage.array;
  const { array } = ops.erf(make(Tensor, many, [many.length], "float32")).storage;
  for (const [i, want] of wide.entries())
    if (Number.isNaN(want)) expect(array[i]).toBeNaN();
    else expect(Math.abs(array[i]! - want), `${many[i]}`).toBeLessThanOrEqual(2.5e-7 * Math.abs(want) + 1e-38);
});
