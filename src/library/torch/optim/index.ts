// torch.optim: optimizers of parameters, and schedules of their rates.

export { Adam, type AdamOptions, AdamW } from "./adam.ts";
export {
  Adadelta,
  type AdadeltaOptions,
  Adagrad,
  type AdagradOptions,
  RMSprop,
  type RMSpropOptions,
} from "./adaptive.ts";
export { Adamax, RAdam, Rprop, type RpropOptions } from "./more.ts";
export { type BaseOptions, Optimizer, type OptimizerState, type ParamGroup, type Params } from "./optimizer.ts";
export * as lrScheduler from "./schedulers.ts";
export { SGD, type SgdOptions } from "./sgd.ts";
export type { Kept } from "./state.ts";
