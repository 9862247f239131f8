// torch.nn.init: fills parameters in place, outside of what is recorded, and gives them back.

import { fansOf, kaimingDeviation, uniformBound, xavierDeviation } from "../../nn/index.ts";
import { noGrad } from "../scopes.ts";
import type { Tensor } from "../tensor.ts";

/** Normal random numbers. */
export function normal_(tensor: Tensor, mean = 0, std = 1): Tensor {
  return noGrad(() => tensor.normal_(mean, std));
}
/** Uniform random numbers of [low, high). */
export function uniform_(tensor: Tensor, low = 0, high = 1): Tensor {
  return noGrad(() => tensor.uniform_(low, high));
}
/** One number everywhere. */
export function constant_(tensor: Tensor, value: number): Tensor {
  return noGrad(() => tensor.fill_(value));
}
/** Zeros. */
export function zeros_(tensor: Tensor): Tensor {
  return constant_(tensor, 0);
}
/** Ones. */
export function ones_(tensor: Tensor): Tensor {
  return constant_(tensor, 1);
}
/** Uniform, with the standard deviation gain · √(2 / (inputs + outputs)) (Glorot and Bengio, 2010). */
export function xavierUniform_(tensor: Tensor, gain = 1): Tensor {
  const bound = uniformBound(gain * xavierDeviation(fansOf(tensor.shape)));
  return uniform_(tensor, -bound, bound);
}
/** Normal, with that standard deviation. */
export function xavierNormal_(tensor: Tensor, gain = 1): Tensor {
  return normal_(tensor, 0, gain * xavierDeviation(fansOf(tensor.shape)));
}
/** Uniform, with the standard deviation √(2 / inputs), for rectifiers (He et al., 2015). */
export function kaimingUniform_(tensor: Tensor): Tensor {
  const bound = uniformBound(kaimingDeviation(fansOf(tensor.shape).inputs));
  return uniform_(tensor, -bound, bound);
}
/** Normal, with that standard deviation. */
export function kaimingNormal_(tensor: Tensor): Tensor {
  return normal_(tensor, 0, kaimingDeviation(fansOf(tensor.shape).inputs));
}
