// Elementary functions that few programs need: other bases, remainders towards zero, logarithms of sums, and questions about each element.

import { zipElements } from "../ops/elementwise.ts";
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
  sqrt,
  square,
  sub,
  sumTo,
  trunc,
  where,
} from "../ops/index.ts";
import { isFloat, type Tensor } from "../tensor/index.ts";
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

/** The length of the hypotenuse, √(a² + b²), broadcast. */
export const hypot = (a: Operand, b: Operand): Tensor => {
  const [x, y] = pair("hypot", a, b);
  return sqrt(add(square(x), square(y)));
};
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
export const logit = (a: Tensor): Tensor => sub(log(a), log1p(neg(a)));

/** Other numbers in the place of NaN and of infinities: by default 0 and the largest and smallest of the type. */
export function nanToNum(a: Tensor, nan = 0, high?: number, low?: number): Tensor {
  if (!isFloat(a.dtype)) return a;
  const most = a.dtype === "float32" ? (2 - 2 ** -23) * 2 ** 127 : Number.MAX_VALUE;
  const numbers = where(isnan(a), nan, a);
  const below = where(eq(a, Number.POSITIVE_INFINITY), high ?? most, numbers);
  return where(eq(a, Number.NEGATIVE_INFINITY), low ?? -most, below);
}
