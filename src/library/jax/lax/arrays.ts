// jax.lax: operations on arrays that jnp has not, or under other names.

import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import { type DType, itemOf, type Shape, show, type Tensor } from "../../tensor/index.ts";
import type { Array } from "../array.ts";
import { arange } from "../numpy/creation.ts";

/** The same values, without a derivative; of trees of arrays see jax.tree.map. */
export const stopGradient = <T extends Tensor>(a: T): T => ops.detach(a);
/** 1 / √a */
export const rsqrt = (a: Array): Array => ops.rsqrt(a) as Array;
/** 1 / (1 + e^-a) */
export const logistic = (a: Array): Array => ops.sigmoid(a) as Array;
/** 2/√π ∫ e^(-t²) dt from 0 to a. */
export const erf = (a: Array): Array => ops.erf(a) as Array;
/** x such that erf(x) = a. */
export const erfInv = (a: Array): Array => numeric.erfinv(a) as Array;
/** a to a whole power. */
export const integerPow = (a: Array, n: number): Array => ops.pow(a, n) as Array;
/** `whenTrue` where `which` holds, else `whenFalse`. */
export const select = (which: Array, whenTrue: Array, whenFalse: Array): Array =>
  ops.where(which, whenTrue, whenFalse) as Array;
/** `x`, but not below `min` nor above `max`. */
export const clamp = (min: number, x: Array, max: number): Array => ops.clamp(x, min, max) as Array;
/** The same numbers as another type. */
export const convertElementType = (a: Array, dtype: DType): Array => a.astype(dtype);
/** The `k` largest along the last axis, in order, and where they are. */
export function topK(a: Array, k: number): [Array, Array] {
  const { values, indices } = ops.topK(a, k);
  return [values as Array, indices as Array];
}
/** 0, 1, … size - 1 */
export const iota = (dtype: DType, size: number): Array => arange(size, { dtype });
/** With new leading axes of these sizes. */
export const broadcast = (a: Array, sizes: Shape): Array => ops.expandTo(a, [...sizes, ...a.shape]) as Array;
/** In a shape of which axis `dimensions[i]` is axis i of `a`. */
export function broadcastInDim(a: Array, shape: Shape, dimensions: readonly number[]): Array {
  const apart = shape.map((_, i) => (dimensions.includes(i) ? a.shape[dimensions.indexOf(i)] : 1));
  return ops.expandTo(ops.reshape(a, apart), shape) as Array;
}
/** Arrays one after the other along an axis. */
export const concatenate = (arrays: readonly Array[], dimension: number): Array => ops.cat(arrays, dimension) as Array;

/** Where a slice starts along an axis, moved so that it lies inside, as JAX does. */
function startsOf(name: string, a: Array, starts: readonly (number | Array)[], sizes: Shape): number[] {
  if (starts.length !== a.shape.length || sizes.some((size, i) => size > a.shape[i]))
    throw new RangeError(
      `${name}: a slice of ${show(sizes)} with ${starts.length} starts, of an array of shape ${show(a.shape)}`,
    );
  return starts.map((start, i) => {
    const at = typeof start === "number" ? start : itemOf(start);
    return Math.min(Math.max(at < 0 ? at + a.shape[i] : at, 0), a.shape[i] - sizes[i]);
  });
}
/** A part of given sizes that starts somewhere; a start from which it would reach out is moved. @throws RangeError when it is larger than the array. */
export function dynamicSlice(a: Array, starts: readonly (number | Array)[], sizes: Shape): Array {
  const from = startsOf("dynamicSlice", a, starts, sizes);
  return ops.index(
    a,
    from.map((start, i) => `${start}:${start + sizes[i]}`),
  ) as Array;
}
/** A part along one axis, which is kept. */
export function dynamicSliceInDim(a: Array, start: number | Array, size: number, axis = 0): Array {
  const starts = a.shape.map((_, i) => (i === axis ? start : 0));
  return dynamicSlice(
    a,
    starts,
    a.shape.map((n, i) => (i === axis ? size : n)),
  );
}
/** The part at a place along one axis, which goes. */
export function dynamicIndexInDim(a: Array, index: number | Array, axis = 0): Array {
  return ops.squeeze(dynamicSliceInDim(a, index, 1, axis), axis) as Array;
}
/** A new array with `update` over the part that starts there. */
export function dynamicUpdateSlice(a: Array, update: Array, starts: readonly (number | Array)[]): Array {
  const from = startsOf("dynamicUpdateSlice", a, starts, update.shape);
  return numeric.assigned(
    a,
    from.map((start, i) => `${start}:${start + update.shape[i]}`),
    update,
  ) as Array;
}
/** The part from `starts` to before `limits`, in steps. */
export function slice(a: Array, starts: Shape, limits: Shape, strides?: Shape): Array {
  return ops.index(
    a,
    starts.map((start, i) => `${start}:${limits[i]}:${strides?.[i] ?? 1}`),
  ) as Array;
}
