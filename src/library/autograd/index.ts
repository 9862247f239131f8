// Differentiation. The doors for the dialects:
//
// - torch, mxnet: a tensor that wants a gradient has `origin = new Leaf()`; `backward([loss], [seed])` adds to the leaves.
// - tensorflow: the tape records with `withRecording("always", fn)`; `backward(…, { inputs })` gives the gradients of its sources.
// - jax: `valueAndGradients(fn, inputs)`, which nests.

export { type BackwardOptions, backward, onesLike } from "./backward.ts";
export { track, valueAndGradients } from "./functional.ts";
