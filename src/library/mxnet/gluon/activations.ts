// gluon.nn: activations as blocks.

import { activations, type Activation as Name } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { Constant } from "../init.ts";
import type { NDArray } from "../ndarray.ts";
import { gelu, leakyRelu } from "../npx.ts";
import { HybridBlock } from "./block.ts";
import { Parameter } from "./parameter.ts";

/** An activation by its name: "relu", "sigmoid", "tanh", …. */
export class Activation extends HybridBlock {
  readonly activation: Name;
  constructor(activation: Name) {
    super();
    if (!(activation in activations))
      throw new TypeError(`Activation: there is no "${activation}"; there are ${Object.keys(activations).join(", ")}`);
    this.activation = activation;
  }
  override forward(x: NDArray): NDArray {
    return activations[this.activation](x) as NDArray;
  }
  protected override extraRepr(): string {
    return this.activation;
  }
}

/** x where it is positive, else x · alpha. */
export class LeakyReLU extends HybridBlock {
  constructor(readonly alpha: number) {
    super();
  }
  override forward(x: NDArray): NDArray {
    return leakyRelu(x, this.alpha);
  }
  protected override extraRepr(): string {
    return `${this.alpha}`;
  }
}

/** LeakyReLU whose slope is learned, one for all (He et al., 2015); 0.25 at first. */
export class PReLU extends HybridBlock {
  readonly alpha = new Parameter("alpha", { shape: [1], init: new Constant(0.25) });
  override forward(x: NDArray): NDArray {
    return ops.where(ops.gt(x, 0), x, ops.mul(x, this.alpha.data())) as NDArray;
  }
}

/** x where it is positive, else alpha · (e^x - 1). */
export class ELU extends HybridBlock {
  constructor(readonly alpha = 1) {
    super();
  }
  override forward(x: NDArray): NDArray {
    return ops.where(ops.gt(x, 0), x, ops.mul(ops.expm1(ops.clamp(x, undefined, 0)), this.alpha)) as NDArray;
  }
}

/** x Φ(x), Φ the normal distribution's (Hendrycks and Gimpel, 2016). */
export class GELU extends HybridBlock {
  override forward(x: NDArray): NDArray {
    return gelu(x);
  }
}

/** x · sigmoid(beta · x). */
export class Swish extends HybridBlock {
  constructor(readonly beta = 1) {
    super();
  }
  override forward(x: NDArray): NDArray {
    return ops.mul(x, ops.sigmoid(ops.mul(x, this.beta))) as NDArray;
  }
}
