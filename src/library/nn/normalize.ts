// Normalization: elements less their mean, over their deviation.

import * as ops from "../ops/index.ts";
import type { Tensor } from "../tensor/index.ts";

/** (x - mean) / √(variance + epsilon) */
export function standardize(x: Tensor, mean: Tensor, variance: Tensor, epsilon: number): Tensor {
  return ops.mul(ops.sub(x, mean), ops.rsqrt(ops.add(variance, epsilon)));
}

/** Mean and variance (divided by the number of elements) over axes, which stay. */
export function moments(x: Tensor, axes: readonly number[]): { mean: Tensor; variance: Tensor } {
  return { mean: ops.mean(x, axes, true), variance: ops.variance(x, axes, true, 0) };
}
