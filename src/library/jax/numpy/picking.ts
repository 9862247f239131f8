// jnp: elements by their places, and in order.

import * as ops from "../../ops/index.ts";
import { axisOf, elements, type Shape, sizeOf } from "../../tensor/index.ts";
import { type Array, fromArray } from "../array.ts";
import { tri } from "./creation.ts";

/** The parts at `indices` along an axis, or the elements of all in row-major order. @throws RangeError for one that is out of bounds. */
export function take(a: Array, indices: Array | readonly number[], { axis }: { readonly axis?: number } = {}): Array {
  if (axis === undefined) return ops.index(ops.reshape(a, [-1]), [indices]) as Array;
  const at = axisOf("take", axis, a.shape.length);
  if (at === 0) return ops.index(a, [indices]) as Array;
  const picked = ops.index(ops.moveAxis(a, at, 0), [indices]) as Array;
  const rank = picked.shape.length - a.shape.length + 1;
  const axes = picked.shape.map((_, i) => i);
  return ops.permute(picked, [
    ...axes.slice(rank, rank + at),
    ...axes.slice(0, rank),
    ...axes.slice(rank + at),
  ]) as Array;
}
/** Along one axis, the elements at the positions that `indices`, of as many axes, names for each place. @throws RangeError for one that is out of bounds. */
export function takeAlongAxis(a: Array, indices: Array, axis: number): Array {
  const at = axisOf("takeAlongAxis", axis, a.shape.length);
  const wide = ops.expandTo(
    indices,
    a.shape.map((size, i) => (i === at ? indices.shape[i] : size)),
  );
  return ops.gather(a, at, wide) as Array;
}
/** The elements along an axis (null: of all) in order; NaN at the end. */
export function sort(
  a: Array,
  { axis = -1, descending = false }: { readonly axis?: number | null; readonly descending?: boolean } = {},
): Array {
  return (axis === null ? ops.sort(ops.reshape(a, [-1]), 0, descending) : ops.sort(a, axis, descending)) as Array;
}
/** The positions that put the elements along an axis (null: all) in order; equals keep theirs; int32. */
export function argsort(
  a: Array,
  { axis = -1, descending = false }: { readonly axis?: number | null; readonly descending?: boolean } = {},
): Array {
  return (axis === null ? ops.argsort(ops.reshape(a, [-1]), 0, descending) : ops.argsort(a, axis, descending)) as Array;
}
/** Where elements are not zero: the positions along each axis; int32. */
export function nonzero(a: Array): Array[] {
  const source = elements(a);
  const hits = globalThis.Array.from({ length: source.length }, (_, i) => i).filter((i) => source[i] !== 0);
  let stride = sizeOf(a.shape);
  return a.shape.map((size) => {
    stride /= size;
    const own = Int32Array.from(hits, (at) => Math.floor(at / stride) % size);
    return fromArray(own, [own.length], "int32");
  });
}
/** The different elements in ascending order. */
export function unique(a: Array): Array {
  const found = elements(a).slice().sort();
  const kept = found.filter((one, i) => i === 0 || one !== found[i - 1]);
  return fromArray(kept, [kept.length], a.dtype);
}
/** How often 0, 1, 2, … occur among whole numbers; int32. */
export function bincount(a: Array, { length = 0 }: { readonly length?: number } = {}): Array {
  const source = elements(a);
  let count = length;
  for (const one of source) count = Math.max(count, one + 1);
  const counts = new Int32Array(count);
  for (const one of source) counts[one] += 1;
  return fromArray(counts, [counts.length], "int32");
}
/** Where each of `values` would be put into the sorted vector `a`, before equals or (side "right") behind them; int32. */
export function searchsorted(
  a: Array,
  values: Array,
  { side = "left" }: { readonly side?: "left" | "right" } = {},
): Array {
  const sorted = ops.reshape(a, [-1, ...values.shape.map(() => 1)]);
  const before = side === "left" ? ops.lt(sorted, values) : ops.le(sorted, values);
  return ops.sum(before, 0) as Array;
}
/** The coordinates of a place in row-major order. */
export function unravelIndex(index: number, shape: Shape): number[] {
  let stride = sizeOf(shape);
  return shape.map((size) => {
    stride /= size;
    return Math.floor(index / stride) % size;
  });
}

/** The coordinates of the elements that are not zero, a row each; int32. */
export function argwhere(a: Array): Array {
  return a.shape.length === 0
    ? fromArray(new Int32Array(0), [nonzero(a.reshape(1))[0].size, 0], "int32")
    : (ops.stack(nonzero(a), 1) as Array);
}
/** Where the elements of `a` are among those of `test`; booleans. */
export function isin(a: Array, test: Array): Array {
  const pairs = ops.eq(ops.unsqueeze(a, -1), ops.reshape(test, [-1]));
  return ops.any(pairs, -1) as Array;
}
/** The rows and columns of the places on and below the k-th diagonal of an [n, m] matrix, [n, n] without `m`; int32. */
export const trilIndices = (n: number, { m = n, k = 0 }: { readonly m?: number; readonly k?: number } = {}): Array[] =>
  nonzero(tri(n, { m, k }));
/** The rows and columns of the places on and above the k-th diagonal of an [n, m] matrix, [n, n] without `m`; int32. */
export const triuIndices = (n: number, { m = n, k = 0 }: { readonly m?: number; readonly k?: number } = {}): Array[] =>
  nonzero(ops.eq(tri(n, { m, k: k - 1 }), 0) as Array);
/** How many elements fall between neighbouring edges, of `bins` even ones from the least to the largest element, or of a list; the counts and the edges. */
export function histogram(a: Array, bins: number | readonly number[] = 10): [Array, Array] {
  const source = elements(a);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const one of source) [low, high] = [Math.min(low, one), Math.max(high, one)];
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const edges =
    typeof bins === "number"
      ? globalThis.Array.from({ length: bins + 1 }, (_, i) => low + ((high - low) * i) / bins)
      : bins;
  const counts = new Float32Array(edges.length - 1);
  for (const one of source) {
    // The last bin has both its edges.
    const at = one === edges[edges.length - 1] ? counts.length - 1 : edges.findLastIndex((edge) => edge <= one);
    if (at >= 0 && at < counts.length) counts[at] += 1;
  }
  return [
    fromArray(counts, [counts.length], "float32"),
    fromArray(Float32Array.from(edges), [edges.length], "float32"),
  ];
}
