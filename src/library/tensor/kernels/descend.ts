// A step of gradient descent, p ← p - rate · g, of many float32 in WebAssembly; without it in the same two roundings.

import type { TypedArray } from "../dtype.ts";
import { machine } from "./wasm/machine.ts";

/** Below so many elements the way to WebAssembly costs more than it gives. */
const wasmFrom = 256;
/** Elements of a piece; the gradients' lie behind the parameters', and the rate behind both. */
const piece = 4096;
const gradients = piece + 8;
const rateAt = 2 * gradients;

/** Takes `rate` times `g` from what stands in `p` from `offset` on. Of many float32 the rate is one too, as in PyTorch. */
export function descend(p: TypedArray, g: TypedArray, rate: number, offset = 0): void {
  const n = g.length;
  if (n < wasmFrom || !(p instanceof Float32Array) || !(g instanceof Float32Array)) {
    for (let i = 0; i < n; i++) p[offset + i] -= rate * g[i];
    return;
  }
  const wasm = machine();
  if (wasm === null) {
    const { fround } = Math;
    const factor = fround(rate);
    for (let i = 0; i < n; i++) p[offset + i] -= fround(factor * g[i]);
    return;
  }
  const floats = wasm.floats(4 * (rateAt + 1));
  floats[rateAt] = rate;
  const run = wasm.call.descend;
  for (let from = 0; from < n; from += piece) {
    const count = Math.min(piece, n - from);
    floats.set(p.subarray(offset + from, offset + from + count));
    floats.set(g.subarray(from, from + count), gradients);
    run(0, 4 * gradients, 4 * count, 4 * rateAt);
    p.set(floats.subarray(0, count), offset + from);
  }
}
