// `octavo/tensorflow`: TensorFlow's names, defaults and errors. `import * as tf from "octavo/tensorflow"`.

export type { DType } from "../tensor/index.ts";
export * as data from "./data.ts";
export * from "./functions.ts";
export { GradientTape } from "./gradient-tape.ts";
export * as keras from "./keras/index.ts";
export { Tensor, Variable } from "./tensor.ts";
