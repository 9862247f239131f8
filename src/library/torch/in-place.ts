// What PyTorch's tensors become in place, element by element: relu_, clamp_, maskedFill_ …

import * as numeric from "../numeric/index.ts";
import type { Operand } from "../ops/index.ts";
import * as ops from "../ops/index.ts";
import type { Tensor as Base } from "../tensor/index.ts";
import { Recorded } from "./recorded.ts";

/** The side of a tensor that changes its elements where they lie. `Tensor` extends it. */
export abstract class InPlace extends Recorded {
  /** The absolute values. */
  abs_(): this {
    return this.become("abs_", ops.abs);
  }
  /** The opposite numbers. */
  neg_(): this {
    return this.become("neg_", ops.neg);
  }
  /** e to the power of each element. */
  exp_(): this {
    return this.become("exp_", ops.exp);
  }
  /** The natural logarithms. */
  log_(): this {
    return this.become("log_", ops.log);
  }
  /** The square roots. */
  sqrt_(): this {
    return this.become("sqrt_", ops.sqrt);
  }
  /** 1 / √x */
  rsqrt_(): this {
    return this.become("rsqrt_", ops.rsqrt);
  }
  /** The squares. */
  square_(): this {
    return this.become("square_", ops.square);
  }
  /** 1 / x */
  reciprocal_(): this {
    return this.become("reciprocal_", ops.reciprocal);
  }
  /** The sines. */
  sin_(): this {
    return this.become("sin_", ops.sin);
  }
  /** The cosines. */
  cos_(): this {
    return this.become("cos_", ops.cos);
  }
  /** The hyperbolic tangents. */
  tanh_(): this {
    return this.become("tanh_", ops.tanh);
  }
  /** 1 / (1 + e^-x) */
  sigmoid_(): this {
    return this.become("sigmoid_", ops.sigmoid);
  }
  /** max(x, 0) */
  relu_(): this {
    return this.become("relu_", ops.relu);
  }
  /** Rounded down. */
  floor_(): this {
    return this.become("floor_", ops.floor);
  }
  /** Rounded up. */
  ceil_(): this {
    return this.become("ceil_", ops.ceil);
  }
  /** Rounded, halves to even. */
  round_(): this {
    return this.become("round_", ops.round);
  }
  /** Without the fraction. */
  trunc_(): this {
    return this.become("trunc_", ops.trunc);
  }
  /** x such that erf(x) is the element. */
  erfinv_(): this {
    return this.become("erfinv_", numeric.erfinv);
  }
  /** The remainder of this / other, with other's sign. */
  remainder_(other: Operand): this {
    return this.become("remainder_", (old) => ops.remainder(old, other));
  }
  /** The remainder of this / other, with this tensor's sign. */
  fmod_(other: Operand): this {
    return this.become("fmod_", (old) => numeric.fmod(old, other));
  }
  /** Not below `min`, not above `max`: `clamp_(0, 1)`, `clamp_({ min: 0 })`. */
  clamp_(min: number | { readonly min?: number; readonly max?: number }, max?: number): this {
    const bounds = typeof min === "number" ? { min, max } : min;
    return this.become("clamp_", (old) => ops.clamp(old, bounds.min, bounds.max));
  }
  /** this + weight · (end - this) */
  lerp_(end: Base, weight: Base | number): this {
    return this.become("lerp_", (old) => ops.add(old, ops.mul(ops.sub(end, old), weight)));
  }
  /** this + value · a · b */
  addcmul_(a: Base, b: Base, { value = 1 }: { readonly value?: number } = {}): this {
    return this.become("addcmul_", (old) => ops.add(old, ops.mul(ops.mul(a, b), value)));
  }
  /** this + value · a / b */
  addcdiv_(a: Base, b: Base, { value = 1 }: { readonly value?: number } = {}): this {
    return this.become("addcdiv_", (old) => ops.add(old, ops.mul(ops.div(a, b), value)));
  }
  /** `value` where a mask, broadcast, is true. */
  maskedFill_(mask: Base, value: Operand): this {
    return this.become("maskedFill_", (old) => ops.where(mask, value, old));
  }
  /** 0 above a diagonal. */
  tril_(diagonal = 0): this {
    return this.become("tril_", (old) => numeric.tril(old, diagonal));
  }
  /** 0 below a diagonal. */
  triu_(diagonal = 0): this {
    return this.become("triu_", (old) => numeric.triu(old, diagonal));
  }
  /** A number along the diagonal of a matrix. */
  fillDiagonal_(value: number): this {
    const size = Math.min(this.shape[0], this.shape[1]);
    const places = Array.from({ length: size }, (_, i) => i);
    return this.become("fillDiagonal_", (old) => numeric.assigned(old, [places, places], value));
  }
}
