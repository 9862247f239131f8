// tf.keras.activations: functions, which layers are told by name, too.

import * as rules from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import type { Tensor } from "../tensor.ts";

/** x where it is positive, else alpha · (e^x - 1). */
export const elu = (x: Tensor, { alpha = 1 }: { readonly alpha?: number } = {}): Tensor =>
  rules.elu(x, alpha) as Tensor;
/** e to the power of each element. */
export const exponential = (x: Tensor): Tensor => ops.exp(x) as Tensor;
/** x Φ(x), Φ the normal distribution's. */
export const gelu = (x: Tensor, { approximate = false }: { readonly approximate?: boolean } = {}): Tensor =>
  rules.gelu(x, approximate) as Tensor;
/** min(max(0.2 x + 0.5, 0), 1) */
export const hardSigmoid = (x: Tensor): Tensor => ops.clamp(ops.add(ops.mul(x, 0.2), 0.5), 0, 1) as Tensor;
/** x where it is positive, else alpha · x. */
export const leakyRelu = (x: Tensor, { alpha = 0.2 }: { readonly alpha?: number } = {}): Tensor =>
  rules.leakyRelu(x, alpha) as Tensor;
/** x itself. */
export const linear = (x: Tensor): Tensor => x;
/** max(x, 0) */
export const relu = (x: Tensor): Tensor => ops.relu(x) as Tensor;
/** min(max(x, 0), 6) */
export const relu6 = (x: Tensor): Tensor => ops.minimum(ops.relu(x), 6) as Tensor;
/** The exponential linear unit that keeps mean and variance (Klambauer et al., 2017). */
export const selu = (x: Tensor): Tensor => rules.selu(x) as Tensor;
/** 1 / (1 + e^-x) */
export const sigmoid = (x: Tensor): Tensor => ops.sigmoid(x) as Tensor;
/** x · sigmoid(x) */
export const silu = (x: Tensor): Tensor => rules.silu(x) as Tensor;
/** exp(x) / Σ exp(x) along an axis, by default the last. */
export const softmax = (x: Tensor, { axis = -1 }: { readonly axis?: number } = {}): Tensor =>
  ops.softmax(x, axis) as Tensor;
/** log(1 + e^x) */
export const softplus = (x: Tensor): Tensor => ops.softplus(x) as Tensor;
/** x / (1 + |x|) */
export const softsign = (x: Tensor): Tensor => rules.softsign(x) as Tensor;
/** `silu` */
export const swish = silu;
/** The hyperbolic tangent. */
export const tanh = (x: Tensor): Tensor => ops.tanh(x) as Tensor;

// Each by itself: what a record holds takes one argument.
const named = {
  ...{ elu: (x: Tensor) => elu(x), exponential, gelu: (x: Tensor) => gelu(x), hardSigmoid },
  ...{ leakyRelu: (x: Tensor) => leakyRelu(x), linear, relu, relu6, selu, sigmoid, silu },
  ...{ softmax: (x: Tensor) => softmax(x), softplus, softsign, swish, tanh },
} as const;

/** A name that layers take, or a function. */
export type Activation = keyof typeof named | ((x: Tensor) => Tensor);

/** The function of a name; the identity without one. @throws TypeError for a name that there is not. */
export function get(activation: Activation | undefined): (x: Tensor) => Tensor {
  if (typeof activation === "function") return activation;
  const name = activation ?? "linear";
  if (!Object.hasOwn(named, name))
    throw new TypeError(`Unknown activation function: ${name}; there are ${Object.keys(named).join(", ")}`);
  return named[name] as (x: Tensor) => Tensor;
}
