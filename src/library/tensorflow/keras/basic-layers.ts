// tf.keras.layers: layers of numbers, activations, shapes.

import { leakyRelu } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import type { Shape } from "../../tensor/index.ts";
import { dropout } from "../nn.ts";
import { type Tensor, Variable } from "../tensor.ts";
import { type Activation as ActivationName, get } from "./activations.ts";
import { type Initializer, type InitializerName, initializer, RandomUniform } from "./initializers.ts";
import { type CallOptions, isTraining, Layer } from "./layer.ts";
import type { Regularizer } from "./regularizers.ts";

/** Options of Dense. */
export interface DenseOptions {
  readonly activation?: ActivationName | undefined;
  /** Defaults to true. */
  readonly useBias?: boolean;
  readonly kernelInitializer?: Initializer | InitializerName;
  readonly biasInitializer?: Initializer | InitializerName;
  /** A penalty on the kernel, in the model's `losses`. */
  readonly kernelRegularizer?: Regularizer;
}

/** y = activation(x W + b), [..., anything] -> [..., units]; the inputs are counted at the first. */
export class Dense extends Layer {
  readonly units: number;
  readonly #options: DenseOptions;
  readonly #activation: (x: Tensor) => Tensor;
  /** [inputs, units]; there after the first call. */
  kernel: Variable | undefined;
  bias: Variable | undefined;

  constructor(units: number, options: DenseOptions = {}) {
    super();
    this.units = units;
    this.#options = options;
    this.#activation = get(options.activation);
  }
  override call(x: Tensor): Tensor {
    const { kernelInitializer = "glorotUniform", biasInitializer = "zeros", useBias = true } = this.#options;
    this.kernel ??= new Variable(initializer(kernelInitializer).call([x.shape[x.shape.length - 1], this.units]));
    if (useBias) this.bias ??= new Variable(initializer(biasInitializer).call([this.units]));
    if (x.shape[x.shape.length - 1] !== this.kernel.shape[0])
      throw new RangeError(
        `Input 0 of layer "${this.name}" is incompatible with the layer: expected axis -1 of input shape to have value ${this.kernel.shape[0]}, but received input with shape (${x.shape.join(", ")})`,
      );
    const product = ops.matmul(x, this.kernel) as Tensor;
    return this.#activation(this.bias === undefined ? product : (ops.add(product, this.bias) as Tensor));
  }
  override get losses(): Tensor[] {
    const { kernelRegularizer } = this.#options;
    return kernelRegularizer && this.kernel ? [...super.losses, kernelRegularizer(this.kernel)] : super.losses;
  }
}

/** All axes but the first as one. */
export class Flatten extends Layer {
  override call(x: Tensor): Tensor {
    return ops.reshape(x, [x.shape[0], -1]) as Tensor;
  }
}
/** Each example in another shape. */
export class Reshape extends Layer {
  constructor(readonly targetShape: Shape) {
    super();
  }
  override call(x: Tensor): Tensor {
    return ops.reshape(x, [x.shape[0], ...this.targetShape]) as Tensor;
  }
}
/** An activation by its name, or a function. */
export class Activation extends Layer {
  readonly #fn: (x: Tensor) => Tensor;
  constructor(activation: ActivationName) {
    super();
    this.#fn = get(activation);
  }
  override call(x: Tensor): Tensor {
    return this.#fn(x);
  }
}
/** 0 where x is negative. */
export class ReLU extends Activation {
  constructor() {
    super("relu");
  }
}
/** exp(x) / Σ exp(x) along the last axis. */
export class Softmax extends Activation {
  constructor() {
    super("softmax");
  }
}
/** x where it is positive, else alpha · (e^x - 1). */
export class ELU extends Activation {
  constructor() {
    super("elu");
  }
}
/** x where it is positive, else alpha · x. */
export class LeakyReLU extends Layer {
  readonly alpha: number;
  constructor({ alpha = 0.3 }: { readonly alpha?: number } = {}) {
    super();
    this.alpha = alpha;
  }
  override call(x: Tensor): Tensor {
    return leakyRelu(x, this.alpha) as Tensor;
  }
}
/** A function as a layer. */
export class Lambda extends Layer {
  constructor(readonly fn: (x: Tensor) => Tensor) {
    super();
  }
  override call(x: Tensor): Tensor {
    return this.fn(x);
  }
}
/** In training, zeros a share `rate` of the elements, and scales the others up by 1 / (1 - rate). @throws RangeError for a rate outside of [0, 1). */
export class Dropout extends Layer {
  readonly rate: number;
  constructor(rate: number) {
    super();
    if (!(rate >= 0 && rate < 1)) throw new RangeError(`Dropout: the rate ${rate} is not in [0, 1)`);
    this.rate = rate;
  }
  override call(x: Tensor, options?: CallOptions): Tensor {
    return isTraining(this, options) ? dropout(x, { rate: this.rate }) : x;
  }
}
/** A row of `outputDim` numbers for each of `inputDim` words: whole numbers of any shape -> [..., outputDim]. */
export class Embedding extends Layer {
  /** [inputDim, outputDim] */
  readonly embeddings: Variable;
  constructor(
    inputDim: number,
    outputDim: number,
    { embeddingsInitializer = new RandomUniform() }: { readonly embeddingsInitializer?: Initializer } = {},
  ) {
    super();
    this.embeddings = new Variable(embeddingsInitializer.call([inputDim, outputDim]));
  }
  override call(x: Tensor): Tensor {
    return ops.take(this.embeddings, ops.cast(x, "int32")) as Tensor;
  }
}
