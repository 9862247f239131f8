// Elements that follow a rule, for the functions with which the dialects make arrays: each keeps its own names and defaults.

import { type DType, type TypedArray, zeros } from "./dtype.ts";
import { type Shape, sizeOf } from "./shape.ts";

/** One number everywhere. */
export function filled(shape: Shape, value: number, dtype: DType): TypedArray {
  return zeros(dtype, sizeOf(shape)).fill(value);
}

/** Of `(stop)`, `(start, stop)` and `(start, stop, step)` all three; other arguments are left out. */
export function bounds(args: readonly unknown[]): [start: number, stop: number, step: number] {
  const [first, second, step = 1] = args.filter((one) => typeof one === "number");
  return second === undefined ? [0, first, 1] : [first, second, step];
}

/** From `start` by `step` to below `stop`; none when that lies behind. @throws RangeError naming `operation` for a step of 0. */
export function ramp(operation: string, start: number, stop: number, step: number, dtype: DType): TypedArray {
  if (step === 0) throw new RangeError(`${operation}: the step is 0`);
  const out = zeros(dtype, Math.max(0, Math.ceil((stop - start) / step)));
  for (let i = 0; i < out.length; i++) out[i] = start + i * step;
  return out;
}

/** `count` numbers from `start` to `stop`, which is included unless `endpoint` is false. */
export function spaced(start: number, stop: number, count: number, dtype: DType, endpoint = true): TypedArray {
  const steps = endpoint ? count - 1 : count;
  const out = zeros(dtype, count);
  for (let i = 0; i < count; i++) out[i] = steps === 0 ? start : start + ((stop - start) * i) / steps;
  return out;
}

/** The [n, m] matrix with ones on its k-th diagonal to the right. */
export function diagonalOnes(n: number, m: number, k: number, dtype: DType): TypedArray {
  const out = zeros(dtype, n * m);
  for (let i = Math.max(0, -k); i < n && i + k < m; i++) out[i * m + i + k] = 1;
  return out;
}
