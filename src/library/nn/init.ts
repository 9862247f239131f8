// How wide initial weights are spread, by the numbers of inputs and outputs ("fans") of a layer.

import type { Shape } from "../tensor/index.ts";

/** Inputs and outputs of a weight [outputs, inputs, ...kernel], PyTorch's order. @throws RangeError for fewer than two axes. */
export function fansOf(shape: Shape): { readonly inputs: number; readonly outputs: number } {
  if (shape.length < 2)
    throw new RangeError("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
  const kernel = shape.slice(2).reduce((product, n) => product * n, 1);
  return { inputs: shape[1] * kernel, outputs: shape[0] * kernel };
}

/** The standard deviation of Glorot and Bengio (2010): √(2 / (inputs + outputs)). */
export function xavierDeviation({ inputs, outputs }: { readonly inputs: number; readonly outputs: number }): number {
  return Math.sqrt(2 / (inputs + outputs));
}

/** The standard deviation of He et al. (2015): gain / √fan, with √2 before rectifiers. */
export function kaimingDeviation(fan: number, gain: number): number {
  return gain / Math.sqrt(fan);
}

/** Half the width of the uniform distribution of a standard deviation. */
export function uniformBound(deviation: number): number {
  return Math.sqrt(3) * deviation;
}
