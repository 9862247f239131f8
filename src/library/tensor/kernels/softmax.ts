// Along lanes of a row-major array: softmax, its logarithm, and the logarithm of a sum of exponentials.
// A lane is `count` elements, `stride` apart. The largest is taken off first, so that no exponential overflows.

import type { TypedArray } from "../dtype.ts";
import { exp, log } from "./precise.ts";
import { softenRows } from "./wasm/rows.ts";

/** Reads lanes of `x` and writes them, or one number for each, to `out`. */
export type LaneKernel = (x: TypedArray, out: TypedArray, count: number, stride: number) => void;

export const softmax: LaneKernel = (x, out, count, stride) => {
  if (stride === 1 && softenRows("softmax", x, out, count)) return;
  for (let block = 0; block < x.length; block += count * stride) {
    for (let lane = block; lane < block + stride; lane++) {
      const most = largest(x, lane, count, stride);
      let total = 0;
      for (let i = 0, at = lane; i < count; i++, at += stride) total += exp(x[at] - most);
      for (let i = 0, at = lane; i < count; i++, at += stride) out[at] = exp(x[at] - most) / total;
    }
  }
};

export const logSoftmax: LaneKernel = (x, out, count, stride) => {
  if (stride === 1 && softenRows("logSoftmax", x, out, count)) return;
  for (let block = 0; block < x.length; block += count * stride) {
    for (let lane = block; lane < block + stride; lane++) {
      const most = largest(x, lane, count, stride);
      const rest = logOfSum(x, lane, count, stride, most);
      for (let i = 0, at = lane; i < count; i++, at += stride) out[at] = x[at] - most - rest;
    }
  }
};

export const logSumExp: LaneKernel = (x, out, count, stride) => {
  for (let block = 0, to = 0; block < x.length; block += count * stride) {
    for (let lane = block; lane < block + stride; lane++) {
      // Of nothing but -∞ the result is -∞, not NaN.
      const most = largest(x, lane, count, stride);
      out[to++] = Number.isFinite(most) ? most + logOfSum(x, lane, count, stride, most) : most;
    }
  }
};

function largest(x: TypedArray, lane: number, count: number, stride: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0, at = lane; i < count; i++, at += stride) most = Math.max(most, x[at]);
  return most;
}

function logOfSum(x: TypedArray, lane: number, count: number, stride: number, most: number): number {
  let total = 0;
  for (let i = 0, at = lane; i < count; i++, at += stride) total += exp(x[at] - most);
  return log(total);
}
