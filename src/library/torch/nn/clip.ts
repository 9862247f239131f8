// torch.nn.utils: gradients kept from growing too large, and parameters as one vector.

import { tensor } from "../create.ts";
import { cat } from "../functions.ts";
import { noGrad } from "../scopes.ts";
import type { Tensor } from "../tensor.ts";

const listOf = (params: Tensor | Iterable<Tensor>): Tensor[] =>
  ("grad" in params ? [params] : [...params]).filter(({ grad }) => grad !== null);

/** Options of `clipGradNorm_`. */
export interface ClipOptions {
  /** Which norm; Infinity is that of the largest element. Defaults to 2. */
  readonly normType?: number;
  /** Whether a length that is NaN or infinite is an error. Defaults to false. */
  readonly errorIfNonfinite?: boolean;
}

/** Scales all gradients together so that their length is at most `maxNorm`, and gives the length that they had: a tensor. */
export function clipGradNorm_(
  params: Tensor | Iterable<Tensor>,
  maxNorm: number,
  { normType = 2, errorIfNonfinite = false }: ClipOptions = {},
): Tensor {
  const gradients = listOf(params).map(({ grad }) => grad as Tensor);
  if (gradients.length === 0) return tensor(0);
  return noGrad(() => {
    const lengths = cat(gradients.map((grad) => grad.norm({ p: normType }).reshape(1)));
    const length = lengths.norm({ p: normType });
    if (errorIfNonfinite && !Number.isFinite(length.item()))
      throw new Error(
        `The total norm of order ${normType} for gradients from \`parameters\` is non-finite, so it cannot be clipped.`,
      );
    const scale = length.add(1e-6).reciprocal().mul(maxNorm).clampMax(1);
    for (const grad of gradients) grad.mul_(scale);
    return length;
  });
}

/** Cuts each gradient at ±`clipValue`. */
export function clipGradValue_(params: Tensor | Iterable<Tensor>, clipValue: number): void {
  noGrad(() => {
    for (const { grad } of listOf(params)) grad?.copy_(grad.clamp(-clipValue, clipValue));
  });
}

/** The elements of all parameters as one vector; recorded. */
export const parametersToVector = (params: Iterable<Tensor>): Tensor => cat([...params].map((one) => one.reshape(-1)));

/** Writes the parts of a vector over parameters: what `parametersToVector` gave. @throws RangeError for a vector of another length. */
export function vectorToParameters(vector: Tensor, params: Iterable<Tensor>): void {
  const all = [...params];
  const count = all.reduce((sum, one) => sum + one.numel(), 0);
  if (vector.numel() !== count)
    throw new RangeError(`vectorToParameters: ${count} elements are needed, but the vector has ${vector.numel()}`);
  noGrad(() => {
    let from = 0;
    for (const one of all) {
      one.copy_(vector.at(`${from}:${from + one.numel()}`).reshape(one.shape));
      from += one.numel();
    }
  });
}
