// Differentiation. The doors for the dialects:
//
// - torch, mxnet: a tensor that wants a gradient has `origin = new Leaf()`; `backward([loss], [seed])` adds to the leaves.
// - tensorflow: the tape records with `withRecording("always", fn)`; `backward(…, { inputs })` gives the gradients of its sources.
// - jax: `valueAndGradients`, `pullBack`, `pushForward` and `mapExamples`, which nest in each other.

export { type BackwardOptions, backward, onesLike, zerosLike } from "./backward.ts";
export { type MappedInput, mapExamples, NoSingleExample } from "./batches.ts";
export { pushForward } from "./forward.ts";
export { isDifferentiating, type Pulled, pullBack, track, valueAndGradients } from "./functional.ts";
