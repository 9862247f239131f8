// Large products on two threads: the bits of one, in every layout, and one thread where there cannot be two.

import { afterEach, describe, expect, test, vi } from "vitest";
import * as torch from "../../../src/library/torch/index.ts";

afterEach(() => {
  vi.resetModules();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

describe("two threads", async () => {
  const { matmul, setThreads, isTeam } = await fresh();
  const filled = (size: number) => Float32Array.from({ length: size }, (_, i) => Math.fround(Math.sin(i * 12.9898)));
  const room = filled(700_000);
  const product = (m: number, k: number, n: number, [row, column]: readonly [number, number], at: number) => {
    const out = new Float32Array(m * n + 1).fill(7);
    matmul(room, 3, row, column, room, 9, n, 1, out, at, m, k, n);
    return out;
  };

  const bytes = ({ buffer }: Float32Array) => new Uint8Array(buffer);

  test("come up at the first large product, which does not wait for them", async () => {
    setThreads(2);
    expect(isTeam()).toBe(false);
    product(512, 256, 256, [256, 1], 0);
    await vi.waitFor(() => expect(isTeam()).toBe(true), 10_000);
  });

  // Blocks of rows that are even, that are not, in which the last is short; deeper than one block of k; transposed.
  test.each([
    [512, 512, 512, [512, 1]],
    [257, 401, 133, [401, 1]],
    [1023, 129, 71, [129, 1]],
    [300, 700, 65, [1, 300]],
    [259, 300, 260, [303, 2]],
  ] as const)("give the bits of one: %i × %i × %i", (m, k, n, strides) => {
    setThreads(1);
    const one = product(m, k, n, strides, 1);
    setThreads(2);
    for (let i = 0; i < 3; i++) expect(Buffer.compare(bytes(product(m, k, n, strides, 1)), bytes(one))).toBe(0);
  });
});

test("without shared memory there is one", async () => {
  vi.stubGlobal("SharedArrayBuffer", undefined);
  const { matmul, setThreads, isTeam } = await fresh();
  setThreads(2);
  const [a, out] = [new Float32Array(256 * 256).fill(1), new Float32Array(256 * 256)];
  for (let i = 0; i < 2; i++) matmul(a, 0, 256, 1, a, 0, 256, 1, out, 0, 256, 256, 256);
  expect(isTeam()).toBe(false);
  expect(out.every((sum) => sum === 256)).toBe(true);
});

test("as many are used as is asked for, by the environment too", async () => {
  const before = torch.getNumThreads();
  torch.setNumThreads(1);
  expect(torch.getNumThreads()).toBe(1);
  torch.setNumThreads(8);
  expect(torch.getNumThreads()).toBe(2);
  torch.setNumThreads(before);
  expect(() => torch.setNumThreads(0)).toThrow("set_num_threads expects a positive integer, got 0");
  expect(() => torch.setNumThreads(1.5)).toThrow(RangeError);
  vi.stubEnv("OMP_NUM_THREADS", "1");
  expect((await fresh()).threads()).toBe(1);
});

/** The kernels as a program that has just begun has them. */
async function fresh() {
  vi.resetModules();
  const { matmul } = await import("../../../src/library/tensor/kernels/matmul.ts");
  return { matmul, ...(await import("../../../src/library/tensor/kernels/wasm/threads.ts")) };
}
