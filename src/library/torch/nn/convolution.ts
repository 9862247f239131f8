// torch.nn's layers for images: convolution and pooling.

import { pairOf } from "../../nn/index.ts";
import { empty } from "../create.ts";
import { own } from "../printing.ts";
import type { Tensor } from "../tensor.ts";
import {
  adaptiveAvgPool2d,
  avgPool2d,
  type ConvolutionOptions,
  conv2d,
  maxPool2d,
  type Pair,
  type PoolingOptions,
} from "./images.ts";
import { mustPart, reset } from "./kernels.ts";
import { grow, Module, type Parameter } from "./module.ts";

/** Options of convolutional layers. */
export interface Conv2dOptions extends ConvolutionOptions {
  /** Defaults to true. */
  readonly bias?: boolean;
}

/** Convolution of images [N, inChannels, H, W]. Weights and biases start uniform on ±1/√(inputs of an output). */
export class Conv2d extends Module {
  inChannels: number;
  readonly outChannels: number;
  readonly kernelSize: readonly [number, number];
  readonly options: Conv2dOptions;
  /** [outChannels, inChannels / groups, height, width] */
  readonly weight: Parameter;
  /** [outChannels] */
  readonly bias: Parameter | null;

  /** @throws RangeError when the groups do not divide the channels. */
  constructor(inChannels: number, outChannels: number, kernelSize: Pair, options: Conv2dOptions = {}) {
    super();
    const { groups = 1 } = options;
    mustPart(inChannels, outChannels, groups);
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = pairOf(kernelSize);
    this.options = options;
    this.weight = own(empty(outChannels, inChannels / groups, ...this.kernelSize, { requiresGrad: true }));
    this.bias = options.bias === false ? null : own(empty(outChannels, { requiresGrad: true }));
    if (inChannels > 0) this.resetParameters();
  }

  /** Draws weights and biases anew. */
  resetParameters(): void {
    reset(this.weight, this.bias);
  }

  /** [N, inChannels, H, W] -> [N, outChannels, …, …] */
  override forward(x: Tensor): Tensor {
    return conv2d(x, this.weight, this.bias, this.options);
  }

  protected override extraRepr(): string {
    const { stride = 1, padding = 0, dilation = 1, groups = 1 } = this.options;
    const pair = (of: Pair | string) => (typeof of === "string" ? of : `(${pairOf(of).join(", ")})`);
    const differing = [
      ...(pair(padding) === "(0, 0)" ? [] : [`padding=${pair(padding)}`]),
      ...(pair(dilation) === "(1, 1)" ? [] : [`dilation=${pair(dilation)}`]),
      ...(groups === 1 ? [] : [`groups=${groups}`]),
      ...(this.bias ? [] : ["bias=False"]),
    ];
    const sizes = `kernel_size=${pair(this.kernelSize)}, stride=${pair(stride)}`;
    return [`${this.inChannels}, ${this.outChannels}, ${sizes}`, ...differing].join(", ");
  }
}

/** A `Conv2d` that takes its number of channels from the first images that it sees. */
export class LazyConv2d extends Conv2d {
  constructor(outChannels: number, kernelSize: Pair, options: Conv2dOptions = {}) {
    super(0, outChannels, kernelSize, options);
  }
  override forward(x: Tensor): Tensor {
    this.materialize(x.size(1));
    return super.forward(x);
  }
  /** Gives the parameters the sizes for so many channels, unless they have them. */
  private materialize(inChannels: number): void {
    if (this.inChannels !== 0) return;
    this.inChannels = inChannels;
    grow(this.weight, empty(this.outChannels, inChannels / (this.options.groups ?? 1), ...this.kernelSize));
    this.resetParameters();
  }
  protected override adopt(given: (name: string) => Tensor | undefined): void {
    const weight = given("weight");
    if (weight !== undefined) this.materialize(weight.size(1) * (this.options.groups ?? 1));
  }
  protected override get typeName(): string {
    return this.inChannels === 0 ? "LazyConv2d" : "Conv2d";
  }
}

/** What the two pooling layers share. */
abstract class Pool2d extends Module {
  readonly kernelSize: Pair;
  readonly options: PoolingOptions;
  constructor(kernelSize: Pair, options: PoolingOptions = {}) {
    super();
    this.kernelSize = kernelSize;
    this.options = options;
  }
  /** "2" or "(2, 3)" */
  protected printed(pair: Pair): string {
    return typeof pair === "number" ? `${pair}` : `(${pair.join(", ")})`;
  }
  protected override extraRepr(): string {
    const { stride = this.kernelSize, padding = 0 } = this.options;
    const sizes = [this.kernelSize, stride, padding].map((pair) => this.printed(pair));
    return `kernel_size=${sizes[0]}, stride=${sizes[1]}, padding=${sizes[2]}`;
  }
}

/** The largest element of each window. */
export class MaxPool2d extends Pool2d {
  override forward(x: Tensor): Tensor {
    return maxPool2d(x, this.kernelSize, this.options);
  }
  protected override extraRepr(): string {
    return `${super.extraRepr()}, dilation=1, ceil_mode=False`;
  }
}
/** The mean of each window. */
export class AvgPool2d extends Pool2d {
  override forward(x: Tensor): Tensor {
    return avgPool2d(x, this.kernelSize, this.options);
  }
}
/** The means of as many parts as there are to be elements; `new AdaptiveAvgPool2d(1)` gives the mean of each channel. */
export class AdaptiveAvgPool2d extends Module {
  readonly outputSize: Pair;
  constructor(outputSize: Pair) {
    super();
    this.outputSize = outputSize;
  }
  override forward(x: Tensor): Tensor {
    return adaptiveAvgPool2d(x, this.outputSize);
  }
  protected override extraRepr(): string {
    return `output_size=${typeof this.outputSize === "number" ? this.outputSize : `(${this.outputSize.join(", ")})`}`;
  }
}
