// torch.nn: modules, layers, losses, initialisers.

export * as utils from "./clip.ts";
export type { LossOptions, Reduction } from "./functional.ts";
export * as functional from "./functional.ts";
export * as init from "./init.ts";
export * from "./layers.ts";
export * from "./linear.ts";
export * from "./losses.ts";
export * from "./module.ts";
