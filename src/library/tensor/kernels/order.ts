// The positions that put a lane's elements in order, equals in the order in which they stand, NaN as the largest.

import type { TypedArray } from "../dtype.ts";

/** From so many elements on, numbers of 32 bits are sorted by their digits. */
const digitsFrom = 256;
const digitBits = 11;
const digits = 1 << digitBits;

/** Writes to `places` the order of its length's elements of `x`, `stride` apart from `base` on. */
export function order(x: TypedArray, base: number, stride: number, descending: boolean, places: Int32Array): void {
  const count = places.length;
  for (let i = 0; i < count; i++) places[i] = i;
  if (count >= digitsFrom && !(x instanceof Float64Array)) {
    byDigits(keysOf(x, base, stride, count, descending), places);
    return;
  }
  const sign = descending ? -1 : 1;
  places.sort((i, j) => {
    const a = x[base + i * stride];
    const b = x[base + j * stride];
    if (a === b) return i - j;
    if (a < b) return -sign;
    if (a > b) return sign;
    return sign * (Number(Number.isNaN(a)) - Number(Number.isNaN(b))) || i - j;
  });
}

/** Whole numbers without sign that stand in the order of the elements. */
function keysOf(x: TypedArray, base: number, stride: number, count: number, descending: boolean): Uint32Array {
  const keys = new Uint32Array(count);
  const flip = descending ? -1 : 0;
  if (x instanceof Float32Array) {
    const floats = new Float32Array(keys.buffer);
    // Adding 0 makes -0 the 0 that it equals.
    for (let i = 0, at = base; i < count; i++, at += stride) floats[i] = x[at] + 0;
    const bits = new Int32Array(keys.buffer);
    for (let i = 0; i < count; i++) {
      const one = bits[i];
      const isNone = (one & 0x7fffffff) > 0x7f800000;
      bits[i] = (isNone ? -1 : one < 0 ? ~one : one ^ 0x80000000) ^ flip;
    }
  } else for (let i = 0, at = base; i < count; i++, at += stride) keys[i] = x[at] ^ 0x80000000 ^ flip;
  return keys;
}

/** Sorts places by their keys, digit by digit from the lowest. */
function byDigits(keys: Uint32Array, places: Int32Array): void {
  let from: Int32Array = places;
  let to: Int32Array = new Int32Array(places.length);
  const starts = new Int32Array(digits);
  for (let shift = 0; shift < 32; shift += digitBits) {
    starts.fill(0);
    for (let i = 0; i < keys.length; i++) starts[(keys[i] >>> shift) & (digits - 1)] += 1;
    for (let digit = 0, before = 0; digit < digits; digit++) {
      const many = starts[digit];
      starts[digit] = before;
      before += many;
    }
    for (let i = 0; i < from.length; i++) {
      const one = from[i];
      to[starts[(keys[one] >>> shift) & (digits - 1)]++] = one;
    }
    [from, to] = [to, from];
  }
  if (from !== places) places.set(from);
}
