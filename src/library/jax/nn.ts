// nn: modules after Flax's linen, with jax.nn's functions.

export {
  combineMasks,
  dotProductAttention,
  MultiHeadAttention,
  MultiHeadDotProductAttention,
  type MultiHeadInputs,
  type MultiHeadOptions,
  makeAttentionMask,
  makeCausalMask,
  SelfAttention,
} from "./nn/attention.ts";
export { avgPool, Conv, type ConvOptions, ConvTranspose, maxPool, type PoolOptions } from "./nn/convolution.ts";
export * from "./nn/functions.ts";
export * as initializers from "./nn/initializers.ts";
export { Dense, type Deterministic, Dropout, Embed, type KernelOptions, Sequential } from "./nn/linear.ts";
export { type ApplyOptions, type Initializer, Module, type Variable } from "./nn/module.ts";
export { BatchNorm, GroupNorm, LayerNorm, type NormOptions, type RunningAverage } from "./nn/normalization.ts";
export {
  type Carry,
  type CellOptions,
  GRUCell,
  LSTMCell,
  OptimizedLSTMCell,
  RecurrentCell,
  RNN,
  RNNCellBase,
  type RNNOptions,
  SimpleCell,
} from "./nn/recurrent.ts";
export type { Params, Variables } from "./nn/scope.ts";
