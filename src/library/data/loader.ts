// Minibatches of arrays: which examples come together, in which order.

import { index } from "../ops/index.ts";
import { make, Tensor } from "../tensor/index.ts";

/** The examples' positions, cut into batches of `size`; the last may be smaller, or is left out. @throws RangeError for a size below 1. */
export function* batches(order: Int32Array, size: number, dropLast = false): Generator<Int32Array> {
  if (!(size >= 1)) throw new RangeError(`batch size should be a positive integer, but got ${size}`);
  for (let from = 0; from < order.length; from += size) {
    const batch = order.subarray(from, from + size);
    if (batch.length === size || !dropLast) yield batch;
  }
}

/** 0, 1, … count - 1 */
export function inOrder(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}

/** The examples at these positions of each tensor. */
export function pick<T extends Tensor>(tensors: readonly T[], positions: Int32Array): T[] {
  const chosen = make(Tensor, positions, [positions.length], "int32");
  return tensors.map((tensor) => index(tensor, [chosen]) as T);
}

/** A source of minibatches that can be gone through again and again: each time is an epoch. */
export interface Batches<T> extends Iterable<T> {
  /** Number of batches in an epoch. */
  readonly length: number;
}
