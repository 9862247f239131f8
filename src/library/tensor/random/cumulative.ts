// Drawing positions in proportion to weights.

import type { TypedArray } from "../dtype.ts";

/** The first position of sorted numbers that is not below `bound`; the last, when all are. */
export function firstNotBelow(sorted: TypedArray, bound: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
