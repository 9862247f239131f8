// Reading and writing strided views: the inner axis is a plain loop, the outer ones are counted like an odometer.

import type { TypedArray } from "../dtype.ts";

/** Writes the elements of a view to `out` in row-major order, from `at` on. */
export function readStrided(
  array: TypedArray,
  shape: readonly number[],
  strides: readonly number[],
  offset: number,
  out: TypedArray,
  at = 0,
): void {
  const last = shape.length - 1;
  // Of large transposed matrices, tiles: else each element is read from another line of the cache.
  if (last > 0 && strides[last - 1] === 1 && strides[last] > 1 && shape[last - 1] >= tile && shape[last] >= tile) {
    const size = shape[last - 1] * shape[last];
    walk([...shape.slice(0, -2), 1], [...strides.slice(0, -2), 1], offset, (from, _step, _count, done) =>
      readTransposed(array, shape[last - 1], shape[last], strides[last], from, out, at + done * size),
    );
    return;
  }
  walk(shape, strides, offset, (from, step, count, done) => {
    for (let i = 0, to = at + done; i < count; i++, from += step) out[to++] = array[from];
  });
}

const tile = 32;

function readTransposed(
  array: TypedArray,
  rows: number,
  columns: number,
  stride: number,
  offset: number,
  out: TypedArray,
  at: number,
): void {
  for (let top = 0; top < rows; top += tile) {
    const bottom = Math.min(rows, top + tile);
    for (let left = 0; left < columns; left += tile) {
      const right = Math.min(columns, left + tile);
      for (let i = top; i < bottom; i++) {
        let to = at + i * columns + left;
        for (let j = left, from = offset + i + left * stride; j < right; j++, from += stride) out[to++] = array[from];
      }
    }
  }
}

/** The other way: overwrites the elements of a view with `values` from `at` on, in row-major order. */
export function writeStrided(
  array: TypedArray,
  shape: readonly number[],
  strides: readonly number[],
  offset: number,
  values: TypedArray,
  at = 0,
): void {
  walk(shape, strides, offset, (to, step, count, done) => {
    for (let i = 0, from = at + done; i < count; i++, to += step) array[to] = values[from++];
  });
}

/** Overwrites all elements of a view with one number. */
export function fillStrided(
  array: TypedArray,
  shape: readonly number[],
  strides: readonly number[],
  offset: number,
  value: number,
): void {
  walk(shape, strides, offset, (to, step, count) => {
    for (let i = 0; i < count; i++, to += step) array[to] = value;
  });
}

/** Calls `run` for each row along the last axis: where it starts, its stride and length, and how many elements came before. */
export function walk(
  shape: readonly number[],
  strides: readonly number[],
  offset: number,
  run: (from: number, step: number, count: number, done: number) => void,
): void {
  const last = shape.length - 1;
  if (last < 0) {
    run(offset, 1, 1, 0);
    return;
  }
  const count = shape[last];
  const step = strides[last];
  let rows = 1;
  for (let i = 0; i < last; i++) rows *= shape[i];
  if (rows === 0 || count === 0) return;
  const index = new Array<number>(last).fill(0);
  let from = offset;
  for (let row = 0, done = 0; row < rows; row++, done += count) {
    run(from, step, count, done);
    for (let axis = last - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++index[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
}
