// PyTorch's methods on single elements that few programs call.

import * as numeric from "../numeric/index.ts";
import type { Operand } from "../ops/index.ts";
import * as ops from "../ops/index.ts";
import type { Tensor as Base } from "../tensor/index.ts";
import { Elementwise } from "./elementwise.ts";

/** How a quotient is rounded: not, towards zero, or down. */
export interface DivOptions {
  /** Defaults to null. */
  readonly roundingMode?: "trunc" | "floor" | null;
}

/** a / b, rounded as asked. */
export function divided(a: Operand, b: Operand, { roundingMode = null }: DivOptions = {}): Base {
  if (roundingMode === "floor") return ops.floorDivide(a, b);
  const quotient = ops.div(a, b);
  if (roundingMode === null) return quotient;
  if (roundingMode !== "trunc")
    throw new RangeError(
      `div expected rounding_mode to be one of null, "trunc", or "floor" but found "${roundingMode}"`,
    );
  const isWhole = [a, b].every((one) => typeof one === "number" || one.dtype === "int32" || one.dtype === "uint8");
  return isWhole && Number.isInteger(typeof b === "number" ? b : 0)
    ? ops.cast(ops.trunc(quotient), "int32")
    : ops.trunc(quotient);
}

/** a - alpha · b @throws TypeError for booleans. */
export function subtracted(a: Operand, b: Operand, alpha?: number): Base {
  if ([a, b].some((one) => typeof one !== "number" && one.dtype === "bool"))
    throw new TypeError(
      "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
    );
  return ops.sub(a, scaledBy(b, alpha));
}

/** alpha · b */
export const scaledBy = (b: Operand, alpha = 1): Operand => (alpha === 1 ? b : ops.mul(b, alpha));

/** The rarer element-wise side of a tensor. */
export abstract class Rare extends Elementwise {
  /** this + alpha · other */
  override add(other: Operand, options?: { readonly alpha?: number }): this {
    return ops.add(this, scaledBy(other, options?.alpha)) as this;
  }
  /** this - alpha · other */
  override sub(other: Operand, options?: { readonly alpha?: number }): this {
    return subtracted(this, other, options?.alpha) as this;
  }
  /** this / other, rounded when `roundingMode` says so. */
  override div(other: Operand, options?: DivOptions): this {
    return divided(this, other, options) as this;
  }
  /** this - other */
  subtract(other: Operand): this {
    return this.sub(other);
  }
  /** this · other, element by element */
  multiply(other: Operand): this {
    return this.mul(other);
  }
  /** this / other */
  divide(other: Operand, options?: DivOptions): this {
    return this.div(other, options);
  }
  /** -this */
  negative(): this {
    return this.neg();
  }
  /** |this| */
  absolute(): this {
    return this.abs();
  }
  /** this ≠ other */
  notEqual(other: Operand): this {
    return this.ne(other);
  }
  /** this < other */
  less(other: Operand): this {
    return this.lt(other);
  }
  /** this ≤ other */
  lessEqual(other: Operand): this {
    return this.le(other);
  }
  /** this > other */
  greater(other: Operand): this {
    return this.gt(other);
  }
  /** this ≥ other */
  greaterEqual(other: Operand): this {
    return this.ge(other);
  }

  /** The angle with this sine. */
  asin(): this {
    return numeric.asin(this) as this;
  }
  /** The angle with this cosine. */
  acos(): this {
    return numeric.acos(this) as this;
  }
  /** The angle of the point (other, this), in [-π, π]. */
  atan2(other: Operand): this {
    return numeric.atan2(this, other) as this;
  }
  /** (e^x - e^-x) / 2 */
  sinh(): this {
    return numeric.sinh(this) as this;
  }
  /** (e^x + e^-x) / 2 */
  cosh(): this {
    return numeric.cosh(this) as this;
  }
  /** The number with this hyperbolic sine. */
  asinh(): this {
    return numeric.asinh(this) as this;
  }
  /** The positive number with this hyperbolic cosine. */
  acosh(): this {
    return numeric.acosh(this) as this;
  }
  /** The number with this hyperbolic tangent. */
  atanh(): this {
    return numeric.atanh(this) as this;
  }
  /** Degrees as radians. */
  deg2rad(): this {
    return ops.mul(this, Math.PI / 180) as this;
  }
  /** Radians as degrees. */
  rad2deg(): this {
    return ops.mul(this, 180 / Math.PI) as this;
  }
  /** The logarithm to base 10. */
  log10(): this {
    return numeric.log10(this) as this;
  }
  /** 2 to the power of each element. */
  exp2(): this {
    return numeric.exp2(this) as this;
  }
  /** log(x / (1 - x)); with `eps`, of numbers between eps and 1 - eps. */
  logit(eps?: number): this {
    return numeric.logit(eps === undefined ? this : ops.clamp(this, eps, 1 - eps)) as this;
  }
  /** x such that erf(x) = this. */
  erfinv(): this {
    return numeric.erfinv(this) as this;
  }
  /** What is behind the point: this - trunc(this). */
  frac(): this {
    return ops.sub(this, ops.trunc(this)) as this;
  }
  /** The remainder of this / other, with this tensor's sign. */
  fmod(other: Operand): this {
    return numeric.fmod(this, other) as this;
  }
  /** √(this² + other²) */
  hypot(other: Operand): this {
    return numeric.hypot(this, other) as this;
  }
  /** log(e^this + e^other), without overflow. */
  logaddexp(other: Operand): this {
    return numeric.logAddExp(this, other) as this;
  }
  /** this · log(other), 0 where this is 0. */
  xlogy(other: Operand): this {
    return numeric.xlogy(this, other) as this;
  }
  /** this + value · a · b */
  addcmul(a: Base, b: Base, { value = 1 }: { readonly value?: number } = {}): this {
    return ops.add(this, scaledBy(ops.mul(a, b), value)) as this;
  }
  /** this + value · a / b */
  addcdiv(a: Base, b: Base, { value = 1 }: { readonly value?: number } = {}): this {
    return ops.add(this, scaledBy(ops.div(a, b), value)) as this;
  }
  /** a + weight · (end - a) */
  lerp(end: Base, weight: Base | number): this {
    return ops.add(this, ops.mul(ops.sub(end, this), weight)) as this;
  }
  /** Not below `min`. */
  clampMin(min: number): this {
    return ops.clamp(this, min) as this;
  }
  /** Not above `max`. */
  clampMax(max: number): this {
    return ops.clamp(this, undefined, max) as this;
  }

  /** This tensor's elements where a condition holds, else `other`'s. */
  where(condition: Base, other: Operand): this {
    return ops.where(condition, this, other) as this;
  }
  /** Whether elements are infinite, as booleans. */
  isinf(): this {
    return numeric.isinf(this) as this;
  }
  /** Whether elements are as near as |a - b| ≤ atol + rtol |b|, each. */
  isclose(other: Base, { rtol = 1e-5, atol = 1e-8 }: { readonly rtol?: number; readonly atol?: number } = {}): this {
    const near = ops.le(ops.abs(ops.sub(this, other)), ops.add(ops.mul(ops.abs(other), rtol), atol));
    return ops.logicalOr(ops.logicalAnd(near, ops.isfinite(other)), ops.eq(this, other)) as this;
  }
  /** Other numbers in the place of NaN, by default 0, and of infinities, by default the largest there are. */
  nanToNum(nan = 0, posinf?: number, neginf?: number): this {
    return numeric.nanToNum(this, nan, posinf, neginf) as this;
  }
  /** True where just one of both is not 0, broadcast. */
  logicalXor(other: Operand): this {
    return numeric.logicalXor(this, other) as this;
  }
  /** Of booleans, the opposite; of whole numbers, all bits turned round. @throws TypeError for floats. */
  bitwiseNot(): this {
    return numeric.bitwiseNot(this) as this;
  }
  /** Of booleans and whole numbers, the bits that both have. @throws TypeError for floats. */
  bitwiseAnd(other: Operand): this {
    return numeric.bitwiseAnd(this, other) as this;
  }
  /** Of booleans and whole numbers, the bits that one of both has. @throws TypeError for floats. */
  bitwiseOr(other: Operand): this {
    return numeric.bitwiseOr(this, other) as this;
  }
  /** Of booleans and whole numbers, the bits that just one of both has. @throws TypeError for floats. */
  bitwiseXor(other: Operand): this {
    return numeric.bitwiseXor(this, other) as this;
  }
}
