// `octavo/tensorflow`: TensorFlow's names, defaults and errors. `import * as tf from "octavo/tensorflow"`.

export type { DType } from "../tensor/index.ts";
export * from "./arrays.ts";
export { customGradient, type OwnGradient } from "./custom-gradient.ts";
export * as data from "./data.ts";
export { planned as function } from "./function.ts";
export * from "./functions.ts";
export { GradientTape } from "./gradient-tape.ts";
export * as keras from "./keras/index.ts";
export * as math from "./math.ts";
export {
  argmin,
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
} from "./math.ts";
export * as nn from "./nn.ts";
export * as random from "./random.ts";
export { Tensor, Variable } from "./tensor.ts";
