// Reductions along any axes: for each result the elements that fold into it, in one fixed order, which depends on shapes and strides only.

import type { TypedArray } from "../dtype.ts";
import { rowMajor, type Shape, sizeOf } from "../shape.ts";
import { elements, isContiguous, type Storage, type Tensor, view } from "../tensor.ts";
import { walk } from "./copy.ts";
import { launcher } from "./launch.ts";
import { addRows, foldMany } from "./wasm/folds.ts";

/** Folds `count` elements, `stride` apart from `base` on, into one number. */
export type Fold = (array: TypedArray, base: number, stride: number, count: number) => number;

/** Writes the fold over `axes` (ascending) for each remaining index, in row-major order. */
export function reduce(a: Tensor, axes: readonly number[], fold: Fold, out: TypedArray): void {
  if (fold === sum && sumEnds(a, axes, out)) return;
  const kept: number[] = [];
  for (let i = 0; i < a.shape.length; i++) if (!axes.includes(i)) kept.push(i);
  const count = sizesOf(a, axes).reduce((product, n) => product * n, 1);
  let stride = strideOf(a, axes);
  let { array } = a.storage;
  let { offset } = a;
  let strides = kept.map((i) => a.strides[i]);
  if (stride === undefined && fold === sum && axes.includes(a.shape.length - 1)) {
    sumNested(a, axes, out);
    return;
  }
  if (stride === undefined) {
    // No single stride leads through what is folded: a copy in which it lies together.
    const order = [...kept, ...axes];
    array = elements(
      view(
        a,
        sizesOf(a, order),
        order.map((i) => a.strides[i]),
        a.offset,
      ),
    );
    offset = 0;
    stride = 1;
    strides = rowMajor(sizesOf(a, order)).slice(0, kept.length);
  }
  const step = stride;
  walk(sizesOf(a, kept), strides, offset, (from, next, n, done) => {
    for (let i = 0, base = from; i < n; i++, base += next) out[done + i] = fold(array, base, step, count);
  });
}

function sizesOf(a: Tensor, axes: readonly number[]): number[] {
  return axes.map((i) => a.shape[i]);
}

/** The one stride with which all axes can be passed through, if there is one. */
function strideOf(a: Tensor, axes: readonly number[]): number | undefined {
  let stride: number | undefined;
  let next = 0;
  for (let i = axes.length - 1; i >= 0; i--) {
    const axis = axes[i];
    if (a.shape[axis] === 1) continue;
    if (stride === undefined) stride = a.strides[axis];
    else if (a.strides[axis] !== next) return undefined;
    next = a.strides[axis] * a.shape[axis];
  }
  return stride ?? 1;
}

/** Writes the sum of all elements, taken in double precision, in row-major order. */
export function sumAll(a: Tensor, out: TypedArray): void {
  if (isContiguous(a)) foldAll(a.storage, a.offset, 1, sizeOf(a.shape), sum, out);
  else foldOne(elements(a), 0, 1, sizeOf(a.shape), sum, out);
}

/** Writes the fold of `count` elements, divided by a number. */
export function foldAll(
  storage: Storage,
  base: number,
  stride: number,
  count: number,
  fold: Fold,
  out: TypedArray,
  divisor = 1,
): void {
  if (launcher === undefined) foldOne(storage.array, base, stride, count, fold, out, divisor);
  else launcher(foldOne, [storage, base, stride, count, fold, out, divisor]);
}

function foldOne(
  array: TypedArray,
  base: number,
  stride: number,
  count: number,
  fold: Fold,
  out: TypedArray,
  divisor = 1,
): void {
  out[0] = fold(array, base, stride, count);
  // Of what has been rounded, as sums along axes are.
  if (divisor !== 1) out[0] /= divisor;
}

/** Writes one element, divided by a number, everywhere. */
export function spreadOne(storage: Storage, at: number, divisor: number, out: TypedArray): void {
  if (launcher === undefined) fillWith(storage.array, at, divisor, out);
  else launcher(fillWith, [storage, at, divisor, out]);
}

function fillWith(array: TypedArray, at: number, divisor: number, out: TypedArray): void {
  out.fill(array[at] / divisor);
}

/** Sums over `axes`, the last one among them, in double precision: row by row, without a copy. */
function sumNested(a: Tensor, axes: readonly number[], out: TypedArray): void {
  const last = a.shape.length - 1;
  const places = rowMajor(reducedShape(a.shape, axes, true)).map((step, i) => (axes.includes(i) ? 0 : step));
  const sums = new Float64Array(out.length);
  const index = new Array<number>(last).fill(0);
  let to = 0;
  walk(a.shape, a.strides, a.offset, (from, step, count) => {
    sums[to] += sum(a.storage.array, from, step, count);
    for (let axis = last - 1; axis >= 0; axis--) {
      to += places[axis];
      if (++index[axis] < a.shape[axis]) break;
      to -= places[axis] * a.shape[axis];
      index[axis] = 0;
    }
  });
  out.set(sums);
}

/** Sums over the leading axes of a row-major array: `rows` rows of `columns`. */
export function sumRows(array: TypedArray, offset: number, rows: number, columns: number, out: TypedArray): void {
  out.set(columnSums(array, offset, rows, columns));
}

function columnSums(array: TypedArray, offset: number, rows: number, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  if (addRows(array, offset, rows, sums)) return sums;
  for (let i = 0, at = offset; i < rows; i++) for (let j = 0; j < columns; j++) sums[j] += array[at++];
  return sums;
}

/** From so many elements on, sums over the first and the last axes are taken along the first one first. */
const columnsFrom = 4096;

/** Sums over the first axis and over the last ones, of large arrays in row-major order: gradients of biases. False, and has done nothing, for others. */
function sumEnds(a: Tensor, axes: readonly number[], out: TypedArray): boolean {
  const { shape } = a;
  const inner = axes.length - 1;
  if (sizeOf(shape) < columnsFrom || axes[0] !== 0 || inner >= shape.length - 1 || !isContiguous(a)) return false;
  for (let i = 1; i <= inner; i++) if (axes[i] !== shape.length - 1 - inner + i) return false;
  const sums = columnSums(a.storage.array, a.offset, shape[0], sizeOf(shape) / shape[0]);
  const count = sums.length / out.length;
  for (let i = 0, at = 0; i < out.length; i++) {
    let total = 0;
    for (const end = at + count; at < end; at++) total += sums[at];
    out[i] = total;
  }
  return true;
}

export const sum: Fold = (array, base, stride, count) => {
  const many = stride === 1 ? foldMany("sum", array, base, count) : undefined;
  if (many !== undefined) return many;
  let total = 0;
  for (let i = 0; i < count; i++, base += stride) total += array[base];
  return total;
};
export const sumSquares: Fold = (array, base, stride, count) => {
  let total = 0;
  for (let i = 0; i < count; i++, base += stride) total += array[base] * array[base];
  return total;
};
export const prod: Fold = (array, base, stride, count) => {
  let product = 1;
  for (let i = 0; i < count; i++) product *= array[base + i * stride];
  return product;
};
/** NaN where one is. */
export const max: Fold = (array, base, stride, count) => {
  const many = stride === 1 ? foldMany("max", array, base, count) : undefined;
  if (many !== undefined) return many;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) most = Math.max(most, array[base + i * stride]);
  return most;
};
export const min: Fold = (array, base, stride, count) => {
  const many = stride === 1 ? foldMany("min", array, base, count) : undefined;
  if (many !== undefined) return many;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) least = Math.min(least, array[base + i * stride]);
  return least;
};
/** The first of the largest; of the NaNs where there are some. */
export const argmax: Fold = (array, base, stride, count) => {
  let best = 0;
  for (let i = 1; i < count; i++) {
    const value = array[base + i * stride];
    const before = array[base + best * stride];
    if (value > before || (Number.isNaN(value) && !Number.isNaN(before))) best = i;
  }
  return best;
};
export const argmin: Fold = (array, base, stride, count) => {
  let best = 0;
  for (let i = 1; i < count; i++) {
    const value = array[base + i * stride];
    const before = array[base + best * stride];
    if (value < before || (Number.isNaN(value) && !Number.isNaN(before))) best = i;
  }
  return best;
};
export const all: Fold = (array, base, stride, count) => {
  for (let i = 0; i < count; i++) if (array[base + i * stride] === 0) return 0;
  return 1;
};
export const any: Fold = (array, base, stride, count) => {
  for (let i = 0; i < count; i++) if (array[base + i * stride] !== 0) return 1;
  return 0;
};

/** The shape without `axes`, or with size 1 there. */
export function reducedShape(shape: Shape, axes: readonly number[], keep: boolean): Shape {
  if (keep) return shape.map((n, i) => (axes.includes(i) ? 1 : n));
  return shape.filter((_, i) => !axes.includes(i));
}

/** Writes running sums along one axis, in row-major order of the whole; from the end when `backwards`. */
export function cumulate(array: TypedArray, shape: Shape, axis: number, backwards: boolean, out: TypedArray): void {
  const stride = rowMajor(shape)[axis] ?? 1;
  const count = shape[axis] ?? 1;
  for (let block = 0; block < array.length; block += stride * count) {
    for (let lane = 0; lane < stride; lane++) {
      let total = 0;
      for (let i = 0; i < count; i++) {
        const at = block + lane + (backwards ? count - 1 - i : i) * stride;
        total += array[at];
        out[at] = total;
      }
    }
  }
}
