// `octavo/jax`: JAX's names, defaults and errors, with modules after Flax and optimizers after Optax. `import { jax, jnp, nn, optax } from "octavo/jax"`.

import { Array } from "./array.ts";
import * as random from "./random.ts";
import { grad, hessian, jacobian, jit, jvp, lax, valueAndGrad, vjp, vmap } from "./transforms.ts";
import * as tree from "./tree.ts";

export type { ReduceOptions } from "../ops/index.ts";
export { Array } from "./array.ts";
export * as nn from "./nn.ts";
export * as jnp from "./numpy.ts";
export * as optax from "./optax.ts";
export { Key } from "./random.ts";
export { type ApplyFn, TrainState } from "./train-state.ts";
export type { Tree } from "./tree.ts";

/** The module `jax`. */
export const jax = { Array, grad, hessian, jacobian, jit, jvp, lax, random, tree, valueAndGrad, vjp, vmap };
