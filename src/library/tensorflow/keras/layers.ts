// tf.keras.layers

import { type Activation, activations } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { zeros } from "../functions.ts";
import { type Tensor, Variable } from "../tensor.ts";
import { GlorotUniform, type Initializer } from "./initializers.ts";
import { Layer } from "./model.ts";

export { Layer };

/** y = activation(x W + b), [..., anything] -> [..., units]; the inputs are counted at the first. */
export class Dense extends Layer {
  readonly units: number;
  readonly #activation: Activation | undefined;
  readonly #kernelInitializer: Initializer;
  kernel: Variable | undefined;
  bias: Variable | undefined;

  constructor(
    units: number,
    options: { readonly activation?: Activation; readonly kernelInitializer?: Initializer } = {},
  ) {
    super();
    this.units = units;
    this.#activation = options.activation;
    this.#kernelInitializer = options.kernelInitializer ?? new GlorotUniform();
  }
  override call(x: Tensor): Tensor {
    this.kernel ??= new Variable(this.#kernelInitializer.call([x.shape[x.shape.length - 1], this.units]));
    this.bias ??= new Variable(zeros([this.units]));
    const y = ops.add(ops.matmul(x, this.kernel), this.bias);
    return (this.#activation ? activations[this.#activation](y) : y) as Tensor;
  }
}
