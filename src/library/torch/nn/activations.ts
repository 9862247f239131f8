// torch.nn's activation functions as layers.

import { dimOf } from "../reductions.ts";
import type { Tensor } from "../tensor.ts";
import { elu, leakyRelu, silu, softplus } from "./functional.ts";
import { Module } from "./module.ts";

/** max(x, 0) */
export class ReLU extends Module {
  override forward(x: Tensor): Tensor {
    return x.relu();
  }
}
/** 1 / (1 + e^-x) */
export class Sigmoid extends Module {
  override forward(x: Tensor): Tensor {
    return x.sigmoid();
  }
}
/** The hyperbolic tangent. */
export class Tanh extends Module {
  override forward(x: Tensor): Tensor {
    return x.tanh();
  }
}
/** Positive numbers that add up to 1 along an axis. */
export class Softmax extends Module {
  readonly dim: number;
  constructor(dim: number | { readonly dim: number }) {
    super();
    this.dim = dimOf(dim);
  }
  override forward(x: Tensor): Tensor {
    return x.softmax(this.dim);
  }
  protected override extraRepr(): string {
    return `dim=${this.dim}`;
  }
}
/** Logarithms of those. */
export class LogSoftmax extends Module {
  readonly dim: number;
  constructor(dim: number | { readonly dim: number }) {
    super();
    this.dim = dimOf(dim);
  }
  override forward(x: Tensor): Tensor {
    return x.logSoftmax(this.dim);
  }
  protected override extraRepr(): string {
    return `dim=${this.dim}`;
  }
}
/** x where it is positive, else x · negativeSlope. */
export class LeakyReLU extends Module {
  readonly negativeSlope: number;
  constructor(negativeSlope = 0.01) {
    super();
    this.negativeSlope = negativeSlope;
  }
  override forward(x: Tensor): Tensor {
    return leakyRelu(x, { negativeSlope: this.negativeSlope });
  }
  protected override extraRepr(): string {
    return `negative_slope=${this.negativeSlope}`;
  }
}
/** x where it is positive, else alpha · (e^x - 1) (Clevert, Unterthiner and Hochreiter, 2016). */
export class ELU extends Module {
  readonly alpha: number;
  constructor(alpha = 1) {
    super();
    this.alpha = alpha;
  }
  override forward(x: Tensor): Tensor {
    return elu(x, { alpha: this.alpha });
  }
  protected override extraRepr(): string {
    return `alpha=${Number.isInteger(this.alpha) ? `${this.alpha}.0` : this.alpha}`;
  }
}
/** x · sigmoid(x) */
export class SiLU extends Module {
  override forward(x: Tensor): Tensor {
    return silu(x);
  }
}
/** log(1 + e^x) */
export class Softplus extends Module {
  override forward(x: Tensor): Tensor {
    return softplus(x);
  }
  protected override extraRepr(): string {
    return "beta=1, threshold=20";
  }
}
