// jnp: element by element.

import * as numeric from "../../numeric/index.ts";
import type { Operand } from "../../ops/index.ts";
import * as ops from "../../ops/index.ts";
import { sameShape } from "../../tensor/index.ts";
import type { Array } from "../array.ts";

/** a + b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const add = (a: Operand, b: Operand): Array => ops.add(a, b) as Array;
/** a - b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const subtract = (a: Operand, b: Operand): Array => ops.sub(a, b) as Array;
/** a · b, element by element, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const multiply = (a: Operand, b: Operand): Array => ops.mul(a, b) as Array;
/** a / b, broadcast; a float, also of whole numbers. @throws RangeError when the shapes do not broadcast. */
export const divide = (a: Operand, b: Operand): Array => ops.div(a, b) as Array;
/** The same as `divide`. */
export const trueDivide = divide;
/** a / b rounded down, broadcast. */
export const floorDivide = (a: Operand, b: Operand): Array => ops.floorDivide(a, b) as Array;
/** The remainder of a / b with b's sign, broadcast. */
export const mod = (a: Operand, b: Operand): Array => ops.remainder(a, b) as Array;
/** The same as `mod`. */
export const remainder = mod;
/** a to the b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const power = (a: Operand, b: Operand): Array => ops.pow(a, b) as Array;
/** The larger of a and b, element by element, broadcast. */
export const maximum = (a: Operand, b: Operand): Array => ops.maximum(a, b) as Array;
/** The smaller of a and b, element by element, broadcast. */
export const minimum = (a: Operand, b: Operand): Array => ops.minimum(a, b) as Array;
/** -a */
export const negative = (a: Array): Array => a.neg();
/** a itself. */
export const positive = (a: Array): Array => a;
/** 1 / a */
export const reciprocal = (a: Array): Array => ops.reciprocal(a) as Array;
/** e to the power of each element. */
export const exp = (a: Array): Array => a.exp();
/** 2 to the power of each element. */
export const exp2 = (a: Array): Array => numeric.exp2(a) as Array;
/** e^a - 1, exact near 0. */
export const expm1 = (a: Array): Array => ops.expm1(a) as Array;
/** The natural logarithm, element by element. */
export const log = (a: Array): Array => a.log();
/** The logarithm to base 2, element by element. */
export const log2 = (a: Array): Array => ops.log2(a) as Array;
/** The logarithm to base 10, element by element. */
export const log10 = (a: Array): Array => numeric.log10(a) as Array;
/** log(1 + a), exact near 0. */
export const log1p = (a: Array): Array => ops.log1p(a) as Array;
/** log(e^a + e^b), without overflow. */
export const logaddexp = (a: Operand, b: Operand): Array => numeric.logAddExp(a, b) as Array;
/** The square root, element by element. */
export const sqrt = (a: Array): Array => a.sqrt();
/** The cube root, element by element. */
export const cbrt = (a: Array): Array => ops.mul(ops.sign(a), ops.pow(ops.abs(a), 1 / 3)) as Array;
/** a², element by element. */
export const square = (a: Array): Array => a.square();
/** |a|, element by element. */
export const abs = (a: Array): Array => a.abs();
/** The same as `abs`. */
export const absolute = abs;
/** √(a² + b²), broadcast. */
export const hypot = (a: Operand, b: Operand): Array => numeric.hypot(a, b) as Array;
/** -1, 0 or 1, element by element. */
export const sign = (a: Array): Array => ops.sign(a) as Array;
/** Rounded down. */
export const floor = (a: Array): Array => ops.floor(a) as Array;
/** Rounded up. */
export const ceil = (a: Array): Array => ops.ceil(a) as Array;
/** Without the fraction. */
export const trunc = (a: Array): Array => ops.trunc(a) as Array;
/** Rounded to `decimals` digits, halves to the even one. */
export function round(a: Array, decimals = 0): Array {
  return decimals === 0 ? a.round() : (ops.div(ops.round(ops.mul(a, 10 ** decimals)), 10 ** decimals) as Array);
}
/** The same as `round`, to whole numbers. */
export const rint = (a: Array): Array => a.round();
/** The sine of radians, element by element. */
export const sin = (a: Array): Array => a.sin();
/** The cosine of radians, element by element. */
export const cos = (a: Array): Array => a.cos();
/** The tangent of radians, element by element. */
export const tan = (a: Array): Array => numeric.tan(a) as Array;
/** The hyperbolic sine, element by element. */
export const sinh = (a: Array): Array => numeric.sinh(a) as Array;
/** The hyperbolic cosine, element by element. */
export const cosh = (a: Array): Array => numeric.cosh(a) as Array;
/** The hyperbolic tangent, element by element. */
export const tanh = (a: Array): Array => a.tanh();
/** The angle in [-π/2, π/2] with this sine. */
export const arcsin = (a: Array): Array => numeric.asin(a) as Array;
/** The angle in [0, π] with this cosine. */
export const arccos = (a: Array): Array => numeric.acos(a) as Array;
/** The angle in (-π/2, π/2) with this tangent. */
export const arctan = (a: Array): Array => numeric.atan(a) as Array;
/** The angle of the point (x, y), in [-π, π]: `arctan2(y, x)`, broadcast. */
export const arctan2 = (y: Operand, x: Operand): Array => numeric.atan2(y, x) as Array;
/** Radians of degrees. */
export const deg2rad = (a: Array): Array => a.mul(Math.PI / 180);
/** Degrees of radians. */
export const rad2deg = (a: Array): Array => a.mul(180 / Math.PI);

/** a, but not below `min` nor above `max`; numbers or arrays, null for no bound. */
export function clip(a: Array, min: Operand | null = null, max: Operand | null = null): Array {
  const isNumber = (bound: Operand | null): bound is number | null => bound === null || typeof bound === "number";
  if (isNumber(min) && isNumber(max)) return ops.clamp(a, min ?? undefined, max ?? undefined) as Array;
  const raised = min === null ? a : (ops.maximum(a, min) as Array);
  return max === null ? raised : (ops.minimum(raised, max) as Array);
}
/** Numbers in the places of NaN and the infinities; without them 0 and the largest finite ones. */
export const nanToNum = (
  a: Array,
  { nan = 0, posinf, neginf }: { readonly nan?: number; readonly posinf?: number; readonly neginf?: number } = {},
): Array => numeric.nanToNum(a, nan, posinf, neginf) as Array;
/** `a` where the condition holds, else `b`, broadcast. */
export const where = (condition: Array, a: Operand, b: Operand): Array => ops.where(condition, a, b) as Array;
/** The choice of the first condition that holds, element by element; `fallback` where none does. @throws RangeError when there are not as many choices. */
export function select(conditions: readonly Array[], choices: readonly Operand[], fallback: Operand = 0): Array {
  if (conditions.length === 0 || conditions.length !== choices.length)
    throw new RangeError(`select: ${choices.length} choices for ${conditions.length} conditions`);
  return conditions.reduceRight<Operand>((rest, condition, i) => where(condition, choices[i], rest), fallback) as Array;
}
/** The polynomial with coefficients `p`, the highest power first, at each element of `x`. */
export function polyval(p: Array, x: Array): Array {
  let value = ops.mul(x, 0);
  for (let i = 0; i < p.shape[0]; i++) value = ops.add(ops.mul(value, x), ops.index(p, [i]));
  return value as Array;
}
/** a = b, element by element, broadcast; booleans. */
export const equal = (a: Operand, b: Operand): Array => ops.eq(a, b) as Array;
/** a ≠ b */
export const notEqual = (a: Operand, b: Operand): Array => ops.ne(a, b) as Array;
/** a < b */
export const less = (a: Operand, b: Operand): Array => ops.lt(a, b) as Array;
/** a ≤ b */
export const lessEqual = (a: Operand, b: Operand): Array => ops.le(a, b) as Array;
/** a > b */
export const greater = (a: Operand, b: Operand): Array => ops.gt(a, b) as Array;
/** a ≥ b */
export const greaterEqual = (a: Operand, b: Operand): Array => ops.ge(a, b) as Array;
/** True where both are not zero. */
export const logicalAnd = (a: Operand, b: Operand): Array => ops.logicalAnd(a, b) as Array;
/** True where one of them is not zero. */
export const logicalOr = (a: Operand, b: Operand): Array => ops.logicalOr(a, b) as Array;
/** True where one, and not the other, is not zero. */
export const logicalXor = (a: Array, b: Operand): Array => numeric.logicalXor(a, b) as Array;
/** True where a is zero. */
export const logicalNot = (a: Array): Array => ops.logicalNot(a) as Array;
/** True where a is NaN. */
export const isnan = (a: Array): Array => ops.isnan(a) as Array;
/** True where a is infinite. */
export const isinf = (a: Array): Array => numeric.isinf(a) as Array;
/** True where a is neither NaN nor infinite. */
export const isfinite = (a: Array): Array => ops.isfinite(a) as Array;

/** How near is near enough: |a - b| ≤ atol + rtol |b|. */
export interface Nearness {
  /** Defaults to 1e-5. */
  readonly rtol?: number;
  /** Defaults to 1e-8. */
  readonly atol?: number;
}
/** True where |a - b| ≤ atol + rtol |b|, or both are the same infinity; broadcast. */
export function isclose(a: Array, b: Array, { rtol = 1e-5, atol = 1e-8 }: Nearness = {}): Array {
  const near = ops.le(ops.abs(ops.sub(a, b)), ops.add(ops.mul(ops.abs(b), rtol), atol));
  return ops.logicalOr(ops.eq(a, b), ops.logicalAnd(near, ops.isfinite(b))) as Array;
}
/** Whether all elements are as near as `isclose` says; a boolean array without axes. */
export const allclose = (a: Array, b: Array, options: Nearness = {}): Array => ops.all(isclose(a, b, options)) as Array;
/** Whether shapes and all elements are the same; a boolean array without axes. */
export function arrayEqual(a: Array, b: Array): Array {
  return sameShape(a.shape, b.shape) ? (ops.all(ops.eq(a, b)) as Array) : (ops.scalar(a, 0, "bool") as Array);
}
