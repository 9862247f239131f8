// The package `octavo`: the pipeline's functions and the values that flow through it.

export * from "./book/index.ts";
export * from "./cells/index.ts";
export * from "./check/index.ts";
export * from "./config/index.ts";
export * from "./diagnostic.ts";
export * from "./frame.ts";
export * from "./kernel/index.ts";
export * from "./pipeline.ts";
export * from "./source/index.ts";
export { createStages, inOrder, type Stages, type StagesOptions } from "./stages.ts";
export * from "./summary.ts";
export * from "./tangle/index.ts";
export * from "./weave/index.ts";
