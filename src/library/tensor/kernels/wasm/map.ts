// The door to the functions of one and of two numbers: elements go through WebAssembly's memory in pieces that stay in the cache.
// Where there is no WebAssembly the same tables are read here (lane.ts): slower, and the same bits.

import { type BinaryName, binaryBody, exactBinaries } from "./binary.ts";
import { laneFunction } from "./lane.ts";
import { machine } from "./machine.ts";
import { type UnaryName, unaryBody, unarySlack } from "./unary.ts";

/** Below so many elements the way there costs more than it gives (measured: test/bench/elementwise.ts). */
const mapFrom = 256;
/** Elements of a piece. */
const piece = 8192;

const lanes = new Map<string, (x: number, y: number) => number>();

function laneOf(name: UnaryName | BinaryName, body: () => ReturnType<typeof unaryBody>, result: string) {
  const known = lanes.get(name) ?? laneFunction(body(), result);
  lanes.set(name, known);
  return known;
}

/**
 * Writes a function of each of the `n` elements of `x` from `xo` on to `out`. Gives false, and has done nothing, for few elements, for
 * other types than float32, and where a plain loop gives the same bits without WebAssembly.
 */
export function map(name: UnaryName, x: unknown, xo: number, out: unknown, n: number): boolean {
  if (n < mapFrom || !(x instanceof Float32Array) || !(out instanceof Float32Array)) return false;
  const wasm = machine();
  if (wasm === null) {
    if (name === "relu") return false;
    const lane = laneOf(name, () => unaryBody(name), "y");
    for (let i = 0; i < n; i++) out[i] = lane(x[xo + i], 0);
    return true;
  }
  const floats = wasm.floats(4 * piece + unarySlack);
  const run = wasm.call[name];
  for (let from = 0; from < n; from += piece) {
    const count = Math.min(piece, n - from);
    floats.set(x.subarray(xo + from, xo + from + count));
    run(0, 4 * count);
    out.set(floats.subarray(0, count), from);
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
  const floats = wasm.floats(8 * piece);
  const run = wasm.call[name];
  if (ys === 0) floats.fill(y[yo], piece, piece + Math.min(n, piece));
  for (let from = 0; from < n; from += piece) {
    const count = Math.min(piece, n - from);
    if (xs === 0) floats.fill(x[xo], 0, count);
    else floats.set(x.subarray(xo + from, xo + from + count));
    if (ys === 1) floats.set(y.subarray(yo + from, yo + from + count), piece);
    run(0, 4 * piece, 4 * count);
    out.set(floats.subarray(0, count), o + from);
  }
  return true;
}
