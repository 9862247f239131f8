// The operations: each one record of value and gradient, in the order in which they build on each other.

export type { BinaryLoop as UpdateLoop } from "../tensor/kernels/loops.ts";
export * as loops from "../tensor/kernels/loops.ts";
export * from "./arithmetic.ts";
export * from "./compare.ts";
export { cumprod, cumsum } from "./cumulative.ts";
export { draw, drawFrom, drawLike } from "./draw.ts";
export type { Operand } from "./elementwise.ts";
export { converted, meeting, scalar } from "./elementwise.ts";
export * from "./expand.ts";
export { Fluent, shapeFrom } from "./fluent.ts";
export { gather, take } from "./gather.ts";
export { assign, copyInto, detach, index } from "./indexing.ts";
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
export * from "./sorting.ts";
export { erf } from "./special.ts";
export { change, effect, type StepKind, setTracer, type Tracer, tracer } from "./trace.ts";
export { averagePool, convolve, convolveTransposed, type Window } from "./windows.ts";
