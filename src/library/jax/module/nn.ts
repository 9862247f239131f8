// jax.nn: functions and initializers, without Flax's modules.

export * from "../nn/functions.ts";
export * as initializers from "../nn/initializers.ts";
