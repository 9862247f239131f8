// torch.acos, torch.fmod, torch.isinf …: PyTorch's functions of single elements that few programs call. All are methods, too.

import type { Operand } from "../ops/index.ts";
import type { DivOptions } from "./rare.ts";
import type { Tensor } from "./tensor.ts";

/** The angle with this sine. */
export const asin = (a: Tensor): Tensor => a.asin();
/** The angle with this cosine. */
export const acos = (a: Tensor): Tensor => a.acos();
/** (e^a - e^-a) / 2 */
export const sinh = (a: Tensor): Tensor => a.sinh();
/** (e^a + e^-a) / 2 */
export const cosh = (a: Tensor): Tensor => a.cosh();
/** The number with this hyperbolic sine. */
export const asinh = (a: Tensor): Tensor => a.asinh();
/** The positive number with this hyperbolic cosine. */
export const acosh = (a: Tensor): Tensor => a.acosh();
/** The number with this hyperbolic tangent. */
export const atanh = (a: Tensor): Tensor => a.atanh();
/** Degrees as radians. */
export const deg2rad = (a: Tensor): Tensor => a.deg2rad();
/** Radians as degrees. */
export const rad2deg = (a: Tensor): Tensor => a.rad2deg();
/** The logarithm to base 10. */
export const log10 = (a: Tensor): Tensor => a.log10();
/** 2 to the power of each element. */
export const exp2 = (a: Tensor): Tensor => a.exp2();
/** x such that erf(x) = a. */
export const erfinv = (a: Tensor): Tensor => a.erfinv();
/** What is behind the point. */
export const frac = (a: Tensor): Tensor => a.frac();
/** -a */
export const negative = (a: Tensor): Tensor => a.negative();
/** |a| */
export const absolute = (a: Tensor): Tensor => a.absolute();
/** Whether elements are infinite, as booleans. */
export const isinf = (a: Tensor): Tensor => a.isinf();
/** Of booleans, the opposite; of whole numbers, all bits turned round. */
export const bitwiseNot = (a: Tensor): Tensor => a.bitwiseNot();
/** The angle of the point (b, a), in [-π, π], broadcast. */
export const atan2 = (a: Tensor, b: Operand): Tensor => a.atan2(b);
/** The remainder of a / b with a's sign, broadcast. */
export const fmod = (a: Tensor, b: Operand): Tensor => a.fmod(b);
/** √(a² + b²), broadcast. */
export const hypot = (a: Tensor, b: Operand): Tensor => a.hypot(b);
/** log(e^a + e^b), without overflow, broadcast. */
export const logaddexp = (a: Tensor, b: Operand): Tensor => a.logaddexp(b);
/** a log b, 0 where a is 0, broadcast. */
export const xlogy = (a: Tensor, b: Operand): Tensor => a.xlogy(b);
/** True where just one of both is not 0, broadcast. */
export const logicalXor = (a: Tensor, b: Operand): Tensor => a.logicalXor(b);
/** The bits that both have, broadcast. */
export const bitwiseAnd = (a: Tensor, b: Operand): Tensor => a.bitwiseAnd(b);
/** The bits that one of both has, broadcast. */
export const bitwiseOr = (a: Tensor, b: Operand): Tensor => a.bitwiseOr(b);
/** The bits that just one of both has, broadcast. */
export const bitwiseXor = (a: Tensor, b: Operand): Tensor => a.bitwiseXor(b);
/** a - b, broadcast. */
export const subtract = (a: Tensor, b: Operand): Tensor => a.subtract(b);
/** a · b, element by element, broadcast. */
export const multiply = (a: Tensor, b: Operand): Tensor => a.multiply(b);
/** a ≠ b, element by element, broadcast; booleans. */
export const notEqual = (a: Tensor, b: Operand): Tensor => a.notEqual(b);
/** a < b, element by element, broadcast; booleans. */
export const less = (a: Tensor, b: Operand): Tensor => a.less(b);
/** a ≤ b, element by element, broadcast; booleans. */
export const lessEqual = (a: Tensor, b: Operand): Tensor => a.lessEqual(b);
/** a > b, element by element, broadcast; booleans. */
export const greater = (a: Tensor, b: Operand): Tensor => a.greater(b);
/** a ≥ b, element by element, broadcast; booleans. */
export const greaterEqual = (a: Tensor, b: Operand): Tensor => a.greaterEqual(b);
/** a / b, broadcast, rounded when `roundingMode` says so. */
export const divide = (a: Tensor, b: Operand, options?: DivOptions): Tensor => a.div(b, options);
/** log(a / (1 - a)); with `eps`, of numbers between eps and 1 - eps. */
export const logit = (a: Tensor, eps?: number): Tensor => a.logit(eps);
/** a + value · b · c */
export const addcmul = (a: Tensor, b: Tensor, c: Tensor, options?: { readonly value?: number }): Tensor =>
  a.addcmul(b, c, options);
/** a + value · b / c */
export const addcdiv = (a: Tensor, b: Tensor, c: Tensor, options?: { readonly value?: number }): Tensor =>
  a.addcdiv(b, c, options);
/** Not below `min`. */
export const clampMin = (a: Tensor, min: number): Tensor => a.clampMin(min);
/** Not above `max`. */
export const clampMax = (a: Tensor, max: number): Tensor => a.clampMax(max);
/** Whether elements are as near as |a - b| ≤ atol + rtol |b|, each. */
export const isclose = (a: Tensor, b: Tensor, options?: { readonly rtol?: number; readonly atol?: number }): Tensor =>
  a.isclose(b, options);
/** Other numbers in the place of NaN, by default 0, and of infinities, by default the largest there are. */
export const nanToNum = (a: Tensor, nan = 0, posinf?: number, neginf?: number): Tensor =>
  a.nanToNum(nan, posinf, neginf);
