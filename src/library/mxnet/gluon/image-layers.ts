// gluon.nn: convolution and pooling of images [N, C, H, W].

import {
  type Activation,
  activations,
  averagePool,
  convolution,
  maxPool,
  type Pair,
  pairOf,
  transposedConvolution,
} from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { type Initializer, Zero } from "../init.ts";
import type { NDArray } from "../ndarray.ts";
import { HybridBlock } from "./block.ts";
import { Parameter } from "./parameter.ts";

/** Options of Conv2D. */
export interface Conv2DOptions {
  /** Default to 1. */
  readonly strides?: Pair;
  /** Defaults to 0. */
  readonly padding?: Pair;
  /** Defaults to 1. */
  readonly dilation?: Pair;
  /** Defaults to 1. */
  readonly groups?: number;
  readonly activation?: Activation;
  /** Defaults to true. */
  readonly useBias?: boolean;
  /** Number of input channels; the first input decides when it is left out. */
  readonly inChannels?: number;
  readonly weightInitializer?: Initializer;
  readonly biasInitializer?: Initializer;
}

/** `channels` filters over images: [N, C, H, W] -> [N, channels, …, …]. */
export class Conv2D extends HybridBlock {
  readonly channels: number;
  readonly kernelSize: readonly [number, number];
  /** [channels, C / groups, height, width] */
  readonly weight: Parameter;
  readonly bias: Parameter | null;
  readonly #options: Conv2DOptions;
  constructor(channels: number, kernelSize: Pair, options: Conv2DOptions = {}) {
    super();
    this.channels = channels;
    this.kernelSize = pairOf(kernelSize);
    this.#options = options;
    const { inChannels, groups = 1, useBias = true } = options;
    const shape = inChannels === undefined ? {} : { shape: this.#shape(inChannels / groups) };
    this.weight = new Parameter("weight", { ...shape, init: options.weightInitializer });
    this.bias = useBias
      ? new Parameter("bias", { shape: [channels], init: options.biasInitializer ?? new Zero() })
      : null;
  }
  #shape(inputs: number): readonly number[] {
    return [this.channels, inputs, ...this.kernelSize];
  }
  override forward(x: NDArray): NDArray {
    const { strides = 1, padding = 0, dilation = 1, groups = 1, activation } = this.#options;
    const weight = this.weight.materialize(this.#shape(x.shape[1] / groups));
    const y = convolution(x, weight, { stride: strides, padding, dilation, groups }) as NDArray;
    const shifted = this.bias === null ? y : y.add(this.bias.data().reshape(-1, 1, 1));
    return activation === undefined ? shifted : (activations[activation](shifted) as NDArray);
  }
  protected override extraRepr(): string {
    const { strides = 1, padding } = this.#options;
    const tuple = (pair: Pair): string => `(${pairOf(pair).join(", ")})`;
    const channels = `${this.weight.shape?.[1] ?? -1} -> ${this.channels}`;
    const border = padding === undefined ? "" : `, padding=${tuple(padding)}`;
    return `${channels}, kernel_size=${tuple(this.kernelSize)}, stride=${tuple(strides)}${border}`;
  }
}

/** Options of pooling. */
export interface PoolOptions {
  /** Steps between windows; by default the windows' size. */
  readonly strides?: Pair;
  /** Defaults to 0. */
  readonly padding?: Pair;
}

abstract class Pool2D extends HybridBlock {
  readonly poolSize: Pair;
  protected readonly options: PoolOptions;
  constructor(poolSize: Pair = 2, options: PoolOptions = {}) {
    super();
    this.poolSize = poolSize;
    this.options = options;
  }
  protected get settings() {
    return { size: this.poolSize, stride: this.options.strides, padding: this.options.padding };
  }
  protected override extraRepr(): string {
    const tuple = (pair: Pair): string => `(${pairOf(pair).join(", ")})`;
    const { strides = this.poolSize, padding = 0 } = this.options;
    return `size=${tuple(this.poolSize)}, stride=${tuple(strides)}, padding=${tuple(padding)}`;
  }
}

/** The largest of each window of `poolSize`, by default 2. */
export class MaxPool2D extends Pool2D {
  override forward(x: NDArray): NDArray {
    return maxPool(x, this.settings) as NDArray;
  }
}
/** The mean of each window of `poolSize`, by default 2. */
export class AvgPool2D extends Pool2D {
  override forward(x: NDArray): NDArray {
    return averagePool(x, this.settings) as NDArray;
  }
}
/** The mean of each channel, [N, C, 1, 1]. */
export class GlobalAvgPool2D extends HybridBlock {
  override forward(x: NDArray): NDArray {
    return ops.mean(x, [2, 3], true) as NDArray;
  }
}
/** The largest of each channel, [N, C, 1, 1]. */
export class GlobalMaxPool2D extends HybridBlock {
  override forward(x: NDArray): NDArray {
    return ops.max(x, [2, 3], true) as NDArray;
  }
}

/** Options of Conv2DTranspose. */
export interface Conv2DTransposeOptions extends Conv2DOptions {
  /** Rows and columns added at the end. Defaults to 0. */
  readonly outputPadding?: Pair;
}

/** The reverse of a convolution, which makes images larger: [N, C, H, W] -> [N, channels, …, …]. */
export class Conv2DTranspose extends HybridBlock {
  readonly channels: number;
  readonly kernelSize: readonly [number, number];
  /** [C, channels / groups, height, width] */
  readonly weight: Parameter;
  readonly bias: Parameter | null;
  readonly #options: Conv2DTransposeOptions;
  constructor(channels: number, kernelSize: Pair, options: Conv2DTransposeOptions = {}) {
    super();
    this.channels = channels;
    this.kernelSize = pairOf(kernelSize);
    this.#options = options;
    const { inChannels, useBias = true } = options;
    const shape = inChannels === undefined ? {} : { shape: this.#shape(inChannels) };
    this.weight = new Parameter("weight", { ...shape, init: options.weightInitializer });
    this.bias = useBias
      ? new Parameter("bias", { shape: [channels], init: options.biasInitializer ?? new Zero() })
      : null;
  }
  #shape(inputs: number): readonly number[] {
    return [inputs, this.channels / (this.#options.groups ?? 1), ...this.kernelSize];
  }
  override forward(x: NDArray): NDArray {
    const { strides = 1, padding = 0, dilation = 1, groups = 1, outputPadding = 0, activation } = this.#options;
    const weight = this.weight.materialize(this.#shape(x.shape[1]));
    const settings = { stride: strides, padding, dilation, groups, outputPadding };
    const y = transposedConvolution(x, weight, settings) as NDArray;
    const shifted = this.bias === null ? y : y.add(this.bias.data().reshape(-1, 1, 1));
    return activation === undefined ? shifted : (activations[activation](shifted) as NDArray);
  }
}
