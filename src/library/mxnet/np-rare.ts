// np, continued: what few programs call: other angles, statistics, questions, and arrays laid out otherwise.

import * as numeric from "../numeric/index.ts";
import type { Operand } from "../ops/index.ts";
import * as ops from "../ops/index.ts";
import { elements, fromNested, type Shape, sizeOf } from "../tensor/index.ts";
import { fromArray, type NDArray } from "./ndarray.ts";

/** |a|, element by element. */
export const absolute = (a: NDArray): NDArray => a.abs();
/** To the nearest whole number, halves to even ones. */
export const rint = (a: NDArray): NDArray => ops.round(a) as NDArray;
/** The logarithm to base 10. */
export const log10 = (a: NDArray): NDArray => numeric.log10(a) as NDArray;
/** The angle of the point (x, y), in [-π, π]: `arctan2(y, x)`, broadcast. */
export const arctan2 = (y: Operand, x: Operand): NDArray => numeric.atan2(y, x) as NDArray;
/** The number with this hyperbolic sine. */
export const arcsinh = (a: NDArray): NDArray => numeric.asinh(a) as NDArray;
/** The positive number with this hyperbolic cosine. */
export const arccosh = (a: NDArray): NDArray => numeric.acosh(a) as NDArray;
/** The number with this hyperbolic tangent. */
export const arctanh = (a: NDArray): NDArray => numeric.atanh(a) as NDArray;
/** Degrees of radians. */
export const degrees = (a: NDArray): NDArray => a.mul(180 / Math.PI);
/** Radians of degrees. */
export const radians = (a: NDArray): NDArray => a.mul(Math.PI / 180);
/** √(a² + b²), broadcast. */
export const hypot = (a: Operand, b: Operand): NDArray => numeric.hypot(a, b) as NDArray;
/** The remainder of a / b with a's sign, broadcast. */
export const fmod = (a: Operand, b: Operand): NDArray => numeric.fmod(a, b) as NDArray;
/** Whether elements are infinite. */
export const isinf = (a: NDArray): NDArray => numeric.isinf(a) as NDArray;
/** Whether just one of both is not 0, broadcast. */
export const logicalXor = (a: NDArray, b: Operand): NDArray => numeric.logicalXor(a, b) as NDArray;
/** The bits that both have, broadcast. */
export const bitwiseAnd = (a: Operand, b: Operand): NDArray => numeric.bitwiseAnd(a, b) as NDArray;
/** The bits that one of both has, broadcast. */
export const bitwiseOr = (a: Operand, b: Operand): NDArray => numeric.bitwiseOr(a, b) as NDArray;
/** The bits that just one of both has, broadcast. */
export const bitwiseXor = (a: Operand, b: Operand): NDArray => numeric.bitwiseXor(a, b) as NDArray;
/** Other numbers in the place of NaN, by default 0, and of infinities, by default the largest there are. */
export const nanToNum = (
  a: NDArray,
  { nan = 0, posinf, neginf }: { readonly nan?: number; readonly posinf?: number; readonly neginf?: number } = {},
): NDArray => numeric.nanToNum(a, nan, posinf, neginf) as NDArray;

/** Running products along an axis. */
export const cumprod = (a: NDArray, axis: number): NDArray => ops.cumprod(a, axis) as NDArray;
/** The element below which a share `q` lies, of all or along an axis; between two of them, linear. */
export const quantile = (a: NDArray, q: number, { axis, keepdims = false }: ops.ReduceOptions = {}): NDArray =>
  numeric.quantile(a, q, axis as number | undefined, keepdims) as NDArray;
/** `quantile` of q in percent. */
export const percentile = (a: NDArray, q: number, options?: ops.ReduceOptions): NDArray =>
  quantile(a, q / 100, options);
/** The mean, each element counted as often as its weight says. */
export function average(
  a: NDArray,
  { axis, weights }: { readonly axis?: number; readonly weights?: NDArray } = {},
): NDArray {
  if (weights === undefined) return ops.mean(a, axis) as NDArray;
  const along = weights.shape.length === a.shape.length || axis === undefined ? weights.shape : alongAxis(a, axis);
  const own = ops.expandTo(ops.reshape(weights, along), a.shape);
  return ops.div(ops.sum(ops.mul(a, own), axis), ops.sum(own, axis)) as NDArray;
}
const alongAxis = (a: NDArray, axis: number): Shape =>
  a.shape.map((n, i) => (i === (axis < 0 ? axis + a.ndim : axis) ? n : 1));
/** The different elements in order. */
export function unique(a: NDArray): NDArray {
  const values = [...new Set(elements(a))].sort((x, y) => x - y);
  return fromArray(fromNested(values, a.dtype).array, [values.length], a.dtype);
}
/** How often each whole number from 0 on comes; int32. @throws RangeError for negative ones. */
export function bincount(a: NDArray, { minlength = 0 }: { readonly minlength?: number } = {}): NDArray {
  const source = elements(a);
  const length = Array.from(source).reduce((most, value) => Math.max(most, value + 1), minlength);
  const counts = new Int32Array(length);
  for (const value of source) {
    if (!(value >= 0 && Number.isInteger(value)))
      throw new RangeError(`bincount: ${value} is no whole number from 0 on`);
    counts[value] += 1;
  }
  return fromArray(counts, [length], "int32");
}
/** How many elements lie in each of `bins` parts, as wide as each other, of the range from the least to the largest or of `range`; and their edges. */
export function histogram(
  a: NDArray,
  bins = 10,
  { range }: { readonly range?: readonly [number, number] } = {},
): [NDArray, NDArray] {
  const [low, high] = range ?? [ops.min(a), ops.max(a)].map((one) => elements(one)[0]);
  const counts = numeric.histogram(a, bins, low, high);
  const edges = Float32Array.from({ length: bins + 1 }, (_, i) => low + ((high - low) * i) / bins);
  return [fromArray(counts, [bins], "int32"), fromArray(edges, [bins + 1], "float32")];
}
/** The places of all elements that are not 0, an array for each axis; int32. */
export function nonzero(a: NDArray): NDArray[] {
  const places = Array.from(elements(a), (value, i) => (value === 0 ? -1 : i)).filter((i) => i >= 0);
  let stride = sizeOf(a.shape);
  return a.shape.map((n) => {
    stride /= n;
    const along = Int32Array.from(places, (place) => Math.floor(place / stride) % n);
    return fromArray(along, [along.length], "int32");
  });
}

/** The inner product of all elements. */
export const vdot = (a: NDArray, b: NDArray): NDArray => a.reshape(-1).dot(b.reshape(-1));
/** Summed products over the last axes of both. */
export const inner = (a: NDArray, b: NDArray): NDArray =>
  a.ndim === 0 || b.ndim === 0 ? a.mul(b) : (numeric.tensordot(a, b, [a.ndim - 1], [b.ndim - 1]) as NDArray);
/** The sum of a matrix's diagonal. */
export const trace = (a: NDArray): NDArray => ops.sum(numeric.diag(a)) as NDArray;
/** All elements along one axis. */
export const ravel = (a: NDArray): NDArray => a.reshape(-1);
/** One axis at another place, as a view. */
export const moveaxis = (a: NDArray, source: number, destination: number): NDArray =>
  ops.moveAxis(a, source, destination) as NDArray;
/** Moved round the end along an axis. */
export const roll = (a: NDArray, shift: number, { axis = 0 }: { readonly axis?: number } = {}): NDArray =>
  numeric.roll(a, shift, axis) as NDArray;
/** `values` behind `a`, along an axis; by default both as one axis. */
export const append = (a: NDArray, values: NDArray, { axis }: { readonly axis?: number } = {}): NDArray =>
  (axis === undefined ? ops.cat([ravel(a), ravel(values)], 0) : ops.cat([a, values], axis)) as NDArray;
/** A border: `widths[i]` is how much comes before and after axis i. */
export const pad = (
  a: NDArray,
  widths: readonly (readonly [number, number])[],
  {
    mode = "constant",
    constantValues = 0,
  }: { readonly mode?: "constant" | "reflect" | "symmetric" | "edge"; readonly constantValues?: number } = {},
): NDArray => numeric.pad(a, widths, mode, constantValues) as NDArray;
/** Grids of vectors' values: with "xy" the first changes along the second axis, with "ij" along the first. */
export function meshgrid(
  vectors: readonly NDArray[],
  { indexing = "xy" }: { readonly indexing?: "xy" | "ij" } = {},
): NDArray[] {
  const order = vectors.map((_, i) => i);
  if (indexing === "xy" && order.length > 1) [order[0], order[1]] = [1, 0];
  const shape = order.map((i) => vectors[i].size);
  return vectors.map(
    (one, i) =>
      ops.expandTo(
        ops.reshape(
          one,
          order.map((j) => (j === i ? one.size : 1)),
        ),
        shape,
      ) as NDArray,
  );
}
/** Vectors as columns, matrices beside each other. */
export const columnStack = (arrays: readonly NDArray[]): NDArray =>
  ops.cat(
    arrays.map((one) => (one.ndim < 2 ? one.reshape(-1, 1) : one)),
    1,
  ) as NDArray;
