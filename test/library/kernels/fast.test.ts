// Fused multiply-adds: off until asked for, then as right as before, with other bits where the machine has them.

import { setFlagsFromString } from "node:v8";
import { afterEach, expect, test, vi } from "vitest";
import { fast } from "../../../src/library/tensor/index.ts";
import { matmul } from "../../../src/library/tensor/kernels/matmul.ts";

// Node 20 has them behind a flag.
if (Number(process.versions.node.split(".")[0]) < 22) setFlagsFromString("--experimental-wasm-relaxed-simd");

afterEach(() => {
  fast(false);
  vi.unstubAllGlobals();
});

const [m, k, n] = [70, 300, 21];
const room = Float32Array.from({ length: 22_000 }, (_, i) => Math.fround(Math.sin(i * 12.9898)));

function product(): Float32Array {
  const out = new Float32Array(m * n);
  matmul(room, 0, k, 1, room, 9, n, 1, out, 0, m, k, n);
  return out;
}

test("products are as near to the exact ones, and no longer the same", () => {
  const strict = product();
  expect(fast()).toBe(true);
  const fused = product();
  expect(fused).not.toEqual(strict);
  expect(fast(false)).toBe(false);
  expect(product()).toEqual(strict);
  const worst = { strict: 0, fused: 0 };
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let exact = 0;
      for (let p = 0; p < k; p++) exact += room[i * k + p]! * room[9 + p * n + j]!;
      worst.strict = Math.max(worst.strict, Math.abs(strict[i * n + j]! - exact));
      worst.fused = Math.max(worst.fused, Math.abs(fused[i * n + j]! - exact));
    }
  }
  expect(worst.strict).toBeLessThan(1e-4);
  expect(worst.fused).toBeLessThan(1e-4);
});

test("a machine that does not have them goes on as before", () => {
  const strict = product();
  vi.stubGlobal("WebAssembly", { ...WebAssembly, validate: () => false });
  expect(fast()).toBe(false);
  expect(product()).toEqual(strict);
});
