// gluon: blocks with parameters, losses, the Trainer, data loaders.

export { Block, Parameter } from "./block.ts";
export * as data from "./data.ts";
export * as loss from "./loss.ts";
export * as nn from "./nn.ts";
export { type OptimizerParams, Trainer } from "./trainer.ts";
