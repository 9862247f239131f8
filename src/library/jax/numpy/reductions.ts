// jnp: of all elements, or along axes.

import * as numeric from "../../numeric/index.ts";
import type { ReduceOptions } from "../../ops/index.ts";
import * as ops from "../../ops/index.ts";
import { sizeOf } from "../../tensor/index.ts";
import type { Array } from "../array.ts";

/** One axis, or undefined for all elements in row-major order. */
export interface AxisOptions {
  readonly axis?: number | undefined;
  readonly keepdims?: boolean;
}
/** Of variances: what is taken from the number of elements, 1 for an estimate from a sample. */
export interface SpreadOptions extends ReduceOptions {
  readonly ddof?: number;
}

/** The sum of all elements, or along axes. */
export const sum = (a: Array, options?: ReduceOptions): Array => a.sum(options);
/** The mean of all elements, or along axes; a float. */
export const mean = (a: Array, options?: ReduceOptions): Array => a.mean(options);
/** The product of all elements, or along axes. */
export const prod = (a: Array, options?: ReduceOptions): Array => a.prod(options);
/** The largest element, of all or along axes. @throws RangeError when there are none. */
export const max = (a: Array, options?: ReduceOptions): Array => a.max(options);
/** The smallest element, of all or along axes. @throws RangeError when there are none. */
export const min = (a: Array, options?: ReduceOptions): Array => a.min(options);
/** The same as `max`. */
export const amax = max;
/** The same as `min`. */
export const amin = min;
/** The largest less the smallest element. */
export const ptp = (a: Array, options?: ReduceOptions): Array => a.max(options).sub(a.min(options));
/** The standard deviation of all elements, or along axes. */
export const std = (a: Array, options?: SpreadOptions): Array => a.std(options);
/** The variance of all elements, or along axes. */
const variance = (a: Array, options?: SpreadOptions): Array => a.var(options);

export {
  /** The variance of all elements, or along axes. */
  variance as var,
};
/** True where all elements, or all along axes, are not zero. */
export const all = (a: Array, { axis, keepdims }: ReduceOptions = {}): Array => ops.all(a, axis, keepdims) as Array;
/** True where one element, or one along axes, is not zero. */
export const any = (a: Array, { axis, keepdims }: ReduceOptions = {}): Array => ops.any(a, axis, keepdims) as Array;
/** How many elements are not zero; int32. */
export const countNonzero = (a: Array, { axis, keepdims }: ReduceOptions = {}): Array =>
  ops.sum(ops.ne(a, 0), axis, keepdims) as Array;
/** Where the largest element is, the first of equals: of all elements in row-major order, or along an axis; int32. */
export const argmax = (a: Array, { axis, keepdims }: AxisOptions = {}): Array => ops.argmax(a, axis, keepdims) as Array;
/** Where the smallest element is, the first of equals: of all elements in row-major order, or along an axis; int32. */
export const argmin = (a: Array, { axis, keepdims }: AxisOptions = {}): Array => ops.argmin(a, axis, keepdims) as Array;
/** The sum without NaNs. */
export const nansum = (a: Array, options?: ReduceOptions): Array =>
  (ops.where(ops.isnan(a), 0, a) as Array).sum(options);
/** The mean without NaNs. */
export function nanmean(a: Array, options: ReduceOptions = {}): Array {
  const counts = ops.sum(ops.logicalNot(ops.isnan(a)), options.axis, options.keepdims);
  return ops.div(nansum(a, options), counts) as Array;
}
/** The mean with weights, of the shape of `a` or of its one axis. */
export function average(a: Array, options: { readonly axis?: number; readonly weights?: Array } = {}): Array {
  const { axis, weights } = options;
  if (weights === undefined) return a.mean(axis === undefined ? {} : { axis });
  const at = axis === undefined ? 0 : axis < 0 ? axis + a.shape.length : axis;
  const wide =
    weights.shape.length === a.shape.length
      ? weights
      : ops.reshape(
          weights,
          a.shape.map((_, i) => (i === at ? -1 : 1)),
        );
  const spread = ops.expandTo(wide, a.shape);
  return ops.div(ops.sum(ops.mul(a, spread), axis), ops.sum(spread, axis)) as Array;
}
/** The middle element of all or along an axis, or the mean of the middle two. */
export const median = (a: Array, { axis, keepdims }: AxisOptions = {}): Array =>
  numeric.median(a, axis, keepdims) as Array;
/** Along one axis, or of all. */
export interface QuantileOptions extends AxisOptions {
  /** Between two elements: "linear" (by default), "lower", "higher", "midpoint" or "nearest". */
  readonly method?: numeric.Interpolation;
}
/** The element below which the share `q` lies; for a list of shares the quantiles stand along a new first axis. @throws RangeError for a share outside of [0, 1]. */
export function quantile(a: Array, q: number | readonly number[], options: QuantileOptions = {}): Array {
  const { axis, keepdims, method } = options;
  const one = (share: number) => numeric.quantile(a, share, axis, keepdims, method) as Array;
  return typeof q === "number" ? one(q) : (ops.stack(q.map(one)) as Array);
}
/** The same as `quantile`, for shares out of 100. */
export const percentile = (a: Array, q: number | readonly number[], options?: QuantileOptions): Array =>
  quantile(a, typeof q === "number" ? q / 100 : q.map((one) => one / 100), options);
/** Running sums along an axis, or of all elements in row-major order. */
export const cumsum = (a: Array, { axis }: { readonly axis?: number } = {}): Array =>
  axis === undefined ? (ops.cumsum(ops.reshape(a, [-1]), 0) as Array) : (ops.cumsum(a, axis) as Array);
/** Running products along an axis, or of all elements in row-major order. */
export const cumprod = (a: Array, { axis }: { readonly axis?: number } = {}): Array =>
  axis === undefined ? (ops.cumprod(ops.reshape(a, [-1]), 0) as Array) : (ops.cumprod(a, axis) as Array);
/** Each element less the one before it, along an axis. */
export function diff(a: Array, { axis = -1, n = 1 }: { readonly axis?: number; readonly n?: number } = {}): Array {
  const at = axis < 0 ? axis + a.shape.length : axis;
  const whole = new globalThis.Array<string>(at).fill(":");
  let part = a;
  for (let i = 0; i < n; i++)
    part = ops.sub(ops.index(part, [...whole, "1:"]), ops.index(part, [...whole, ":-1"])) as Array;
  return part;
}
/** The covariances of variables that stand in rows, estimated from a sample, or divided by their number less `ddof`. */
export const cov = (a: Array, { ddof = 1 }: { readonly ddof?: number } = {}): Array =>
  numeric.covariance(a, ddof) as Array;
/** The correlations of variables that stand in rows. */
export const corrcoef = (a: Array): Array => numeric.correlation(a) as Array;
/** Number of elements, as a plain number. */
export const size = (a: Array): number => sizeOf(a.shape);
