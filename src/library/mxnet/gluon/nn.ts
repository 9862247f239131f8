// gluon.nn

import { type Activation, activations } from "../../nn/index.ts";
import { Zero } from "../init.ts";
import type { NDArray } from "../ndarray.ts";
import { Block, Parameter } from "./block.ts";

export { Block };

/** y = activation(x Wᵀ + b), [batch, anything] -> [batch, units]; the inputs are counted at the first. */
export class Dense extends Block {
  readonly units: number;
  readonly activation: Activation | undefined;
  readonly weight = new Parameter("weight");
  readonly bias = new Parameter("bias", new Zero());

  constructor(units: number, options: { readonly activation?: Activation } = {}) {
    super();
    this.units = units;
    this.activation = options.activation;
  }
  override forward(x: NDArray): NDArray {
    const flat = x.shape.length > 2 ? x.reshape(x.shape[0], -1) : x;
    if (!this.weight.isReady) {
      this.weight.finish([this.units, flat.shape[flat.shape.length - 1]]);
      this.bias.finish([this.units]);
    }
    const y = flat.matmul(this.weight.data().T).add(this.bias.data());
    return this.activation === undefined ? y : (activations[this.activation](y) as NDArray);
  }
}

/** Blocks one after the other. */
export class Sequential extends Block {
  readonly layers: Block[] = [];
  /** Appends. */
  add(...layers: Block[]): void {
    this.layers.push(...layers);
  }
  override forward(x: NDArray): NDArray {
    return this.layers.reduce((value, layer) => layer.forward(value), x);
  }
}
