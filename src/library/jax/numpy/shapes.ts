// jnp: other shapes and orders of the same elements; several arrays as one, and one as several.

import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import { axisOf, type DType, type Shape, show } from "../../tensor/index.ts";
import type { Array } from "../array.ts";

/** The same elements in another shape, in which one size may be -1. @throws RangeError when the sizes do not fit. */
export const reshape = (a: Array, shape: number | Shape): Array =>
  ops.reshape(a, typeof shape === "number" ? [shape] : shape) as Array;
/** All elements along one axis. */
export const ravel = (a: Array): Array => ops.reshape(a, [-1]) as Array;
/** The axes in reverse order, or in a given one; a view. */
export const transpose = (a: Array, axes?: readonly number[]): Array =>
  (axes === undefined ? ops.reverseAxes(a) : ops.permute(a, axes)) as Array;
/** The same as `transpose` with an order. */
export const permuteDims = (a: Array, axes: readonly number[]): Array => transpose(a, axes);
/** Two axes exchanged; a view. */
export const swapaxes = (a: Array, first: number, second: number): Array => ops.transpose(a, first, second) as Array;
/** The last two axes exchanged; a view. */
export const matrixTranspose = (a: Array): Array => ops.transpose(a) as Array;
/** One axis at another place; a view. */
export const moveaxis = (a: Array, source: number, destination: number): Array =>
  ops.moveAxis(a, source, destination) as Array;
/** With new axes of size 1 at these places of the result. */
export function expandDims(a: Array, axis: number | readonly number[]): Array {
  if (typeof axis === "number") return ops.unsqueeze(a, axis) as Array;
  const rank = a.shape.length + axis.length;
  const places = axis.map((one) => axisOf("expandDims", one, rank)).sort((x, y) => x - y);
  return places.reduce((part, place) => ops.unsqueeze(part, place) as Array, a);
}
/** Without the axes of size 1, or without these. @throws RangeError for an axis of another size. */
export function squeeze(a: Array, axis?: number | readonly number[]): Array {
  if (axis === undefined) return ops.squeeze(a) as Array;
  const places = (typeof axis === "number" ? [axis] : axis).map((one) => axisOf("squeeze", one, a.shape.length));
  const wrong = places.find((place) => a.shape[place] !== 1);
  if (wrong !== undefined)
    throw new RangeError(`squeeze: axis ${wrong} of shape ${show(a.shape)} has the size ${a.shape[wrong]}, not 1`);
  return ops.reshape(
    a,
    a.shape.filter((_, i) => !places.includes(i)),
  ) as Array;
}
/** Repeated to a shape, as a view. @throws RangeError when it does not broadcast to it. */
export const broadcastTo = (a: Array, shape: Shape): Array => ops.expandTo(a, shape) as Array;
/** All in the shape to which they broadcast. */
export function broadcastArrays(...arrays: readonly Array[]): Array[] {
  const whole = arrays.slice(1).reduce((sum, one) => ops.add(ops.mul(ops.detach(one), 0), sum) as Array, arrays[0]);
  return arrays.map((one) => ops.expandTo(one, whole.shape) as Array);
}
/** The same numbers as another type. */
export const astype = (a: Array, dtype: DType): Array => a.astype(dtype);
/** With one axis at least. */
export const atleast1d = (a: Array): Array => (a.shape.length === 0 ? a.reshape([1]) : a);
/** With two axes at least; a vector is a row. */
export const atleast2d = (a: Array): Array => (a.shape.length < 2 ? a.reshape([1, -1]) : a);

/** Arrays one after the other along an axis; with null as axis, all elements of all. @throws RangeError when other sizes differ. */
export function concatenate(arrays: readonly Array[], { axis = 0 }: { readonly axis?: number | null } = {}): Array {
  return (axis === null ? ops.cat(arrays.map(ravel)) : ops.cat(arrays, axis)) as Array;
}
/** Arrays of one shape along a new axis. @throws RangeError when the shapes differ. */
export function stack(arrays: readonly Array[], { axis = 0 }: { readonly axis?: number } = {}): Array {
  return ops.stack(arrays, axis) as Array;
}
/** Arrays below each other; vectors are rows. */
export const vstack = (arrays: readonly Array[]): Array => ops.cat(arrays.map(atleast2d), 0) as Array;
/** Arrays beside each other: along the second axis, vectors along their only one. */
export const hstack = (arrays: readonly Array[]): Array =>
  ops.cat(arrays.map(atleast1d), arrays.every((one) => one.shape.length < 2) ? 0 : 1) as Array;
/** Vectors as columns of a matrix, beside matrices. */
export const columnStack = (arrays: readonly Array[]): Array =>
  ops.cat(
    arrays.map((one) => (one.shape.length < 2 ? one.reshape([-1, 1]) : one)),
    1,
  ) as Array;
/** Equal parts along an axis, or parts that end before these places. @throws RangeError when it cannot be parted evenly. */
export function split(
  a: Array,
  parts: number | readonly number[],
  { axis = 0 }: { readonly axis?: number } = {},
): Array[] {
  const at = axisOf("split", axis, a.shape.length);
  const total = a.shape[at];
  if (typeof parts === "number") {
    if (total % parts !== 0)
      throw new RangeError(`split: array split does not result in an equal division: ${total} by ${parts}`);
    return ops.split(a, new globalThis.Array<number>(parts).fill(total / parts), at) as Array[];
  }
  const ends = [...parts, total].map((end) => Math.min(Math.max(end < 0 ? end + total : end, 0), total));
  return ops.split(
    a,
    ends.map((end, i) => Math.max(0, end - (i === 0 ? 0 : ends[i - 1]))),
    at,
  ) as Array[];
}
/** As equal parts along an axis as can be: the first ones are larger by one where they do not come out even. */
export function arraySplit(a: Array, parts: number, { axis = 0 }: { readonly axis?: number } = {}): Array[] {
  const at = axisOf("arraySplit", axis, a.shape.length);
  const total = a.shape[at];
  const sizes = globalThis.Array.from(
    { length: parts },
    (_, i) => Math.floor(total / parts) + (i < total % parts ? 1 : 0),
  );
  return ops.split(a, sizes, at) as Array[];
}

/** Repeated as a whole: `counts[i]` times along axis i; the shorter of shape and counts is filled with ones in front. */
export function tile(a: Array, counts: number | Shape): Array {
  const given = typeof counts === "number" ? [counts] : counts;
  const missing = Math.max(0, a.shape.length - given.length);
  return numeric.tile(a, [...new globalThis.Array<number>(missing).fill(1), ...given]) as Array;
}
/** Each element `repeats` times, or as often as a list says, along an axis, or of all in row-major order. */
export function repeat(
  a: Array,
  repeats: number | readonly number[],
  { axis }: { readonly axis?: number } = {},
): Array {
  return (axis === undefined ? numeric.repeat(ravel(a), repeats, 0) : numeric.repeat(a, repeats, axis)) as Array;
}
/** In reverse order along axes, or along all. */
export const flip = (a: Array, { axis }: { readonly axis?: number | readonly number[] } = {}): Array =>
  numeric.flip(a, axis === undefined ? a.shape.map((_, i) => i) : typeof axis === "number" ? [axis] : axis) as Array;
/** Rows in reverse order. */
export const flipud = (a: Array): Array => numeric.flip(a, [0]) as Array;
/** Columns in reverse order. */
export const fliplr = (a: Array): Array => numeric.flip(a, [1]) as Array;
/** Elements moved by `shift` places along an axis, or of all in row-major order; those that leave come in at the other side. */
export function roll(a: Array, shift: number, { axis }: { readonly axis?: number } = {}): Array {
  return (
    axis === undefined ? ops.reshape(numeric.roll(ravel(a), shift, 0), a.shape) : numeric.roll(a, shift, axis)
  ) as Array;
}
/** How wide a border is: everywhere, before and after each axis, or for each axis. */
export type PadWidth = number | readonly [number, number] | readonly (readonly [number, number])[];
/** With a border of `width`. `mode`: "constant" (`constantValues`, 0), "reflect", "symmetric", "edge" or "wrap". @throws RangeError for negative widths. */
export function pad(
  a: Array,
  width: PadWidth,
  { mode = "constant", constantValues = 0 }: { readonly mode?: numeric.PadMode; readonly constantValues?: number } = {},
): Array {
  const isPair = (one: PadWidth): one is readonly [number, number] =>
    typeof one === "object" && typeof one[0] === "number";
  const widths =
    typeof width === "number"
      ? a.shape.map(() => [width, width] as const)
      : isPair(width)
        ? a.shape.map(() => width)
        : width.length === 1
          ? a.shape.map(() => width[0])
          : width;
  return numeric.pad(a, widths, mode, constantValues) as Array;
}

/** The elements on and below the k-th diagonal of the last two axes, and 0 above it. */
export const tril = (a: Array, k = 0): Array => numeric.tril(a, k) as Array;
/** The elements on and above the k-th diagonal of the last two axes, and 0 below it. */
export const triu = (a: Array, k = 0): Array => numeric.triu(a, k) as Array;
/** The diagonal of a matrix, or a matrix with this vector on its diagonal. */
export const diag = (a: Array): Array => numeric.diag(a) as Array;
/** The diagonal of a matrix. */
export const diagonal = diag;
/** The sum of a matrix's diagonal. */
export const trace = (a: Array): Array => ops.sum(numeric.diag(a)) as Array;
