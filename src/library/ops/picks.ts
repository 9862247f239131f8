// Lists, integer tensors and masks between brackets: all of an index's as one list of positions on axes brought to the front.

import {
  broadcast,
  broadcastStrides,
  elements,
  fromNested,
  type Index,
  isContiguous,
  make,
  type PlainIndex,
  rowMajor,
  type Shape,
  show,
  sizeOf,
  Tensor,
  type TypedArray,
  view,
} from "../tensor/index.ts";

/** What picks one or several axes: integers, or a mask, as a tensor. */
export interface AxisPick {
  /** The axis of what the plain indices gave. */
  readonly axis: number;
  readonly index: Tensor;
}

/** Positions in axes that are made one, and the shape in which they stand. */
export interface Pick {
  readonly positions: Int32Array;
  readonly shape: Shape;
}

/** An index with its lists as tensors. */
export function normalIndex(one: Index): PlainIndex {
  if (typeof one !== "object" || one === null || one instanceof Tensor) return one;
  const { array, shape, dtype } = fromNested(one, Array.isArray(one) && one.length === 0 ? "int32" : undefined);
  return make(Tensor, array, shape, dtype);
}

/** How many axes a pick stands for: a mask covers as many as it has. */
export function widthOf(index: Tensor): number {
  return index.dtype === "bool" ? index.shape.length : 1;
}

/** All picks as one, on the picked axes brought to the front and made one axis. `order` brings them there; `count` of them are picked. */
export function joinPicks(
  shape: Shape,
  picks: readonly AxisPick[],
): { readonly order: readonly number[]; readonly count: number; readonly pick: Pick } {
  const axes: number[] = [];
  const lists: { values: TypedArray; shape: Shape }[] = [];
  for (const { axis, index } of picks) {
    const width = widthOf(index);
    for (let i = 0; i < width; i++) axes.push(axis + i);
    lists.push(...positionsOf(index, shape.slice(axis, axis + width), axis));
  }
  const sizes = axes.map((axis) => shape[axis]);
  const rest = shape.map((_, i) => i).filter((i) => !axes.includes(i));
  return { order: [...axes, ...rest], count: axes.length, pick: joinLists(lists, rowMajor(sizes)) };
}

function joinLists(lists: readonly { values: TypedArray; shape: Shape }[], strides: readonly number[]): Pick {
  const [first] = lists;
  if (lists.length === 1) return { positions: new Int32Array(first.values), shape: first.shape };
  const shape = lists.reduce((all: Shape, one) => broadcast("index", all, one.shape), []);
  const positions = new Int32Array(sizeOf(shape));
  for (const [i, { values, shape: own }] of lists.entries()) {
    const tensor = make(Tensor, values, own, "int32");
    const wide = elements(view(tensor, shape, broadcastStrides(own, tensor.strides, shape), 0));
    for (let j = 0; j < positions.length; j++) positions[j] += wide[j] * strides[i];
  }
  return { positions, shape };
}

/** The positions that integers or a mask name, one list for each axis that it covers. */
function positionsOf(index: Tensor, sizes: Shape, axis: number): { values: TypedArray; shape: Shape }[] {
  return index.dtype === "bool"
    ? whereTrue(index, sizes)
    : [{ values: wrapped(index, sizes[0], axis), shape: index.shape }];
}

/** Whole numbers counted from the front. @throws RangeError for one that is outside of an axis of `size`; with `strict`, for a negative one too. */
export function wrapped(index: Tensor, size: number, axis: number, strict?: string): Int32Array {
  const isFlat = isContiguous(index);
  const source = isFlat ? index.storage.array : elements(index);
  const from = isFlat ? index.offset : 0;
  const out = new Int32Array(sizeOf(index.shape));
  const least = strict === undefined ? -size : 0;
  for (let i = 0; i < out.length; i++) {
    const at = source[from + i];
    // `!(…)` so that NaN is outside too.
    if (!(at >= least && at < size) || at !== Math.floor(at))
      throw new RangeError(`${strict ?? "index:"} ${at} is out of bounds for axis ${axis} with size ${size}`);
    out[i] = at < 0 ? at + size : at;
  }
  return out;
}

function whereTrue(mask: Tensor, sizes: Shape): { values: Int32Array; shape: Shape }[] {
  const { shape } = mask;
  if (!shape.every((n, i) => n === sizes[i]))
    throw new RangeError(`index: a mask of shape ${show(shape)} does not fit axes of ${show(sizes)}`);
  const source = elements(mask);
  let count = 0;
  for (let i = 0; i < source.length; i++) if (source[i] !== 0) count += 1;
  const hits = new Int32Array(count);
  for (let i = 0, next = 0; i < source.length; i++) if (source[i] !== 0) hits[next++] = i;
  if (shape.length === 1) return [{ values: hits, shape: [count] }];
  const strides = rowMajor(shape);
  return shape.map((n, i) => ({
    values: hits.map((at) => Math.floor(at / strides[i]) % n),
    shape: [count],
  }));
}
