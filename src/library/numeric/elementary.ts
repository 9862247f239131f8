// Elementary functions that few programs need: other bases, remainders towards zero, logarithms of sums, and questions about each element.

import { meeting, zipElements } from "../ops/elementwise.ts";
import {
  abs,
  add,
  bind,
  div,
  eq,
  exp,
  isnan,
  log,
  log1p,
  logicalNot,
  maximum,
  mul,
  ne,
  neg,
  type Operand,
  pair,
  pow,
  primitive,
  sub,
  sumTo,
  trunc,
  where,
} from "../ops/index.ts";
import { isFloat, type Tensor, toFloat } from "../tensor/index.ts";
import type { BinaryLoop } from "../tensor/kernels/loops.ts";
import { float } from "./float.ts";

/** The logarithm to base 10. */
export const log10 = (a: Tensor): Tensor => div(log(a), Math.LN10);
/** 2 to the power of a. */
export const exp2 = (a: Tensor): Tensor => pow(2, float(a));

const remainders: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  for (let i = 0; i < n; i++) out[o + i] = x[xo + i * xs] % y[yo + i * ys];
};
const fmodPrimitive = /* @__PURE__ */ primitive({
  name: "Fmod",
  form: "elementwise",
  value: ([a, b]) => zipElements("fmod", a, b, remainders),
  gradient: [(dy, [a]) => sumTo(dy, a.shape), (dy, [a, b]) => sumTo(neg(mul(dy, trunc(div(a, b)))), b.shape)],
  saves: "inputs",
});
/** The remainder of a / b with a's sign, as C's `fmod`, broadcast. */
export const fmod = (a: Operand, b: Operand): Tensor => bind(fmodPrimitive, pair("fmod", a, b), undefined);

/** Whether elements are an infinity of either sign, as booleans. */
export const isinf = (a: Tensor): Tensor => eq(abs(float(a)), Number.POSITIVE_INFINITY);
/** True where just one of two is not 0, broadcast. */
export const logicalXor = (a: Tensor, b: Operand): Tensor =>
  ne(logicalNot(a), typeof b === "number" ? Number(b === 0) : logicalNot(b));

const hypotenuses: BinaryLoop = (x, xo, xs, y, yo, ys, out, o, n) => {
  for (let i = 0; i < n; i++) {
    const [a, b] = [Math.abs(x[xo + i * xs]), Math.abs(y[yo + i * ys])];
    const large = Math.max(a, b);
    const share = Math.min(a, b) / large;
    // An infinity is one beside NaN, too; and nothing is squared that is large.
    const isInfinite = a === Number.POSITIVE_INFINITY || b === Number.POSITIVE_INFINITY;
    out[o + i] = isInfinite ? Number.POSITIVE_INFINITY : large === 0 ? 0 : large * Math.sqrt(1 + share * share);
  }
};
const hypotPrimitive = /* @__PURE__ */ primitive({
  name: "Hypot",
  form: "elementwise",
  value: ([a, b]) => zipElements("hypot", a, b, hypotenuses, toFloat(meeting(a, b))),
  gradient: [(dy, [a], y) => sumTo(mul(dy, div(a, y)), a.shape), (dy, [, b], y) => sumTo(mul(dy, div(b, y)), b.shape)],
  saves: "inputs",
});
/** The length of the hypotenuse, √(a² + b²), without overflow, broadcast. */
export const hypot = (a: Operand, b: Operand): Tensor => bind(hypotPrimitive, pair("hypot", a, b), undefined);
/** log(e^a + e^b) without overflow, broadcast. */
export function logAddExp(a: Operand, b: Operand): Tensor {
  const [x, y] = pair("logaddexp", a, b);
  const larger = maximum(x, y);
  // Of equals, infinities among them, the difference is 0.
  const apart = where(eq(x, y), 0, neg(abs(sub(x, y))));
  return add(larger, log1p(exp(apart)));
}
/** a log b, and 0 where a is 0, broadcast; NaN where b is. */
export function xlogy(a: Operand, b: Operand): Tensor {
  const [x, y] = pair("xlogy", a, b);
  const isNone = mul(eq(x, 0), logicalNot(isnan(y)));
  return where(isNone, 0, mul(x, log(where(isNone, 1, y))));
}
/** log(a / (1 - a)), the inverse of the sigmoid. */
export function logit(a: Tensor): Tensor {
  const x = float(a);
  return sub(log(x), log1p(neg(x)));
}

/** Other numbers in the place of NaN and of infinities: by default 0 and the largest and smallest of the type. */
export function nanToNum(a: Tensor, nan = 0, high?: number, low?: number): Tensor {
  if (!isFloat(a.dtype)) return a;
  const most = a.dtype === "float32" ? (2 - 2 ** -23) * 2 ** 127 : Number.MAX_VALUE;
  const numbers = where(isnan(a), nan, a);
  const below = where(eq(a, Number.POSITIVE_INFINITY), high ?? most, numbers);
  return where(eq(a, Number.NEGATIVE_INFINITY), low ?? -most, below);
}
