// The kernels give the same bits with WebAssembly and without it.

import { afterEach, beforeAll, expect, test, vi } from "vitest";
import * as convolution from "../../../src/library/tensor/kernels/convolution.ts";
import { descend } from "../../../src/library/tensor/kernels/descend.ts";
import * as loops from "../../../src/library/tensor/kernels/loops.ts";
import * as math from "../../../src/library/tensor/kernels/math.ts";
import { matmul } from "../../../src/library/tensor/kernels/matmul.ts";
import * as reduce from "../../../src/library/tensor/kernels/reduce.ts";
import { logSoftmax, softmax } from "../../../src/library/tensor/kernels/softmax.ts";
import { choose } from "../../../src/library/tensor/kernels/wasm/choices.ts";
import { machine } from "../../../src/library/tensor/kernels/wasm/machine.ts";

// Started before WebAssembly is taken away from the others.
beforeAll(() => expect(machine()).not.toBeNull());

/** The kernels as a machine without WebAssembly has them. */
async function plainly<Module>(load: () => Promise<Module>): Promise<Module> {
  vi.stubGlobal("WebAssembly", undefined);
  vi.resetModules();
  return load();
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** Bits, those of what is no number being one. */
const bitsOf = (array: Float32Array): Int32Array =>
  new Int32Array(array.map((one) => (Number.isNaN(one) ? Number.NaN : one)).buffer);

const value = (i: number): number => Math.fround(Math.sin(i * 12.9898) * 2 ** ((i % 40) - 20));
const special = [0, -0, 1e-45, -1e-40, 1, -1, 0.625, 88.8, -88, 104, 3e38, -3e38, Infinity, -Infinity, Number.NaN];
/** A piece of all magnitudes, and one whose exponentials are of numbers within their quick range. */
const wide = Array.from({ length: 8_192 - special.length }, (_, i) => value(i));
const narrow = Array.from({ length: 3_001 }, (_, i) => Math.fround(40 * Math.sin(i * 12.9898) * 2 ** -(i % 30)));
const x = Float32Array.from([...special, ...wide, ...narrow]);
const y = Float32Array.from(x, (_, i) => x[(i * 7 + 3) % x.length]!);

test("functions of one number", async () => {
  const plain = await plainly(() => import("../../../src/library/tensor/kernels/math.ts"));
  const { exp, log, tanh, sigmoid, relu, expm1, log1p, softplus, neg, abs, square, sqrt } = math;
  const all = { exp, log, tanh, sigmoid, relu, expm1, log1p, softplus, neg, abs, square, sqrt };
  for (const [name, loop] of Object.entries(all)) {
    const [one, other] = [new Float32Array(x.length), new Float32Array(x.length)];
    loop(x, 0, one, x.length);
    plain[name as "exp"](x, 0, other, x.length);
    expect([name, bitsOf(other)]).toEqual([name, bitsOf(one)]);
  }
});

test("functions of two numbers", async () => {
  const plain = await plainly(() => import("../../../src/library/tensor/kernels/loops.ts"));
  const { add, sub, mul, div, maximum, minimum, twiceProduct, wherePositive, tanhBackward, sigmoidBackward } = loops;
  const all = { add, sub, mul, div, maximum, minimum, twiceProduct, wherePositive, tanhBackward, sigmoidBackward };
  for (const [name, loop] of Object.entries(all)) {
    for (const step of [0, 1]) {
      const [one, other] = [new Float32Array(x.length), new Float32Array(x.length)];
      loop(x, 0, 1, y, 2, step, one, 0, x.length - 2);
      plain[name as "add"](x, 0, 1, y, 2, step, other, 0, x.length - 2);
      expect([name, bitsOf(other)]).toEqual([name, bitsOf(one)]);
    }
  }
});

test("comparisons, and choices by them", async () => {
  const plain = await plainly(() => import("../../../src/library/tensor/kernels/loops.ts"));
  const { gt, ge, lt, le, eq, ne } = loops;
  for (const [name, loop] of Object.entries({ gt, ge, lt, le, eq, ne })) {
    for (const step of [0, 1]) {
      const [one, other] = [new Uint8Array(x.length + 3), new Uint8Array(x.length + 3)];
      loop(x, 0, 1, y, 2, step, one, 3, x.length - 2);
      plain[name as "gt"](x, 0, 1, y, 2, step, other, 3, x.length - 2);
      expect([name, other]).toEqual([name, one]);
    }
  }
  const chosen = new Float32Array(x.length);
  const flags = Uint8Array.from(x, (_, i) => (i % 3 === 0 ? (i % 255) + 1 : 0));
  expect(choose(flags, x, y, chosen)).toBe(true);
  expect(bitsOf(chosen)).toEqual(bitsOf(x.map((one, i) => (flags[i] === 0 ? y[i]! : one))));
});

test("softmax of rows", async () => {
  const plain = await plainly(() => import("../../../src/library/tensor/kernels/softmax.ts"));
  for (const count of [10, 64, 7, 1000])
    for (const [name, kernel] of Object.entries({ softmax, logSoftmax })) {
      const numbers = x.subarray(15, 15 + 4000 - (4000 % count)).map((one) => one / 2 ** 15);
      const [one, other] = [new Float32Array(numbers.length), new Float32Array(numbers.length)];
      kernel(numbers, one, count, 1);
      plain[name as "softmax"](numbers, other, count, 1);
      expect([name, count, bitsOf(other)]).toEqual([name, count, bitsOf(one)]);
    }
});

test("steps downhill", async () => {
  const plain = await plainly(() => import("../../../src/library/tensor/kernels/descend.ts"));
  const [one, other] = [y.slice(), y.slice()];
  descend(one, x.subarray(2), 0.1, 1);
  plain.descend(other, x.subarray(2), 0.1, 1);
  expect(bitsOf(other)).toEqual(bitsOf(one));
  expect([one[0], one[x.length - 1]]).toEqual([y[0], y[x.length - 1]]);
  const at = 5000;
  expect(one[at]).toBeCloseTo(y[at]! - 0.1 * x[at + 1]!, 6);
});

test("sums and extremes", async () => {
  const plain = await plainly(() => import("../../../src/library/tensor/kernels/reduce.ts"));
  const { sum, max, min } = reduce;
  const finite = x.subarray(special.length);
  for (const [name, fold] of Object.entries({ sum, max, min }))
    for (const array of [x, finite])
      for (const count of [511, 512, 1000, 8999])
        expect([name, count, plain[name as "sum"](array, 1, 1, count)]).toEqual([
          name,
          count,
          fold(array, 1, 1, count),
        ]);
  const exact = finite.reduce((total, one) => total + one, 0);
  expect(Math.abs(sum(finite, 0, 1, finite.length) - exact)).toBeLessThan(1e-6);
  expect([max(finite, 0, 1, 9000), min(finite, 0, 1, 9000)]).toEqual([Math.max(...finite), Math.min(...finite)]);
});

test("products of matrices", async () => {
  const plain = await plainly(() => import("../../../src/library/tensor/kernels/matmul.ts"));
  const room = Float32Array.from({ length: 40_000 }, (_, i) => value(i + 5));
  for (const [m, k, n] of [
    [2, 3, 4],
    [4, 64, 2],
    [130, 7, 9],
    [5, 600, 11],
    [1, 700, 33],
  ] as const) {
    const [one, other] = [new Float32Array(m * n), new Float32Array(m * n)];
    matmul(room, 0, k, 1, room, 9, 1, k, one, 0, m, k, n);
    plain.matmul(room, 0, k, 1, room, 9, 1, k, other, 0, m, k, n);
    expect(bitsOf(other)).toEqual(bitsOf(one));
  }
});

test("convolutions and their derivatives", async () => {
  const plain = await plainly(() => import("../../../src/library/tensor/kernels/convolution.ts"));
  const layouts = [
    { parts: 3, groups: 1, outputs: 5, planes: 2, image: [9, 11], size: [3, 4], stride: [1, 1], windows: [7, 8] },
    { parts: 4, groups: 2, outputs: 3, planes: 3, image: [8, 9], size: [3, 3], stride: [2, 2], windows: [4, 5] },
    { parts: 1, groups: 1, outputs: 2, planes: 1, image: [40, 41], size: [2, 2], stride: [1, 3], windows: [39, 14] },
  ] as const;
  for (const [i, layout] of layouts.entries()) {
    const padding = i === 1 ? ([1, 1] as const) : ([0, 0] as const);
    const full = { ...layout, padding, dilation: [1, 1] as const };
    const { parts, groups, outputs, planes, image, size, windows } = layout;
    const images = Float32Array.from({ length: parts * planes * image[0] * image[1] }, (_, at) => value(at));
    const kernels = Float32Array.from({ length: groups * outputs * planes * size[0] * size[1] }, (_, at) =>
      value(at + 3),
    );
    const dy = Float32Array.from({ length: parts * outputs * windows[0] * windows[1] }, (_, at) => value(at + 8));
    const all = (of: typeof convolution) => {
      const [y, dx, dk] = [dy, images, kernels].map(({ length }) => new Float32Array(length)) as [
        Float32Array,
        Float32Array,
        Float32Array,
      ];
      of.convolve(images, kernels, full, y);
      of.convolveBack(dy, kernels, full, dx);
      of.convolveKernels(images, dy, full, dk);
      return [y, dx, dk].map(bitsOf);
    };
    expect(all(plain)).toEqual(all(convolution));
  }
});
