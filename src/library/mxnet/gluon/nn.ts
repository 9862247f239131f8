// gluon.nn

export * from "./activations.ts";
export * from "./basic-layers.ts";
export { type AnyBlock, Block, HybridBlock } from "./block.ts";
export * from "./image-layers.ts";
