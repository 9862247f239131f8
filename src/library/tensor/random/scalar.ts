// The engine's own logarithm and its kin at one number: generators draw by these, so that every host draws the same bits.

import type { UnaryLoop } from "../kernels/math.ts";

const number = new Float64Array(1);

/** A function of one number, in double precision. */
export function at(loop: UnaryLoop, x: number): number {
  number[0] = x;
  loop(number, 0, number, 1);
  return number[0];
}
