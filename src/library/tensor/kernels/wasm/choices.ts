// The door to comparisons and to choices: elements go through WebAssembly's memory in pieces. All of them are exact, so that plain loops
// do the same without it.

import type { Comparison } from "./choice.ts";
import { machine } from "./machine.ts";

/** Below so many elements the way there costs more than it gives. */
const choiceFrom = 512;
/** Elements of a piece; what a step may write beyond it. */
const piece = 2048;
const slack = 16;
/** Where pieces lie, in floats: two of floats, one of results, one of bytes. */
const [first, second, third, fourth] = [0, piece, 2 * piece, 3 * piece + slack];
const bytes = 4 * (fourth + piece / 4 + slack);

/** Puts elements of an array, from `at` on in steps of 0 or 1, to a place in the memory. */
function put(memory: Float32Array, place: number, array: Float32Array, at: number, step: number, count: number): void {
  if (step === 1) memory.set(array.subarray(at, at + count), place);
  else memory.fill(array[at], place, place + count);
}

/**
 * Writes to bytes at `o` of `out` how `n` numbers of `x` and `y` compare, which are read from `xo` and `yo` on in steps of 0 or 1. False,
 * and has done nothing, for few, for other types than float32 and other steps, and where there is no WebAssembly.
 */
export function compare(
  name: Comparison,
  x: unknown,
  xo: number,
  xs: number,
  y: unknown,
  yo: number,
  ys: number,
  out: unknown,
  o: number,
  n: number,
): boolean {
  if (n < choiceFrom || !(x instanceof Float32Array) || !(y instanceof Float32Array) || !(out instanceof Uint8Array))
    return false;
  const wasm = xs >> 1 === 0 && ys >> 1 === 0 ? machine() : null;
  if (wasm === null) return false;
  const floats = wasm.floats(bytes);
  const results = new Uint8Array(floats.buffer, 4 * fourth, piece);
  for (let from = 0; from < n; from += piece) {
    const count = Math.min(piece, n - from);
    if (xs === 1 || from === 0) put(floats, first, x, xo + from * xs, xs, count);
    if (ys === 1 || from === 0) put(floats, second, y, yo + from * ys, ys, count);
    wasm.call[name](4 * first, 4 * second, 4 * fourth, 4 * (first + count));
    out.set(count === piece ? results : results.subarray(0, count), o + from);
  }
  return true;
}

/** Writes elements of `x` where bytes of `condition` are not 0, else those of `y`; all are read from their starts on. False as `compare`. */
export function choose(condition: unknown, x: unknown, y: unknown, out: unknown): boolean {
  if (!(condition instanceof Uint8Array) || !(out instanceof Float32Array) || out.length < choiceFrom) return false;
  const wasm = x instanceof Float32Array && y instanceof Float32Array ? machine() : null;
  if (wasm === null) return false;
  const floats = wasm.floats(bytes);
  const flags = new Uint8Array(floats.buffer, 4 * fourth, piece);
  for (let from = 0; from < out.length; from += piece) {
    const count = Math.min(piece, out.length - from);
    flags.set(condition.subarray(from, from + count));
    put(floats, first, x as Float32Array, from, 1, count);
    put(floats, second, y as Float32Array, from, 1, count);
    wasm.call.choose(4 * fourth, 4 * first, 4 * second, 4 * third, 4 * (first + count));
    out.set(floats.subarray(third, third + count), from);
  }
  return true;
}
