// What PyTorch tells of types: torch.promoteTypes, torch.finfo and their kin.

import type { Operand } from "../ops/index.ts";
import { meeting } from "../ops/index.ts";
import { type DType, isFloat, promote, promoteNumber } from "../tensor/index.ts";

/** The type in which elements of both types can be held. */
export const promoteTypes = (a: DType, b: DType): DType => promote(a, b);

/** The type of an operation between two tensors, or a tensor and a number. @throws TypeError for two numbers. */
export function resultType(a: Operand, b: Operand): DType {
  if (typeof a !== "number") return typeof b === "number" ? promoteNumber(a.dtype, b) : meeting(a, b);
  if (typeof b === "number") throw new TypeError("resultType: one operand must be a tensor");
  return promoteNumber(b.dtype, a);
}

const kinds: Readonly<Record<DType, number>> = { bool: 0, uint8: 1, int32: 1, float32: 2, float64: 2 };

/** Whether elements of one type may be written into a tensor of another: not floats into whole numbers, nor those into booleans. */
export const canCast = (from: DType, to: DType): boolean => kinds[from] <= kinds[to];

/** Limits of a float type. */
export interface FloatInfo {
  readonly bits: number;
  /** The distance from 1 to the next number. */
  readonly eps: number;
  readonly max: number;
  readonly min: number;
  /** The smallest positive number with all digits. */
  readonly tiny: number;
}

/** The limits of a float type, by default float32. @throws TypeError for another. */
export function finfo(dtype: DType = "float32"): FloatInfo {
  if (!isFloat(dtype))
    throw new TypeError("torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.iinfo'");
  if (dtype === "float64")
    return { bits: 64, eps: Number.EPSILON, max: Number.MAX_VALUE, min: -Number.MAX_VALUE, tiny: 2 ** -1022 };
  const max = (2 - 2 ** -23) * 2 ** 127;
  return { bits: 32, eps: 2 ** -23, max, min: -max, tiny: 2 ** -126 };
}

/** The limits of a type of whole numbers. @throws TypeError for another. */
export function iinfo(dtype: DType): { readonly bits: number; readonly max: number; readonly min: number } {
  if (dtype === "uint8") return { bits: 8, max: 255, min: 0 };
  if (dtype === "int32") return { bits: 32, max: 2 ** 31 - 1, min: -(2 ** 31) };
  throw new TypeError(`torch.iinfo() requires an integer input type, not ${dtype}. Use torch.finfo for floats`);
}

/** The type of tensors that are made of numbers: "float32". */
export const getDefaultDtype = (): DType => "float32";
