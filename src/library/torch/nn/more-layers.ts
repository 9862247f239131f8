// torch.nn's activations, distances, borders and sizes of images as layers that few models have.

import { numpyScalar } from "../../tensor/index.ts";
import type { Tensor } from "../tensor.ts";
import { LeakyReLU, Softmax } from "./activations.ts";
import * as F from "./functional.ts";
import { Module } from "./module.ts";

/** x where it is above a limit, else a value. */
export class Threshold extends Module {
  readonly threshold: number;
  readonly value: number;
  constructor(threshold: number, value: number) {
    super();
    this.threshold = threshold;
    this.value = value;
  }
  override forward(x: Tensor): Tensor {
    return F.threshold(x, this.threshold, this.value);
  }
  protected override extraRepr(): string {
    return `threshold=${this.threshold}, value=${this.value}`;
  }
}
/** The exponential linear unit with a continuous slope. */
export class CELU extends Module {
  readonly alpha: number;
  constructor(alpha = 1) {
    super();
    this.alpha = alpha;
  }
  override forward(x: Tensor): Tensor {
    return F.celu(x, this);
  }
  protected override extraRepr(): string {
    return `alpha=${numpyScalar(this.alpha, "float64")}`;
  }
}
/** x · min(max(x + 3, 0), 6) / 6 */
export class Hardswish extends Module {
  override forward(x: Tensor): Tensor {
    return F.hardswish(x);
  }
}
/** min(max(x + 3, 0), 6) / 6 */
export class Hardsigmoid extends Module {
  override forward(x: Tensor): Tensor {
    return F.hardsigmoid(x);
  }
}
/** x - tanh(x) */
export class Tanhshrink extends Module {
  override forward(x: Tensor): Tensor {
    return F.tanhshrink(x);
  }
}
/** The first half along an axis, times the sigmoid of the second. */
export class GLU extends Module {
  readonly dim: number;
  constructor(dim = -1) {
    super();
    this.dim = dim;
  }
  override forward(x: Tensor): Tensor {
    return F.glu(x, this.dim);
  }
  protected override extraRepr(): string {
    return `dim=${this.dim}`;
  }
}
/** The softmax of -x along an axis. */
export class Softmin extends Softmax {
  override forward(x: Tensor): Tensor {
    return F.softmin(x, this.dim);
  }
}
/** In training with a random slope for each negative element, of [lower, upper]; else with the middle one. */
export class RReLU extends Module {
  readonly lower: number;
  readonly upper: number;
  constructor(lower = 1 / 8, upper = 1 / 3) {
    super();
    this.lower = lower;
    this.upper = upper;
  }
  override forward(x: Tensor): Tensor {
    if (!this.training) return new LeakyReLU((this.lower + this.upper) / 2).forward(x);
    const slopes = x.detach().clone().uniform_(this.lower, this.upper);
    return x.where(x.gt(0), x.mul(slopes));
  }
  protected override extraRepr(): string {
    return `lower=${this.lower}, upper=${this.upper}`;
  }
}

/** The cosine of the angle between vectors along an axis. */
export class CosineSimilarity extends Module<[Tensor, Tensor]> {
  readonly dim: number;
  readonly eps: number;
  constructor({ dim = 1, eps = 1e-8 }: { readonly dim?: number; readonly eps?: number } = {}) {
    super();
    this.dim = dim;
    this.eps = eps;
  }
  override forward(x: Tensor, y: Tensor): Tensor {
    return F.cosineSimilarity(x, y, this);
  }
}
/** The p-norm of differences along the last axis. */
export class PairwiseDistance extends Module<[Tensor, Tensor]> {
  private readonly options: Parameters<typeof F.pairwiseDistance>[2];
  constructor(options: Parameters<typeof F.pairwiseDistance>[2] = {}) {
    super();
    this.options = options;
  }
  override forward(x: Tensor, y: Tensor): Tensor {
    return F.pairwiseDistance(x, y, this.options);
  }
}

/** One number for all borders, or [left, right, top, bottom]. */
export type Borders = number | readonly [number, number, number, number];
const widthsOf = (borders: Borders): readonly number[] =>
  typeof borders === "number" ? [borders, borders, borders, borders] : borders;

/** A border around images. */
abstract class Pad2d extends Module {
  readonly padding: readonly number[];
  constructor(padding: Borders) {
    super();
    this.padding = widthsOf(padding);
  }
  protected override extraRepr(): string {
    return `(${this.padding.join(", ")})`;
  }
}
/** A border of zeros. */
export class ZeroPad2d extends Pad2d {
  override forward(x: Tensor): Tensor {
    return F.pad(x, this.padding);
  }
}
/** A border of one number. */
export class ConstantPad2d extends Pad2d {
  readonly value: number;
  constructor(padding: Borders, value: number) {
    super(padding);
    this.value = value;
  }
  override forward(x: Tensor): Tensor {
    return F.pad(x, this.padding, { value: this.value });
  }
  protected override extraRepr(): string {
    return `padding=(${this.padding.join(", ")}), value=${this.value}`;
  }
}
/** A border in which the image goes on mirrored. */
export class ReflectionPad2d extends Pad2d {
  override forward(x: Tensor): Tensor {
    return F.pad(x, this.padding, { mode: "reflect" });
  }
}
/** A border in which the edge goes on. */
export class ReplicationPad2d extends Pad2d {
  override forward(x: Tensor): Tensor {
    return F.pad(x, this.padding, { mode: "replicate" });
  }
}

/** Images in another size; see `functional.interpolate`. */
export class Upsample extends Module {
  private readonly options: Parameters<typeof F.interpolate>[1];
  constructor(options: Parameters<typeof F.interpolate>[1]) {
    super();
    this.options = options;
  }
  override forward(x: Tensor): Tensor {
    return F.interpolate(x, this.options);
  }
}
/** Channels [N, C r², H, W] as places: [N, C, H r, W r]. */
export class PixelShuffle extends Module {
  readonly upscaleFactor: number;
  constructor(upscaleFactor: number) {
    super();
    this.upscaleFactor = upscaleFactor;
  }
  override forward(x: Tensor): Tensor {
    return F.pixelShuffle(x, this.upscaleFactor);
  }
  protected override extraRepr(): string {
    return `upscale_factor=${this.upscaleFactor}`;
  }
}
