// torch.nn's activation functions as layers.

import { numpyScalar } from "../../tensor/index.ts";
import { full } from "../create.ts";
import { own } from "../printing.ts";
import { dimOf } from "../reductions.ts";
import type { Tensor } from "../tensor.ts";
import {
  elu,
  gelu,
  hardtanh,
  leakyRelu,
  logsigmoid,
  mish,
  prelu,
  relu6,
  selu,
  silu,
  softplus,
  softsign,
} from "./functional.ts";
import { Module, type Parameter } from "./module.ts";

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
/** x Φ(x), Φ the normal distribution's: exact, or "tanh". */
export class GELU extends Module {
  readonly approximate: "none" | "tanh";
  constructor({ approximate = "none" }: { readonly approximate?: "none" | "tanh" } = {}) {
    super();
    this.approximate = approximate;
  }
  override forward(x: Tensor): Tensor {
    return gelu(x, this);
  }
  protected override extraRepr(): string {
    return `approximate='${this.approximate}'`;
  }
}
/** The exponential linear unit that keeps mean and variance. */
export class SELU extends Module {
  override forward(x: Tensor): Tensor {
    return selu(x);
  }
}
/** x · tanh(log(1 + e^x)) */
export class Mish extends Module {
  override forward(x: Tensor): Tensor {
    return mish(x);
  }
}
/** x / (1 + |x|) */
export class Softsign extends Module {
  override forward(x: Tensor): Tensor {
    return softsign(x);
  }
}
/** min(max(x, 0), 6) */
export class ReLU6 extends Module {
  override forward(x: Tensor): Tensor {
    return relu6(x);
  }
  protected override extraRepr(): string {
    return "";
  }
}
/** Between two numbers, by default -1 and 1. */
export class Hardtanh extends Module {
  readonly minVal: number;
  readonly maxVal: number;
  constructor(minVal = -1, maxVal = 1) {
    super();
    this.minVal = minVal;
    this.maxVal = maxVal;
  }
  override forward(x: Tensor): Tensor {
    return hardtanh(x, this);
  }
  protected override extraRepr(): string {
    return `min_val=${numpyScalar(this.minVal, "float64")}, max_val=${numpyScalar(this.maxVal, "float64")}`;
  }
}
/** log σ(x) */
export class LogSigmoid extends Module {
  override forward(x: Tensor): Tensor {
    return logsigmoid(x);
  }
}
/** x where it is positive, else x · weight, which is learned: one, or one for each channel (He et al., 2015). */
export class PReLU extends Module {
  readonly weight: Parameter;
  constructor(numParameters = 1, { init = 0.25 }: { readonly init?: number } = {}) {
    super();
    this.weight = own(full([numParameters], init, { requiresGrad: true }));
  }
  override forward(x: Tensor): Tensor {
    return prelu(x, this.weight);
  }
  protected override extraRepr(): string {
    return `num_parameters=${this.weight.numel()}`;
  }
}
