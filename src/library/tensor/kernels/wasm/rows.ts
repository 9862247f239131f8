// The door to softmax and its logarithm of rows: they go through WebAssembly's memory in pieces; without it the same is done here.

import type { TypedArray } from "../../dtype.ts";
import { laneFunction } from "./lane.ts";
import { machine } from "./machine.ts";
import { softExponential, softLogarithm } from "./soften.ts";

/** Below so many elements the way there costs more than it gives. */
const rowsFrom = 256;
/** Elements of a piece, which is one row at least. */
const piece = 4096;
const maskBytes = 16;

/**
 * Writes the softmax, or its logarithm, of rows of `count` elements to `out`. Gives false, and has done nothing, for few elements and for
 * other types than float32.
 */
export function softenRows(name: "softmax" | "logSoftmax", x: TypedArray, out: TypedArray, count: number): boolean {
  if (x.length < rowsFrom || !(x instanceof Float32Array) || !(out instanceof Float32Array)) return false;
  const wasm = machine();
  if (wasm === null) {
    for (let at = 0; at < x.length; at += count) softenRow(name === "logSoftmax", x, out, at, count);
    return true;
  }
  const many = Math.max(1, Math.floor(piece / count)) * count;
  const first = maskBytes / 4;
  const second = first + many + 4;
  const floats = wasm.floats(4 * (second + many + 4));
  new Int32Array(floats.buffer, 0, 4).forEach((_, i, mask) => {
    mask[i] = i < count % 4 ? -1 : 0;
  });
  for (let from = 0; from < x.length; from += many) {
    const size = Math.min(many, x.length - from);
    floats.set(x.subarray(from, from + size), first);
    wasm.call[name](4 * first, 4 * (first + size), 4 * count, 4 * second, 0);
    out.set(floats.subarray(second, second + size), from);
  }
  return true;
}

let exp: ((x: number, y: number) => number) | undefined;
let log: ((x: number, y: number) => number) | undefined;

/** One row, with the roundings of WebAssembly. */
function softenRow(isLogarithm: boolean, x: Float32Array, out: Float32Array, at: number, count: number): void {
  const { fround } = Math;
  exp ??= laneFunction(softExponential, "y");
  log ??= laneFunction(softLogarithm, "y");
  const end = at + count;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = at; i < end; i++) most = Math.max(most, x[i]);
  const sums = [0, 0, 0, 0];
  for (let i = at; i < end; i++) {
    const power = exp(fround(x[i] - most), 0);
    sums[(i - at) % 4] += power;
    out[i] = isLogarithm ? fround(x[i] - most) : power;
  }
  const total = fround(sums[0] + sums[2] + (sums[1] + sums[3]) - Number(isLogarithm));
  const rest = isLogarithm ? log(total, 0) : 0;
  for (let i = at; i < end; i++) out[i] = isLogarithm ? out[i] - rest : out[i] / total;
}
