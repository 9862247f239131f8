// The door to sums and extremes: elements go through WebAssembly's memory in pieces; without it they are folded here in the same order.

import type { TypedArray } from "../../dtype.ts";
import { step } from "./fold.ts";
import { machine } from "./machine.ts";

/** Each: what a fold starts from, and what joins two numbers. */
const folds = {
  sum: { start: 0, join: (a: number, b: number) => a + b },
  max: { start: Number.NEGATIVE_INFINITY, join: Math.max },
  min: { start: Number.POSITIVE_INFINITY, join: Math.min },
};

/** Below so many elements the way there costs more than it gives (measured: W6 of test/bench). */
const foldFrom = 512;
/** Elements of a piece, and where they start: behind the lanes, which may be in double precision. */
const piece = 8192;
const start = 2 * step;

/** Folds `count` neighbours from `base` on; undefined for few, and for other types than float32. */
export function foldMany(name: keyof typeof folds, array: TypedArray, base: number, count: number): number | undefined {
  if (count < foldFrom || !(array instanceof Float32Array)) return undefined;
  const { start: first, join } = folds[name];
  const whole = count - (count % step);
  const lanes = lanesOf(name, array, base, whole);
  let total = first;
  for (let i = 0; i < step; i++) total = join(total, lanes[i]);
  for (let i = whole; i < count; i++) total = join(total, array[base + i]);
  return total;
}

/** The lanes; they last until the next call. */
function lanesOf(name: keyof typeof folds, array: Float32Array, base: number, count: number): TypedArray {
  const { start: first, join } = folds[name];
  const wasm = machine();
  if (wasm === null) {
    const lanes = new Float64Array(step).fill(first);
    for (let i = 0; i < count; i++) lanes[i % step] = join(lanes[i % step], array[base + i]);
    return lanes;
  }
  const floats = wasm.floats(4 * (start + piece));
  const lanes = name === "sum" ? new Float64Array(floats.buffer, 0, step) : floats.subarray(0, step);
  lanes.fill(first);
  const run = wasm.call[name];
  for (let from = 0; from < count; from += piece) {
    const size = Math.min(piece, count - from);
    floats.set(array.subarray(base + from, base + from + size), start);
    run(4 * start, 4 * (start + size), 0);
  }
  return lanes;
}

/** Rows of more columns are left to the plain loop. */
const mostColumns = 65536;

/** Adds rows, which follow each other from `offset` on, to `sums`, row by row. Gives false, and has done nothing, where a plain loop is to do it: with the same bits. */
export function addRows(array: TypedArray, offset: number, rows: number, sums: Float64Array): boolean {
  const columns = sums.length;
  if (rows * columns < foldFrom || columns > mostColumns || !(array instanceof Float32Array)) return false;
  const wasm = machine();
  if (wasm === null) return false;
  const many = Math.max(1, Math.floor(piece / columns));
  // Doubles, three of them beyond the columns, and behind them the rows.
  const first = 2 * (columns + 4);
  const floats = wasm.floats(4 * (first + many * columns + 4));
  const totals = new Float64Array(floats.buffer, 0, columns);
  totals.set(sums);
  const run = wasm.call.sumRows;
  for (let row = 0; row < rows; row += many) {
    const size = Math.min(many, rows - row) * columns;
    const from = offset + row * columns;
    floats.set(array.subarray(from, from + size), first);
    run(4 * first, 4 * (first + size), columns, 0);
  }
  sums.set(totals);
  return true;
}
