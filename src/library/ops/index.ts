// The operations: each one record of value and gradient, in the order in which they build on each other.

export type { BinaryLoop as UpdateLoop } from "../tensor/kernels/loops.ts";
export * as loops from "../tensor/kernels/loops.ts";
export * from "./arithmetic.ts";
export * from "./arrange.ts";
export * from "./compare.ts";
export { drawLike } from "./draw.ts";
export type { Operand } from "./elementwise.ts";
export { converted, scalar } from "./elementwise.ts";
export * from "./expand.ts";
export { Fluent, shapeFrom } from "./fluent.ts";
export { gather, take } from "./gather.ts";
export * from "./indexing.ts";
export * from "./joining.ts";
export * from "./lifting.ts";
export * from "./math.ts";
export * from "./matmul.ts";
export { maxPool } from "./max-pool.ts";
export * from "./movement.ts";
export { NumpyLike, type ReduceOptions } from "./numpy-like.ts";
export * from "./primitive.ts";
export * from "./reduce.ts";
export * from "./softmax.ts";
export { change, effect, type StepKind, setTracer, type Tracer, tracer } from "./trace.ts";
export { averagePool, convolve, type Window } from "./windows.ts";
