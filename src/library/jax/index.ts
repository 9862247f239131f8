// `octavo/jax`: JAX's names, defaults and errors, with modules after Flax and optimizers after Optax. `import { jax, jnp, nn, optax } from "octavo/jax"`.

import { Array } from "./array.ts";
import { checkpoint, customJvp, customVjp } from "./custom.ts";
import { grad, jvp, linearize, valueAndGrad, vjp } from "./gradients.ts";
import { hessian, jacfwd, jacrev } from "./jacobians.ts";
import { jit } from "./jit.ts";
import * as lax from "./lax.ts";
import * as functions from "./nn/functions.ts";
import * as initializers from "./nn/initializers.ts";
import * as numpy from "./numpy.ts";
import * as random from "./random.ts";
import { all, flatten, leaves, map, reduce, structure, unflatten } from "./tree.ts";
import { vmap } from "./vmap.ts";

export type { ReduceOptions } from "../ops/index.ts";
export { Array } from "./array.ts";
export * as nn from "./nn.ts";
export * as jnp from "./numpy.ts";
export * as optax from "./optax.ts";
export { Key } from "./random/keys.ts";
export { type ApplyFn, TrainState } from "./train-state.ts";
export { type Tree, TreeDef } from "./tree.ts";

/** A place where arrays are and operations run. */
export interface Device {
  readonly id: number;
  readonly platform: string;
}

/** The module `jax`. */
export const jax = {
  Array,
  checkpoint,
  customJvp,
  customVjp,
  /** The devices there are: one, this processor. */
  devices: (): readonly Device[] => [{ id: 0, platform: "cpu" }],
  grad,
  hessian,
  jacfwd,
  /** The same as `jacrev`. */
  jacobian: jacrev,
  jacrev,
  jit,
  jvp,
  lax,
  linearize,
  /** jax.nn: functions and initializers, without Flax's modules. */
  nn: { ...functions, initializers },
  /** The same as `jnp`. */
  numpy,
  random,
  /** jax.tree: arrays nested in lists and records, treated as one. */
  tree: { all, flatten, leaves, map, reduce, structure, unflatten },
  valueAndGrad,
  vjp,
  vmap,
};
