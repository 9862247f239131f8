// What convolutions of images and of sequences share: how their kernels start, and how channels are parted.

import { fansOf } from "../../nn/index.ts";
import { noGrad } from "../scopes.ts";
import type { Parameter } from "./parameter.ts";

/** Draws a kernel and its bias uniform on ±1/√(inputs of an output). */
export function reset(weight: Parameter, bias: Parameter | null): void {
  const bound = 1 / Math.sqrt(fansOf(weight.shape).inputs);
  noGrad(() => {
    weight.uniform_(-bound, bound);
    bias?.uniform_(-bound, bound);
  });
}

/** Checks groups of channels. @throws RangeError when they do not divide the channels. */
export function mustPart(inChannels: number, outChannels: number, groups: number): void {
  if (inChannels % groups !== 0) throw new RangeError("in_channels must be divisible by groups");
  if (outChannels % groups !== 0) throw new RangeError("out_channels must be divisible by groups");
}
