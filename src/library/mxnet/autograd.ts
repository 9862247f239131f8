// autograd: MXNet records only inside a scope.

import { backward, onesLike } from "../autograd/index.ts";
import * as ops from "../ops/index.ts";
import { type Recording, isRecording as recordingNow, withRecording } from "../ops/index.ts";
import { NDArray } from "./ndarray.ts";

let training = false;

function scope<R>(mode: Recording, trainMode: boolean, fn: () => R): R {
  const before = training;
  training = trainMode;
  try {
    return withRecording(mode, fn);
  } finally {
    training = before;
  }
}

/** Calls `fn`, recording what is computed with arrays that have `attachGrad`; layers behave as in training unless `trainMode` is false. */
export function record<R>(fn: () => R, options: { readonly trainMode?: boolean } = {}): R {
  return scope("always", options.trainMode ?? true, fn);
}
/** Calls `fn` with nothing recorded, inside `record` too. */
export function pause<R>(fn: () => R, options: { readonly trainMode?: boolean } = {}): R {
  return scope("never", options.trainMode ?? false, fn);
}
/** True inside `record`. */
export function isRecording(): boolean {
  return recordingNow();
}
/** True where layers behave as in training. */
export function isTraining(): boolean {
  return training;
}
/** Calls `fn` with layers behaving as in training, recording what was recorded before. */
export function trainMode<R>(fn: () => R): R {
  return scope(ops.recordingMode(), true, fn);
}
/** Calls `fn` with layers behaving as when predicting. */
export function predictMode<R>(fn: () => R): R {
  return scope(ops.recordingMode(), false, fn);
}
/** Computes the gradients of what was recorded, from several arrays at once; `headGrads` says how much each counts. @throws Error when nothing was recorded. */
function backwardFrom(heads: NDArray | readonly NDArray[], headGrads?: NDArray | readonly NDArray[]): void {
  const [ys, seeds] = [heads, headGrads].map((one) => (one instanceof NDArray ? [one] : one)) as [
    NDArray[],
    NDArray[]?,
  ];
  backward(ys, seeds ?? ys.map(onesLike), {});
}

export { backwardFrom as backward };
/** The gradients of `heads`, summed, by each of `variables`; with `createGraph` they can be differentiated again. @throws Error when nothing was recorded. */
export function grad(
  heads: NDArray | readonly NDArray[],
  variables: NDArray | readonly NDArray[],
  options: { readonly createGraph?: boolean; readonly retainGraph?: boolean } = {},
): NDArray[] {
  const [ys, xs] = [heads, variables].map((one) => (one instanceof NDArray ? [one] : one)) as [NDArray[], NDArray[]];
  const { createGraph = false, retainGraph = createGraph } = options;
  const found = backward(ys, ys.map(onesLike), { inputs: xs, createGraph, retainGraph });
  return xs.map((x, i) => (found[i] as NDArray | undefined) ?? (ops.mul(x.detach(), 0) as NDArray));
}
