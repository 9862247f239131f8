// torch.nn's layers for sequences [N, C, L], and convolutions that make images larger.

import { pairOf } from "../../nn/index.ts";
import { empty } from "../create.ts";
import { own } from "../printing.ts";
import type { Tensor } from "../tensor.ts";
import * as images from "./images.ts";
import { mustPart, reset } from "./kernels.ts";
import { grow, Module, type Parameter } from "./module.ts";

/** Convolution of sequences [N, inChannels, L]. Weights and biases start uniform on ±1/√(inputs of an output). */
export class Conv1d extends Module {
  inChannels: number;
  readonly outChannels: number;
  readonly kernelSize: number;
  readonly options: images.SequenceOptions & { readonly bias?: boolean };
  /** [outChannels, inChannels / groups, kernelSize] */
  readonly weight: Parameter;
  /** [outChannels] */
  readonly bias: Parameter | null;

  /** @throws RangeError when the groups do not divide the channels. */
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: number,
    options: images.SequenceOptions & { readonly bias?: boolean } = {},
  ) {
    super();
    const { groups = 1 } = options;
    mustPart(inChannels, outChannels, groups);
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = kernelSize;
    this.options = options;
    this.weight = own(empty(outChannels, inChannels / groups, kernelSize, { requiresGrad: true }));
    this.bias = options.bias === false ? null : own(empty(outChannels, { requiresGrad: true }));
    if (inChannels > 0) this.resetParameters();
  }
  /** Draws weights and biases anew. */
  resetParameters(): void {
    reset(this.weight, this.bias);
  }
  /** [N, inChannels, L] -> [N, outChannels, …] */
  override forward(x: Tensor): Tensor {
    return images.conv1d(x, this.weight, this.bias, this.options);
  }
  protected override extraRepr(): string {
    const { stride = 1, padding = 0, dilation = 1, groups = 1 } = this.options;
    const differing = [
      ...(padding === 0 ? [] : [`padding=(${padding},)`]),
      ...(dilation === 1 ? [] : [`dilation=(${dilation},)`]),
      ...(groups === 1 ? [] : [`groups=${groups}`]),
      ...(this.bias ? [] : ["bias=False"]),
    ];
    const sizes = `kernel_size=(${this.kernelSize},), stride=(${stride},)`;
    return [`${this.inChannels}, ${this.outChannels}, ${sizes}`, ...differing].join(", ");
  }
}
/** A `Conv1d` that takes its number of channels from the first sequences that it sees. */
export class LazyConv1d extends Conv1d {
  constructor(
    outChannels: number,
    kernelSize: number,
    options: images.SequenceOptions & { readonly bias?: boolean } = {},
  ) {
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
    grow(this.weight, empty(this.outChannels, inChannels / (this.options.groups ?? 1), this.kernelSize));
    this.resetParameters();
  }
  protected override adopt(given: (name: string) => Tensor | undefined): void {
    const weight = given("weight");
    if (weight !== undefined) this.materialize(weight.size(1) * (this.options.groups ?? 1));
  }
  protected override get typeName(): string {
    return this.inChannels === 0 ? "LazyConv1d" : "Conv1d";
  }
}

/** What the two pooling layers of sequences share. */
abstract class Pool1d extends Module {
  readonly kernelSize: number;
  readonly options: images.SequencePooling;
  constructor(kernelSize: number, options: images.SequencePooling = {}) {
    super();
    this.kernelSize = kernelSize;
    this.options = options;
  }
}
/** The largest element of each window of sequences. */
export class MaxPool1d extends Pool1d {
  override forward(x: Tensor): Tensor {
    return images.maxPool1d(x, this.kernelSize, this.options);
  }
  protected override extraRepr(): string {
    const { stride = this.kernelSize, padding = 0 } = this.options;
    return `kernel_size=${this.kernelSize}, stride=${stride}, padding=${padding}, dilation=1, ceil_mode=False`;
  }
}
/** The mean of each window of sequences. */
export class AvgPool1d extends Pool1d {
  override forward(x: Tensor): Tensor {
    return images.avgPool1d(x, this.kernelSize, this.options);
  }
  protected override extraRepr(): string {
    const { stride = this.kernelSize, padding = 0 } = this.options;
    return `kernel_size=(${this.kernelSize},), stride=(${stride},), padding=(${padding},)`;
  }
}
/** The means of as many parts of sequences as there are to be elements. */
export class AdaptiveAvgPool1d extends Module {
  readonly outputSize: number;
  constructor(outputSize: number) {
    super();
    this.outputSize = outputSize;
  }
  override forward(x: Tensor): Tensor {
    return images.adaptiveAvgPool1d(x, this.outputSize);
  }
  protected override extraRepr(): string {
    return `output_size=${this.outputSize}`;
  }
}
/** The largest elements of as many parts of sequences as there are to be elements. */
export class AdaptiveMaxPool1d extends AdaptiveAvgPool1d {
  override forward(x: Tensor): Tensor {
    return images.adaptiveMaxPool1d(x, this.outputSize);
  }
}

/** The reverse of a convolution, which makes images larger: [N, inChannels, H, W] -> [N, outChannels, …, …]. */
export class ConvTranspose2d extends Module {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly kernelSize: readonly [number, number];
  readonly options: images.TransposedOptions & { readonly bias?: boolean };
  /** [inChannels, outChannels / groups, height, width] */
  readonly weight: Parameter;
  /** [outChannels] */
  readonly bias: Parameter | null;

  /** @throws RangeError when the groups do not divide the channels. */
  constructor(
    inChannels: number,
    outChannels: number,
    kernelSize: images.Pair,
    options: images.TransposedOptions & { readonly bias?: boolean } = {},
  ) {
    super();
    const { groups = 1 } = options;
    mustPart(inChannels, outChannels, groups);
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.kernelSize = pairOf(kernelSize);
    this.options = options;
    this.weight = own(empty(inChannels, outChannels / groups, ...this.kernelSize, { requiresGrad: true }));
    this.bias = options.bias === false ? null : own(empty(outChannels, { requiresGrad: true }));
    this.resetParameters();
  }
  /** Draws weights and biases anew. */
  resetParameters(): void {
    reset(this.weight, this.bias);
  }
  override forward(x: Tensor): Tensor {
    return images.convTranspose2d(x, this.weight, this.bias, this.options);
  }
  protected override extraRepr(): string {
    const { stride = 1, padding = 0, dilation = 1, groups = 1, outputPadding = 0 } = this.options;
    const pair = (of: images.Pair) => `(${pairOf(of).join(", ")})`;
    const differing = [
      ...(pair(padding) === "(0, 0)" ? [] : [`padding=${pair(padding)}`]),
      ...(pair(dilation) === "(1, 1)" ? [] : [`dilation=${pair(dilation)}`]),
      ...(pair(outputPadding) === "(0, 0)" ? [] : [`output_padding=${pair(outputPadding)}`]),
      ...(groups === 1 ? [] : [`groups=${groups}`]),
      ...(this.bias ? [] : ["bias=False"]),
    ];
    const sizes = `kernel_size=${pair(this.kernelSize)}, stride=${pair(stride)}`;
    return [`${this.inChannels}, ${this.outChannels}, ${sizes}`, ...differing].join(", ");
  }
}
