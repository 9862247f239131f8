// Activation functions by name, for layers that are told one.

import * as ops from "../ops/index.ts";

/** From a name to its function. */
export const activations = { relu: ops.relu, sigmoid: ops.sigmoid, tanh: ops.tanh } as const;

/** A name that layers take. */
export type Activation = keyof typeof activations;
