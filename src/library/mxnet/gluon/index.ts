// gluon: blocks with parameters, losses, the Trainer, data loaders.

export { type AnyBlock, Block, HybridBlock } from "./block.ts";
export * as data from "./data.ts";
export * as loss from "./loss.ts";
export * as nn from "./nn.ts";
export { Parameter, type ParameterOptions } from "./parameter.ts";
export * as rnn from "./rnn.ts";
export { type OptimizerName, type OptimizerParams, Trainer } from "./trainer.ts";
export * as utils from "./utils.ts";
