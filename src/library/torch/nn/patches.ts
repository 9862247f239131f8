// torch.nn's windows of images as columns, and layers that few models have: Bilinear, Softmax2d, shrinkage.

import { type Pair, pairOf } from "../../nn/index.ts";
import * as numeric from "../../numeric/index.ts";
import { type Shape, show } from "../../tensor/index.ts";
import { einsum } from "../arrange.ts";
import { empty, tensor, zeros } from "../create.ts";
import { own } from "../printing.ts";
import type { Tensor } from "../tensor.ts";
import { adaptiveMaxPool2d } from "./images.ts";
import { Module, type Parameter } from "./module.ts";
import { hardshrink, softshrink } from "./more-functions.ts";

/** How windows lie on images. */
export interface PatchOptions {
  /** Default to 1. */
  readonly stride?: Pair;
  readonly dilation?: Pair;
  /** Border of zeros. Defaults to 0. */
  readonly padding?: Pair;
}

/** Of an image with its border, [height, width], the places of each window's elements: [size, windows]. @throws RangeError when no window fits. */
function placesOf(
  size: readonly [number, number],
  kernel: Pair,
  options: PatchOptions,
): { places: Tensor; bordered: Shape } {
  const [stride, dilation, padding] = [options.stride ?? 1, options.dilation ?? 1, options.padding ?? 0].map(pairOf);
  const [down, across] = pairOf(kernel);
  const bordered = [size[0] + 2 * padding[0], size[1] + 2 * padding[1]];
  const counts = [down, across].map((n, i) => Math.floor((bordered[i] - dilation[i] * (n - 1) - 1) / stride[i]) + 1);
  if (counts.some((n) => !(n > 0)))
    throw new RangeError(`unfold: windows of ${show([down, across])} do not fit into images of ${show(bordered)}`);
  const places: number[] = [];
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++)
      for (let row = 0; row < counts[0]; row++)
        for (let column = 0; column < counts[1]; column++)
          places.push((row * stride[0] + y * dilation[0]) * bordered[1] + column * stride[1] + x * dilation[1]);
  return { places: tensor(places, { dtype: "int32" }).reshape(down * across, -1), bordered };
}

/** The windows of images [N, C, H, W] as columns: [N, C · height · width, windows]. @throws RangeError when no window fits. */
export function unfold(x: Tensor, kernelSize: Pair, options: PatchOptions = {}): Tensor {
  const [n, channels, height, width] = x.shape;
  const { places, bordered } = placesOf([height, width], kernelSize, options);
  const [top, left] = pairOf(options.padding ?? 0);
  const wide = numeric.pad(
    x,
    [
      [0, 0],
      [0, 0],
      [top, top],
      [left, left],
    ],
    "constant",
    0,
  ) as Tensor;
  const columns = wide.reshape(n, channels, bordered[0] * bordered[1]).at(":", ":", places);
  return columns.reshape(n, channels * places.size(0), -1);
}

/** The reverse of `unfold`: columns [N, C · height · width, windows] added up where they lay in images of `outputSize`. @throws RangeError for another number of columns. */
export function fold(x: Tensor, outputSize: Pair, kernelSize: Pair, options: PatchOptions = {}): Tensor {
  const [height, width] = pairOf(outputSize);
  const { places, bordered } = placesOf([height, width], kernelSize, options);
  const [count, windows] = places.shape;
  const [n, rows] = x.shape;
  if (rows % count !== 0 || x.size(2) !== windows)
    throw new RangeError(`fold: expected columns [N, C · ${count}, ${windows}], but got ${show(x.shape)}`);
  const channels = rows / count;
  const start = zeros([n, channels, bordered[0] * bordered[1]], { dtype: x.dtype });
  const columns = x.reshape(n, channels, count, windows);
  const whole = numeric.addedAt(start, [":", ":", places], columns) as Tensor;
  const [top, left] = pairOf(options.padding ?? 0);
  return whole.reshape(n, channels, ...bordered).at(":", ":", `${top}:${top + height}`, `${left}:${left + width}`);
}

/** Windows of images as columns; see `functional.unfold`. */
export class Unfold extends Module {
  readonly kernelSize: Pair;
  readonly options: PatchOptions;
  constructor(kernelSize: Pair, options: PatchOptions = {}) {
    super();
    this.kernelSize = kernelSize;
    this.options = options;
  }
  override forward(x: Tensor): Tensor {
    return unfold(x, this.kernelSize, this.options);
  }
}
/** Columns as images; see `functional.fold`. */
export class Fold extends Module {
  readonly outputSize: Pair;
  readonly kernelSize: Pair;
  readonly options: PatchOptions;
  constructor(outputSize: Pair, kernelSize: Pair, options: PatchOptions = {}) {
    super();
    this.outputSize = outputSize;
    this.kernelSize = kernelSize;
    this.options = options;
  }
  override forward(x: Tensor): Tensor {
    return fold(x, this.outputSize, this.kernelSize, this.options);
  }
}

/** a W b + c, with a matrix for each output: [..., in1] and [..., in2] with [out, in1, in2]. */
export function bilinear(a: Tensor, b: Tensor, weight: Tensor, bias: Tensor | null = null): Tensor {
  const y = einsum("...i,oij,...j->...o", a, weight, b);
  return bias === null ? y : y.add(bias);
}
/** a W b + c; uniform on ±1/√in1 at first. */
export class Bilinear extends Module<[Tensor, Tensor]> {
  readonly in1Features: number;
  readonly in2Features: number;
  readonly outFeatures: number;
  /** [out, in1, in2] */
  readonly weight: Parameter;
  readonly bias: Parameter | null;
  constructor(
    in1Features: number,
    in2Features: number,
    outFeatures: number,
    options: { readonly bias?: boolean } = {},
  ) {
    super();
    this.in1Features = in1Features;
    this.in2Features = in2Features;
    this.outFeatures = outFeatures;
    this.weight = own(empty(outFeatures, in1Features, in2Features, { requiresGrad: true }));
    this.bias = options.bias === false ? null : own(empty(outFeatures, { requiresGrad: true }));
    const bound = 1 / Math.sqrt(in1Features);
    for (const one of [this.weight, this.bias]) one?.data.uniform_(-bound, bound);
  }
  override forward(a: Tensor, b: Tensor): Tensor {
    return bilinear(a, b, this.weight, this.bias);
  }
  protected override extraRepr(): string {
    return `in1_features=${this.in1Features}, in2_features=${this.in2Features}, out_features=${this.outFeatures}, bias=${this.bias ? "True" : "False"}`;
  }
}

/** softmax over the channels of images [N, C, H, W]. */
export class Softmax2d extends Module {
  /** @throws RangeError for an input of another number of axes. */
  override forward(x: Tensor): Tensor {
    if (x.dim() !== 4 && x.dim() !== 3)
      throw new RangeError(`Softmax2d: expected 3D or 4D input (got ${x.dim()}D input)`);
    return x.softmax(-3);
  }
}
/** x where it is further than `lambd` from 0, else 0. */
export class Hardshrink extends Module {
  readonly lambd: number;
  constructor(lambd = 0.5) {
    super();
    this.lambd = lambd;
  }
  override forward(x: Tensor): Tensor {
    return hardshrink(x, this);
  }
  protected override extraRepr(): string {
    return `${this.lambd}`;
  }
}
/** x, nearer to 0 by `lambd`, and 0 where it is no further. */
export class Softshrink extends Hardshrink {
  override forward(x: Tensor): Tensor {
    return softshrink(x, this);
  }
}
/** The largest elements of as many parts as there are to be elements. */
export class AdaptiveMaxPool2d extends Module {
  readonly outputSize: Pair;
  constructor(outputSize: Pair) {
    super();
    this.outputSize = outputSize;
  }
  override forward(x: Tensor): Tensor {
    return adaptiveMaxPool2d(x, this.outputSize);
  }
  protected override extraRepr(): string {
    return `output_size=${typeof this.outputSize === "number" ? this.outputSize : `(${this.outputSize.join(", ")})`}`;
  }
}
