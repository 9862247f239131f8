// torch.noGrad, torch.enableGrad, torch.autograd: where operations are recorded, and gradients without `backward`.

import { backward } from "../autograd/index.ts";
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
/** Whether operations are recorded here. */
export function isGradEnabled(): boolean {
  return ops.isRecording(Tensor);
}

/** torch.autograd */
export const autograd = {
  /**
   * The gradients of `outputs`, summed, by each of `inputs`; null for what they do not depend on.
   * `gradOutputs` counts the outputs' elements; with `createGraph` the gradients can be differentiated again.
   */
  grad(
    outputs: Tensor | readonly Tensor[],
    inputs: Tensor | readonly Tensor[],
    options: {
      readonly gradOutputs?: Tensor | readonly Tensor[];
      readonly retainGraph?: boolean;
      readonly createGraph?: boolean;
    } = {},
  ): (Tensor | null)[] {
    const ys = listOf(outputs);
    const seeds = options.gradOutputs === undefined ? undefined : listOf(options.gradOutputs);
    const ones = ys.map((y, i) => {
      if (!seeds && y.numel() !== 1) throw new Error("grad can be implicitly created only for scalar outputs");
      return seeds?.[i] ?? (ops.add(ops.mul(y.detach(), 0), 1) as Tensor);
    });
    const xs = listOf(inputs);
    if (xs.some((x) => !x.requiresGrad)) throw new Error("One of the differentiated Tensors does not require grad");
    return backward(ys, ones, { ...options, inputs: xs }).map((one) => (one as Tensor | undefined) ?? null);
  },
};

function listOf(tensors: Tensor | readonly Tensor[]): readonly Tensor[] {
  return tensors instanceof Tensor ? [tensors] : tensors;
}
