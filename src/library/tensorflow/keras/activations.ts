// tf.keras.activations: functions that layers are told by name.

import { elu, gelu, leakyRelu, selu, silu, softsign } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import type { Tensor } from "../tensor.ts";

const named = {
  elu,
  exponential: ops.exp,
  gelu: (x: Tensor) => gelu(x),
  leakyRelu: (x: Tensor) => leakyRelu(x, 0.2),
  linear: (x: Tensor) => x,
  relu: ops.relu,
  selu,
  sigmoid: ops.sigmoid,
  silu,
  softmax: (x: Tensor) => ops.softmax(x, -1),
  softplus: ops.softplus,
  softsign,
  swish: silu,
  tanh: ops.tanh,
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
