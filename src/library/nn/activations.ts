// Activation functions, and those that layers are told by name.

import * as ops from "../ops/index.ts";
import type { Tensor } from "../tensor/index.ts";

/** x Φ(x), Φ the normal distribution's (Hendrycks and Gimpel, 2016): exact, or by the tanh that approximates it. */
export function gelu(x: Tensor, isApproximate = false): Tensor {
  const half = ops.mul(x, 0.5);
  if (!isApproximate) return ops.mul(half, ops.add(ops.erf(ops.mul(x, Math.SQRT1_2)), 1));
  const inner = ops.mul(ops.add(x, ops.mul(ops.mul(ops.square(x), x), 0.044715)), Math.sqrt(2 / Math.PI));
  return ops.mul(half, ops.add(ops.tanh(inner), 1));
}

/** x where it is positive, else x · slope. */
export function leakyRelu(x: Tensor, slope: number): Tensor {
  return ops.where(ops.gt(x, 0), x, ops.mul(x, slope));
}

/** x where it is positive, else alpha · (e^x - 1). */
export function elu(x: Tensor, alpha = 1): Tensor {
  return ops.where(ops.gt(x, 0), x, ops.mul(ops.expm1(ops.clamp(x, undefined, 0)), alpha));
}

/** The exponential linear unit that keeps mean and variance (Klambauer et al., 2017). */
export function selu(x: Tensor): Tensor {
  return ops.mul(elu(x, 1.6732632423543772), 1.0507009873554805);
}

/** x · sigmoid(x), also called swish. */
export function silu(x: Tensor): Tensor {
  return ops.mul(x, ops.sigmoid(x));
}

/** x / (1 + |x|) */
export function softsign(x: Tensor): Tensor {
  return ops.div(x, ops.add(ops.abs(x), 1));
}

/** From a name to its function. */
export const activations = {
  relu: ops.relu,
  sigmoid: ops.sigmoid,
  tanh: ops.tanh,
  softplus: ops.softplus,
  softsign,
} as const;

/** A name that layers take. */
export type Activation = keyof typeof activations;
