// torch.nn.utils: gradients kept from growing too large.

import { noGrad } from "../scopes.ts";
import type { Tensor } from "../tensor.ts";

const listOf = (params: Tensor | Iterable<Tensor>): Tensor[] =>
  ("grad" in params ? [params] : [...params]).filter(({ grad }) => grad !== null);

/** Scales all gradients together so that their length is at most `maxNorm`, and gives the length that they had. */
export function clipGradNorm_(params: Tensor | Iterable<Tensor>, maxNorm: number): number {
  const all = listOf(params);
  return noGrad(() => {
    const length = Math.sqrt(all.reduce((sum, { grad }) => sum + (grad?.square().sum().item() ?? 0), 0));
    const scale = maxNorm / (length + 1e-6);
    if (scale < 1) for (const { grad } of all) grad?.mul_(scale);
    return length;
  });
}

/** Cuts each gradient at ±`clipValue`. */
export function clipGradValue_(params: Tensor | Iterable<Tensor>, clipValue: number): void {
  noGrad(() => {
    for (const { grad } of listOf(params)) grad?.copy_(grad.clamp(-clipValue, clipValue));
  });
}
