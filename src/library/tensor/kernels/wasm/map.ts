// The door to the functions of one and of two numbers: elements go through WebAssembly's memory in pieces that stay in the cache.
// Where there is no WebAssembly the same tables are read here (lane.ts): slower, and the same bits.

import { type BinaryName, binaryBody, exactBinaries } from "./binary.ts";
import { laneFunction } from "./lane.ts";
import { machine } from "./machine.ts";
import { exactUnaries, stepFloats, type UnaryName, unaryBody } from "./unary.ts";

/** Below so many elements the way there costs more than it gives (measured: W6 of test/bench). */
const mapFrom = 256;
/** Elements of a piece: three of them stay in the second cache, and views on smaller ones would take longer than their arithmetic. */
const piece = 8192;
/** Places of the pieces, in elements. */
const [first, second, third] = [0, piece, 2 * piece];
/** A step may read and write so much beyond. */
const bytes = 4 * (3 * piece + stepFloats);

const lanes = new Map<string, (x: number, y: number) => number>();

function laneOf(name: UnaryName | BinaryName, body: () => ReturnType<typeof unaryBody>, result: string) {
  const known = lanes.get(name) ?? laneFunction(body(), result);
  lanes.set(name, known);
  return known;
}

/** Elements of an array from one on: the array itself where these are all. */
const part = (array: Float32Array, from: number, count: number): Float32Array =>
  from === 0 && count === array.length ? array : array.subarray(from, from + count);

/** What was looked at last of the memory: mostly the same again, and views are dear. */
let seen: Float32Array = new Float32Array(0);

function lookAt(floats: Float32Array, place: number, count: number): Float32Array {
  if (seen.length !== count || seen.buffer !== floats.buffer || seen.byteOffset !== 4 * place)
    seen = floats.subarray(place, place + count);
  return seen;
}

/**
 * Writes a function of each of the `n` elements of `x` from `xo` on to `out`. Gives false, and has done nothing, for few elements, for
 * other types than float32, and where a plain loop gives the same bits without WebAssembly.
 */
export function map(name: UnaryName, x: unknown, xo: number, out: unknown, n: number): boolean {
  if (n < mapFrom || !(x instanceof Float32Array) || !(out instanceof Float32Array)) return false;
  const wasm = machine();
  if (wasm === null) {
    if (exactUnaries.has(name)) return false;
    const lane = laneOf(name, () => unaryBody(name), "y");
    for (let i = 0; i < n; i++) out[i] = lane(x[xo + i], 0);
    return true;
  }
  const floats = wasm.floats(bytes);
  const run = wasm.call[name];
  for (let from = 0; from < n; from += piece) {
    const count = Math.min(piece, n - from);
    floats.set(part(x, xo + from, count));
    run(0, 0, 4 * count);
    out.set(lookAt(floats, 0, count), from);
  }
  return true;
}

/**
 * Writes a function of `n` pairs at `o` of `out`, reading `x` from `xo` in steps of `xs`, which are 0 or 1, and `y` likewise. Gives false,
 * and has done nothing, where `map` would, and for other steps.
 */
export function zip(
  name: BinaryName,
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
  if (n < mapFrom || !(x instanceof Float32Array) || !(y instanceof Float32Array) || !(out instanceof Float32Array))
    return false;
  if (xs >> 1 !== 0 || ys >> 1 !== 0) return false;
  const wasm = machine();
  if (wasm === null) {
    if (exactBinaries.has(name)) return false;
    const lane = laneOf(name, () => binaryBody(name), "x");
    for (let i = 0; i < n; i++) out[o + i] = lane(x[xo + i * xs], y[yo + i * ys]);
    return true;
  }
  const floats = wasm.floats(bytes);
  const run = wasm.call[name];
  // A copy may be replaced, one number not.
  const place = xs === 1 ? first : third;
  if (xs === 0) floats.fill(x[xo], first, first + Math.min(n, piece));
  if (ys === 0) floats.fill(y[yo], second, second + Math.min(n, piece));
  for (let from = 0; from < n; from += piece) {
    const count = Math.min(piece, n - from);
    if (xs === 1) floats.set(part(x, xo + from, count), first);
    if (ys === 1) floats.set(part(y, yo + from, count), second);
    run(4 * first, 4 * second, 4 * place, 4 * (first + count));
    out.set(lookAt(floats, place, count), o + from);
  }
  return true;
}
