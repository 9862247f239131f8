// `octavo/jax`: JAX's names, defaults and errors, with modules after Flax and optimizers after Optax. `import { jax, jnp, nn, optax } from "octavo/jax"`.

export type { ReduceOptions } from "../ops/index.ts";
export { Array } from "./array.ts";
export * as linalg from "./linalg.ts";
export type { Device } from "./module/index.ts";
export * as jax from "./module/index.ts";
export * as nn from "./nn.ts";
export * as npy from "./npy.ts";
export * as npz from "./npz.ts";
export * as jnp from "./numpy.ts";
export * as optax from "./optax.ts";
export { Key } from "./random/keys.ts";
export * as random from "./random-all.ts";
export { type ApplyFn, TrainState } from "./train-state.ts";
export { type Tree, TreeDef } from "./tree.ts";
