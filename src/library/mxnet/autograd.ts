// autograd: MXNet records only inside a scope.

import { isRecording as recordingNow, withRecording } from "../ops/index.ts";

let training = false;

function scope<R>(mode: "always" | "never", trainMode: boolean, fn: () => R): R {
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
