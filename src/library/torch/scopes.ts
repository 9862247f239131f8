// torch.noGrad, torch.enableGrad and their kin: where operations are recorded.

import * as ops from "../ops/index.ts";
import { withRecording } from "../ops/index.ts";
import { Tensor } from "./tensor.ts";

/** Calls `fn` with nothing recorded, and gives what it gives. A promise keeps the scope until it settles. */
export function noGrad<R>(fn: () => R): R {
  return withRecording("never", fn);
}
/** Calls `fn` with operations recorded, inside `noGrad` too. */
export function enableGrad<R>(fn: () => R): R {
  return withRecording("default", fn);
}
/** Calls `fn` with operations recorded, or not: `setGradEnabled(isTraining, () => …)`. */
export function setGradEnabled<R>(mode: boolean, fn: () => R): R {
  return mode ? enableGrad(fn) : noGrad(fn);
}
/** Calls `fn` with nothing recorded: `noGrad`. */
export const inferenceMode = noGrad;
/** Whether operations are recorded here. */
export function isGradEnabled(): boolean {
  return ops.isRecording(Tensor);
}
