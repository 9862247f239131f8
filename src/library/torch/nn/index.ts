// torch.nn: modules, layers, losses, initialisers.

export * from "./activations.ts";
export { type AttentionCall, type AttentionOptions, MultiheadAttention } from "./attention.ts";
export * as utils from "./clip.ts";
export * from "./containers.ts";
export * from "./convolution.ts";
export { Embedding, type EmbeddingOptions } from "./embedding.ts";
export type { ClassLossOptions, LossOptions, Reduction } from "./functional.ts";
export * as functional from "./functional.ts";
export type {
  ConvolutionOptions,
  Pair,
  PoolingOptions,
  SequenceOptions,
  SequencePooling,
  TransposedOptions,
} from "./images.ts";
export * as init from "./init.ts";
export { InstanceNorm1d, InstanceNorm2d, type InstanceNormOptions, LocalResponseNorm } from "./instance-norm.ts";
export * from "./layers.ts";
export * from "./linear.ts";
export * from "./losses.ts";
export { type AnyModule, Module, Parameter, parameter } from "./module.ts";
export * from "./more-layers.ts";
export {
  BatchNorm1d,
  BatchNorm2d,
  type BatchNormOptions,
  GroupNorm,
  LayerNorm,
  LazyBatchNorm1d,
  LazyBatchNorm2d,
} from "./normalization.ts";
export {
  AdaptiveMaxPool2d,
  Bilinear,
  Fold,
  Hardshrink,
  type PatchOptions,
  Softmax2d,
  Softshrink,
  Unfold,
} from "./patches.ts";
export { GRU, LSTM, type RecurrentOptions, RNN, type RnnOptions } from "./recurrent.ts";
export { type CellOptions, GRUCell, LSTMCell, RNNCell, type RnnCellOptions } from "./recurrent-cells.ts";
export * from "./sequences.ts";
export {
  type DecoderCall,
  type EncoderCall,
  squareSubsequentMask,
  Transformer,
  type TransformerCall,
  TransformerDecoder,
  TransformerDecoderLayer,
  TransformerEncoder,
  TransformerEncoderLayer,
  type TransformerOptions,
} from "./transformer.ts";
