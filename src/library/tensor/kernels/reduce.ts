// Reductions along any axes: for each result the elements that fold into it, in one fixed order.

import type { TypedArray } from "../dtype.ts";
import { rowMajor, type Shape, sizeOf } from "../shape.ts";
import { forEachOffset, isContiguous, type Tensor } from "../tensor.ts";

/** Folds `count` elements, the first at `base`, the i-th at `base + offsets[i]`, into one number. */
export type Fold = (array: TypedArray, base: number, offsets: Int32Array, count: number) => number;

/** Writes the fold over `axes` (ascending) for each remaining index, in row-major order. */
export function reduce(a: Tensor, axes: readonly number[], fold: Fold, out: TypedArray): void {
  const kept = a.shape.map((_, i) => i).filter((i) => !axes.includes(i));
  const inner = axes.map((i) => a.shape[i]);
  const offsets = new Int32Array(sizeOf(inner));
  let n = 0;
  forEachOffset(
    inner,
    axes.map((i) => a.strides[i]),
    0,
    (at) => {
      offsets[n++] = at;
    },
  );
  let o = 0;
  const { array } = a.storage;
  forEachOffset(
    kept.map((i) => a.shape[i]),
    kept.map((i) => a.strides[i]),
    a.offset,
    (base) => {
      out[o++] = fold(array, base, offsets, offsets.length);
    },
  );
}

/** The sum of all elements, in double precision, in row-major order. */
export function sumAll(a: Tensor): number {
  const { array } = a.storage;
  let sum = 0;
  if (isContiguous(a)) {
    for (let i = a.offset, end = a.offset + sizeOf(a.shape); i < end; i++) sum += array[i];
  } else {
    forEachOffset(a.shape, a.strides, a.offset, (at) => {
      sum += array[at];
    });
  }
  return sum;
}

/** Sums over the leading axes of a row-major array: `rows` rows of `columns`. */
export function sumRows(array: TypedArray, offset: number, rows: number, columns: number, out: TypedArray): void {
  const sums = new Float64Array(columns);
  for (let i = 0, at = offset; i < rows; i++) for (let j = 0; j < columns; j++) sums[j] += array[at++];
  out.set(sums);
}

export const sum: Fold = (array, base, offsets, count) => {
  let total = 0;
  for (let i = 0; i < count; i++) total += array[base + offsets[i]];
  return total;
};
export const prod: Fold = (array, base, offsets, count) => {
  let product = 1;
  for (let i = 0; i < count; i++) product *= array[base + offsets[i]];
  return product;
};
/** NaN where one is. */
export const max: Fold = (array, base, offsets, count) => {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) most = Math.max(most, array[base + offsets[i]]);
  return most;
};
export const min: Fold = (array, base, offsets, count) => {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) least = Math.min(least, array[base + offsets[i]]);
  return least;
};
/** The first of the largest; of the NaNs where there are some. */
export const argmax: Fold = (array, base, offsets, count) => {
  let best = 0;
  for (let i = 1; i < count; i++) {
    const value = array[base + offsets[i]];
    const before = array[base + offsets[best]];
    if (value > before || (Number.isNaN(value) && !Number.isNaN(before))) best = i;
  }
  return best;
};
export const argmin: Fold = (array, base, offsets, count) => {
  let best = 0;
  for (let i = 1; i < count; i++) {
    const value = array[base + offsets[i]];
    const before = array[base + offsets[best]];
    if (value < before || (Number.isNaN(value) && !Number.isNaN(before))) best = i;
  }
  return best;
};
export const all: Fold = (array, base, offsets, count) => {
  for (let i = 0; i < count; i++) if (array[base + offsets[i]] === 0) return 0;
  return 1;
};
export const any: Fold = (array, base, offsets, count) => {
  for (let i = 0; i < count; i++) if (array[base + offsets[i]] !== 0) return 1;
  return 0;
};

/** The shape without `axes`, or with size 1 there. */
export function reducedShape(shape: Shape, axes: readonly number[], keep: boolean): Shape {
  if (keep) return shape.map((n, i) => (axes.includes(i) ? 1 : n));
  return shape.filter((_, i) => !axes.includes(i));
}

/** Writes running sums along one axis, in row-major order of the whole. */
export function cumulate(array: TypedArray, shape: Shape, axis: number, out: TypedArray): void {
  const stride = rowMajor(shape)[axis];
  const size = sizeOf(shape);
  for (let i = 0; i < size; i++) {
    const isFirst = Math.floor(i / stride) % shape[axis] === 0;
    out[i] = isFirst ? array[i] : out[i - stride] + array[i];
  }
}
