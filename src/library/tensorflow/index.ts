// `octavo/tensorflow`: TensorFlow's names, defaults and errors. `import * as tf from "octavo/tensorflow"`.

export type { DType } from "../tensor/index.ts";
export * from "./arrays.ts";
export { customGradient, type OwnGradient } from "./custom-gradient.ts";
export * as data from "./data.ts";
export { config, device } from "./device.ts";
export { planned as function } from "./function.ts";
export * from "./functions.ts";
export { GradientTape } from "./gradient-tape.ts";
export * as keras from "./keras/index.ts";
/** The initializers, losses, metrics and optimizers of Keras under TensorFlow's own names. */
export { initializers, losses, metrics, optimizers } from "./keras/index.ts";
export {
  Constant as constantInitializer,
  Ones as onesInitializer,
  RandomNormal as randomNormalInitializer,
  RandomUniform as randomUniformInitializer,
  Zeros as zerosInitializer,
} from "./keras/initializers.ts";
export * as math from "./math.ts";
export {
  acos,
  acosh,
  argmin,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  cosh,
  cumsum,
  floor,
  greater,
  greaterEqual,
  less,
  lessEqual,
  logicalAnd,
  logicalNot,
  logicalOr,
  negative,
  notEqual,
  reduceAll,
  reduceAny,
  reduceLogsumexp,
  round,
  sign,
  sinh,
  tan,
} from "./math.ts";
export * as nn from "./nn.ts";
export * as random from "./random.ts";
export { Tensor, Variable } from "./tensor.ts";

/** Names of element types. */
export const float32 = "float32";
/** Double precision. */
export const float64 = "float64";
/** Whole numbers. */
export const int32 = "int32";
/** The type of whole numbers, which is "int32" here. */
export const int64 = "int32";
/** Whole numbers from 0 to 255. */
export const uint8 = "uint8";
/** Truth values. */
export const bool = "bool";
/** A new axis of size 1 among indices. */
export const newaxis = null;
