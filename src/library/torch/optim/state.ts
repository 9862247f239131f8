// What an optimizer keeps of a parameter, as tensors and numbers under PyTorch's names, and back.

import { elements, make, sameShape, show, type TypedArray } from "../../tensor/index.ts";
import { Tensor } from "../tensor.ts";

/** What is kept of one parameter: arrays of its shape, numbers, and null for what has not begun. */
export type Kept = Readonly<Record<string, Tensor | number | boolean | null>>;

/** From the name of what a rule keeps to PyTorch's; the same where there is none. */
export type StateNames = Readonly<Record<string, string>>;

const isArray = (value: unknown): value is TypedArray => ArrayBuffer.isView(value);

/** What a rule keeps, as tensors on the same elements. */
export function keptOf(state: unknown, p: Tensor, names: StateNames): Kept {
  const kept: Record<string, Kept[string]> = {};
  for (const [name, value] of Object.entries(state as Record<string, number | boolean | TypedArray | undefined>))
    if (value !== undefined) kept[names[name] ?? name] = isArray(value) ? make(Tensor, value, p.shape, p.dtype) : value;
  return kept;
}

/** Writes what was kept over a fresh state. @throws RangeError for what is missing or has another shape. */
export function restore(fresh: unknown, kept: Kept, p: Tensor, names: StateNames): void {
  const state = fresh as Record<string, unknown>;
  for (const [name, value] of Object.entries(state)) {
    const named = names[name] ?? name;
    const given = kept[named];
    if (value === undefined) continue;
    if (given === undefined || given === null)
      throw new RangeError(`loaded state dict lacks "${named}" of a parameter of shape ${show(p.shape)}`);
    if (!isArray(value)) {
      state[name] = given;
      continue;
    }
    if (!(given instanceof Tensor) || !sameShape(given.shape, p.shape))
      throw new RangeError(
        `loaded state dict has "${named}" of shape ${given instanceof Tensor ? show(given.shape) : "[]"} for a parameter of shape ${show(p.shape)}`,
      );
    value.set(elements(given));
  }
}
