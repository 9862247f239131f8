// tf.math, and what of it stands in `tf` too: element by element, and along axes.

import * as numeric from "../numeric/index.ts";
import type { Operand } from "../ops/index.ts";
import * as ops from "../ops/index.ts";
import { elements } from "../tensor/index.ts";
import type { ReduceOptions } from "./functions.ts";
import { fromArray, type Tensor } from "./tensor.ts";

export {
  abs,
  add,
  argmax,
  cos,
  divide,
  equal,
  exp,
  maximum,
  minimum,
  multiply,
  pow,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceProd,
  reduceSum,
  sigmoid,
  sin,
  sqrt,
  square,
  subtract,
  tanh,
} from "./functions.ts";

/** The natural logarithm, element by element. */
export const log = (a: Tensor): Tensor => ops.log(a) as Tensor;
/** log(1 + a), exact near 0. */
export const log1p = (a: Tensor): Tensor => ops.log1p(a) as Tensor;
/** e^a - 1, exact near 0. */
export const expm1 = (a: Tensor): Tensor => ops.expm1(a) as Tensor;
/** -a */
export const negative = (a: Tensor): Tensor => ops.neg(a) as Tensor;
/** -1, 0 or 1. */
export const sign = (a: Tensor): Tensor => ops.sign(a) as Tensor;
/** Rounded down. */
export const floor = (a: Tensor): Tensor => ops.floor(a) as Tensor;
/** Rounded up. */
export const ceil = (a: Tensor): Tensor => ops.ceil(a) as Tensor;
/** To the nearest whole number, halves to even ones. */
export const round = (a: Tensor): Tensor => ops.round(a) as Tensor;
/** 1 / √a */
export const rsqrt = (a: Tensor): Tensor => ops.rsqrt(a) as Tensor;
/** 1 / a */
export const reciprocal = (a: Tensor): Tensor => ops.reciprocal(a) as Tensor;
/** The error function. */
export const erf = (a: Tensor): Tensor => ops.erf(a) as Tensor;
/** log(1 + e^a) */
export const softplus = (a: Tensor): Tensor => ops.softplus(a) as Tensor;
/** The tangent of radians. */
export const tan = (a: Tensor): Tensor => numeric.tan(a) as Tensor;
/** The angle with this tangent. */
export const atan = (a: Tensor): Tensor => numeric.atan(a) as Tensor;
/** Whether an element is NaN. */
export const isNan = (a: Tensor): Tensor => ops.isnan(a) as Tensor;
/** Whether an element is neither NaN nor infinite. */
const finite = (a: Tensor): Tensor => ops.isfinite(a) as Tensor;

export { finite as isFinite };
/** Whether an element is false. */
export const logicalNot = (a: Tensor): Tensor => ops.logicalNot(a) as Tensor;
/** a ≠ b, element by element, broadcast. */
export const notEqual = (a: Operand, b: Operand): Tensor => ops.ne(a, b) as Tensor;
/** a > b, element by element, broadcast. */
export const greater = (a: Operand, b: Operand): Tensor => ops.gt(a, b) as Tensor;
/** a ≥ b, element by element, broadcast. */
export const greaterEqual = (a: Operand, b: Operand): Tensor => ops.ge(a, b) as Tensor;
/** a < b, element by element, broadcast. */
export const less = (a: Operand, b: Operand): Tensor => ops.lt(a, b) as Tensor;
/** a ≤ b, element by element, broadcast. */
export const lessEqual = (a: Operand, b: Operand): Tensor => ops.le(a, b) as Tensor;
/** Whether both are true, element by element, broadcast. */
export const logicalAnd = (a: Operand, b: Operand): Tensor => ops.logicalAnd(a, b) as Tensor;
/** Whether one is true, element by element, broadcast. */
export const logicalOr = (a: Operand, b: Operand): Tensor => ops.logicalOr(a, b) as Tensor;
/** The remainder with b's sign, element by element, broadcast. */
export const floormod = (a: Operand, b: Operand): Tensor => ops.remainder(a, b) as Tensor;
/** a / b rounded down, element by element, broadcast. */
export const floordiv = (a: Operand, b: Operand): Tensor => ops.floorDivide(a, b) as Tensor;
/** (a - b)², element by element, broadcast. */
export const squaredDifference = (a: Operand, b: Operand): Tensor => ops.square(ops.sub(a, b)) as Tensor;
/** Where the smallest element is along an axis, by default the first; int32. */
export const argmin = (a: Tensor, { axis = 0 }: { readonly axis?: number } = {}): Tensor =>
  ops.argmin(a, axis) as Tensor;
/** The standard deviation of all elements, or along axes. */
export const reduceStd = (a: Tensor, { axis, keepdims }: ReduceOptions = {}): Tensor =>
  ops.std(a, axis, keepdims) as Tensor;
/** The variance of all elements, or along axes. */
export const reduceVariance = (a: Tensor, { axis, keepdims }: ReduceOptions = {}): Tensor =>
  ops.variance(a, axis, keepdims) as Tensor;
/** Whether all are true, or along axes. */
export const reduceAll = (a: Tensor, { axis, keepdims }: ReduceOptions = {}): Tensor =>
  ops.all(a, axis, keepdims) as Tensor;
/** Whether one is true, or along axes. */
export const reduceAny = (a: Tensor, { axis, keepdims }: ReduceOptions = {}): Tensor =>
  ops.any(a, axis, keepdims) as Tensor;
/** log Σ e^a along an axis; of all elements when none is given. */
export const reduceLogsumexp = (
  a: Tensor,
  { axis, keepdims }: { readonly axis?: number; readonly keepdims?: boolean } = {},
): Tensor => (axis === undefined ? ops.logSumExp(ops.reshape(a, [-1]), 0) : ops.logSumExp(a, axis, keepdims)) as Tensor;
/** Running sums along an axis, by default the first. */
export const cumsum = (a: Tensor, { axis = 0 }: { readonly axis?: number } = {}): Tensor =>
  ops.cumsum(a, axis) as Tensor;
/** Running products along an axis, by default the first. */
export const cumprod = (a: Tensor, { axis = 0 }: { readonly axis?: number } = {}): Tensor =>
  ops.cumprod(a, axis) as Tensor;
/** The `k` largest along the last axis, in order, and their places. */
export function topK(a: Tensor, { k = 1 }: { readonly k?: number } = {}): { values: Tensor; indices: Tensor } {
  const { values, indices } = ops.topK(a, k);
  return { values: values as Tensor, indices: indices as Tensor };
}

/** The angle with this sine. */
export const asin = (a: Tensor): Tensor => numeric.asin(a) as Tensor;
/** The angle with this cosine. */
export const acos = (a: Tensor): Tensor => numeric.acos(a) as Tensor;
/** The angle of the point (x, y), in [-π, π]: `atan2(y, x)`, broadcast. */
export const atan2 = (y: Operand, x: Operand): Tensor => numeric.atan2(y, x) as Tensor;
/** (e^a - e^-a) / 2 */
export const sinh = (a: Tensor): Tensor => numeric.sinh(a) as Tensor;
/** (e^a + e^-a) / 2 */
export const cosh = (a: Tensor): Tensor => numeric.cosh(a) as Tensor;
/** The number with this hyperbolic sine. */
export const asinh = (a: Tensor): Tensor => numeric.asinh(a) as Tensor;
/** The positive number with this hyperbolic cosine. */
export const acosh = (a: Tensor): Tensor => numeric.acosh(a) as Tensor;
/** The number with this hyperbolic tangent. */
export const atanh = (a: Tensor): Tensor => numeric.atanh(a) as Tensor;
/** Whether elements are infinite. */
export const isInf = (a: Tensor): Tensor => numeric.isinf(a) as Tensor;
/** Whether just one of both is true, broadcast. */
export const logicalXor = (a: Tensor, b: Operand): Tensor => numeric.logicalXor(a, b) as Tensor;
/** a log b, and 0 where a is 0. */
export const xlogy = (a: Operand, b: Operand): Tensor => numeric.xlogy(a, b) as Tensor;
/** a / b, and 0 where b is 0. */
export const divideNoNan = (a: Operand, b: Tensor): Tensor =>
  ops.where(ops.eq(b, 0), 0, ops.div(a, ops.where(ops.eq(b, 0), 1, b))) as Tensor;
/** How often each whole number from 0 on comes; int32. */
export function bincount(a: Tensor, { minlength = 0 }: { readonly minlength?: number } = {}): Tensor {
  const source = elements(a);
  const counts = new Int32Array(Array.from(source).reduce((most, value) => Math.max(most, value + 1), minlength));
  for (const value of source) counts[value] += 1;
  return fromArray(counts, [counts.length], "int32");
}
