// The softmax and its logarithm, computed so that large numbers do not overflow.

import { axisOf, type Tensor } from "../tensor/index.ts";
import { add, mul, sub } from "./arithmetic.ts";
import { detach } from "./indexing.ts";
import { exp, log } from "./math.ts";
import { max, sum } from "./reduce.ts";

/** log Σ exp(a) along an axis. */
export function logSumExp(a: Tensor, axis: number, keep = false): Tensor {
  const at = axisOf("logSumExp", axis, a.shape.length);
  const most = max(detach(a), at, true);
  const total = log(sum(exp(sub(a, most)), at, true));
  const result = add(total, most);
  return keep ? result : sum(result, at);
}

/** a - log Σ exp(a) along an axis. */
export function logSoftmax(a: Tensor, axis: number): Tensor {
  return sub(a, logSumExp(a, axis, true));
}

/** exp(a) / Σ exp(a) along an axis: positive numbers that add up to 1. */
export function softmax(a: Tensor, axis: number): Tensor {
  return exp(logSoftmax(a, axis));
}

/** The product of rows with rows, summed: for losses of one-hot targets. */
export function dotRows(a: Tensor, b: Tensor): Tensor {
  return sum(mul(a, b), -1);
}
