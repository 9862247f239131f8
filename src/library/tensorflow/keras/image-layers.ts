// tf.keras.layers: convolution and pooling of images [N, H, W, C].

import { type Pair, pairOf } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { avgPool2d, conv2d, maxPool2d, type Padding } from "../nn.ts";
import { type Tensor, Variable } from "../tensor.ts";
import { type Activation, get } from "./activations.ts";
import { type Initializer, type InitializerName, initializer } from "./initializers.ts";
import { Layer } from "./layer.ts";

/** Options of Conv2D. */
export interface Conv2DOptions {
  /** Default to 1. */
  readonly strides?: Pair;
  /** "valid" has no border, "same" an output for each step. Defaults to "valid". */
  readonly padding?: "valid" | "same";
  /** Defaults to 1. */
  readonly dilationRate?: Pair;
  readonly activation?: Activation;
  /** Defaults to true. */
  readonly useBias?: boolean;
  readonly kernelInitializer?: Initializer | InitializerName;
  readonly biasInitializer?: Initializer | InitializerName;
}

/** `filters` filters over images: [N, H, W, C] -> [N, …, …, filters]. */
export class Conv2D extends Layer {
  readonly filters: number;
  readonly kernelSize: readonly [number, number];
  readonly #options: Conv2DOptions;
  readonly #activation: (x: Tensor) => Tensor;
  /** [height, width, C, filters]; there after the first call. */
  kernel: Variable | undefined;
  bias: Variable | undefined;
  constructor(filters: number, kernelSize: Pair, options: Conv2DOptions = {}) {
    super();
    this.filters = filters;
    this.kernelSize = pairOf(kernelSize);
    this.#options = options;
    this.#activation = get(options.activation);
  }
  override call(x: Tensor): Tensor {
    const { kernelInitializer = "glorotUniform", biasInitializer = "zeros", useBias = true } = this.#options;
    const { strides = 1, dilationRate: dilations = 1, padding = "valid" } = this.#options;
    this.kernel ??= new Variable(initializer(kernelInitializer).call([...this.kernelSize, x.shape[3], this.filters]));
    if (useBias) this.bias ??= new Variable(initializer(biasInitializer).call([this.filters]));
    const y = conv2d(x, this.kernel, { strides, dilations, padding: paddingOf(padding) });
    return this.#activation(this.bias === undefined ? y : (ops.add(y, this.bias) as Tensor));
  }
}

const paddingOf = (padding: "valid" | "same"): Padding => (padding === "same" ? "SAME" : "VALID");

/** Options of pooling. */
export interface PoolOptions {
  /** Defaults to 2. */
  readonly poolSize?: Pair;
  /** Steps between windows; by default the windows' size. */
  readonly strides?: Pair;
  /** Defaults to "valid". */
  readonly padding?: "valid" | "same";
}

abstract class Pool2D extends Layer {
  protected readonly options: PoolOptions;
  constructor(options: PoolOptions = {}) {
    super();
    this.options = options;
  }
  protected get settings() {
    const { poolSize: ksize = 2, strides = ksize, padding = "valid" } = this.options;
    return { ksize, strides, padding: paddingOf(padding) };
  }
}

/** The largest of each window. */
export class MaxPool2D extends Pool2D {
  override call(x: Tensor): Tensor {
    return maxPool2d(x, this.settings);
  }
}
/** The mean of each window. */
export class AveragePooling2D extends Pool2D {
  override call(x: Tensor): Tensor {
    return avgPool2d(x, this.settings);
  }
}
/** The mean of each channel, [N, C]. */
export class GlobalAveragePooling2D extends Layer {
  override call(x: Tensor): Tensor {
    return ops.mean(x, [1, 2]) as Tensor;
  }
}
/** The largest of each channel, [N, C]. */
export class GlobalMaxPooling2D extends Layer {
  override call(x: Tensor): Tensor {
    return ops.max(x, [1, 2]) as Tensor;
  }
}
