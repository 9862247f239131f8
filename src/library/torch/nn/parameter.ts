// torch.nn.Parameter: tensors that modules own.

import { own } from "../printing.ts";
import { isFrozen } from "../recorded.ts";
import { Tensor } from "../tensor.ts";

/** A tensor that a module owns and an optimizer changes: any leaf that requires a gradient, or did. */
export type Parameter = Tensor;

/** A tensor as a parameter of its own: `this.weight = torch.nn.parameter(torch.randn(2, 1))`. */
export function parameter(data: Tensor): Parameter {
  return own(data.detach().clone().requiresGrad_());
}

/** Makes a parameter of a tensor, on the same elements: `this.weight = new torch.nn.Parameter(torch.randn(2, 1))`. */
export const Parameter = function Parameter(
  data: Tensor,
  { requiresGrad = true }: { readonly requiresGrad?: boolean } = {},
): Tensor {
  return own(data.detach().requiresGrad_(requiresGrad));
} as unknown as new (
  data: Tensor,
  options?: { readonly requiresGrad?: boolean },
) => Parameter;

/** Gives a parameter other elements, and remains the same object, so that who holds it sees it grow. */
export function grow(parameter: Parameter, { storage, shape, strides, offset, dtype }: Tensor): void {
  Object.assign(parameter, { storage, shape, strides, offset, dtype });
}

/** Whether a module counts a property of its own among its parameters. */
export function isParameter(value: unknown): value is Parameter {
  return value instanceof Tensor && ((value.requiresGrad && value.isLeaf) || isFrozen(value));
}
