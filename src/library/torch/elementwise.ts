// PyTorch's methods on single elements, besides those that all frameworks share (ops/fluent.ts).

import * as ops from "../ops/index.ts";
import { Fluent, type Operand } from "../ops/index.ts";
import { type Tensor as Base, isContiguous } from "../tensor/index.ts";

/** The element-wise side of a tensor. */
export abstract class Elementwise extends Fluent {
  /** The remainder of this / other, with other's sign, as Python's `%`. */
  remainder(other: Operand): this {
    return ops.remainder(this, other) as this;
  }
  /** this / other rounded down, as Python's `//`. */
  floorDivide(other: Operand): this {
    return ops.floorDivide(this, other) as this;
  }
  /** The larger of this and other. */
  maximum(other: Operand): this {
    return ops.maximum(this, other) as this;
  }
  /** The smaller of this and other. */
  minimum(other: Operand): this {
    return ops.minimum(this, other) as this;
  }
  /** -1, 0 or 1. */
  sign(): this {
    return ops.sign(this) as this;
  }
  /** e^x - 1, exact near 0. */
  expm1(): this {
    return ops.expm1(this) as this;
  }
  /** log(1 + x), exact near 0. */
  log1p(): this {
    return ops.log1p(this) as this;
  }
  /** The logarithm to base 2, element by element. */
  log2(): this {
    return ops.log2(this) as this;
  }
  /** 1 / √x */
  rsqrt(): this {
    return ops.rsqrt(this) as this;
  }
  /** 1 / x */
  reciprocal(): this {
    return ops.reciprocal(this) as this;
  }
  /** Rounded down. */
  floor(): this {
    return ops.floor(this) as this;
  }
  /** Rounded up. */
  ceil(): this {
    return ops.ceil(this) as this;
  }
  /** Without the fraction. */
  trunc(): this {
    return ops.trunc(this) as this;
  }
  /** 1 / (1 + e^-x) */
  sigmoid(): this {
    return ops.sigmoid(this) as this;
  }
  /** max(x, 0) */
  relu(): this {
    return ops.relu(this) as this;
  }
  /** Whether elements are NaN, as booleans. */
  isnan(): this {
    return ops.isnan(this) as this;
  }
  /** Whether elements are neither NaN nor infinite, as booleans. */
  isfinite(): this {
    return ops.isfinite(this) as this;
  }
  /** True where neither is 0, broadcast. */
  logicalAnd(other: Operand): this {
    return ops.logicalAnd(this, other) as this;
  }
  /** True where one is not 0, broadcast. */
  logicalOr(other: Operand): this {
    return ops.logicalOr(this, other) as this;
  }
  /** True where elements are 0. */
  logicalNot(): this {
    return ops.logicalNot(this) as this;
  }

  /** Whether shape and all elements are the same. */
  equal(other: Base): boolean {
    return ops.allClose(this, other, 0, 0);
  }
  /** Whether shapes are the same, and elements as near as |a - b| ≤ atol + rtol |b|. */
  allclose(other: Base, options?: { readonly rtol?: number; readonly atol?: number }): boolean {
    return ops.allClose(this, other, options?.rtol ?? 1e-5, options?.atol ?? 1e-8);
  }

  /** Whether the elements lie in row-major order, without gaps. */
  isContiguous(): boolean {
    return isContiguous(this);
  }
}
