// torch.nn's normalizing layers, and their functions.

import { moments, standardize } from "../../nn/index.ts";
import { numpyScalar, type Shape, show } from "../../tensor/index.ts";
import { ones, zeros } from "../create.ts";
import { own } from "../printing.ts";
import { noGrad } from "../scopes.ts";
import type { Tensor } from "../tensor.ts";
import { grow, Module, type Parameter } from "./module.ts";

/** Options of batch normalization. */
export interface BatchNormOptions {
  /** Defaults to 1e-5. */
  readonly eps?: number;
  /** Share of a batch in the running statistics; with null they are the mean of all batches. Defaults to 0.1. */
  readonly momentum?: number | null;
  /** Whether there are a scale and a shift to learn. Defaults to true. */
  readonly affine?: boolean;
}

/** Over the last axes, of the given sizes: less their mean, over their deviation, scaled and shifted. */
export function layerNorm(
  x: Tensor,
  normalizedShape: Shape,
  weight: Tensor | null = null,
  bias: Tensor | null = null,
  options: { readonly eps?: number } = {},
): Tensor {
  const axes = normalizedShape.map((_, i) => i - normalizedShape.length);
  if (axes.some((axis, i) => x.shape.at(axis) !== normalizedShape[i]))
    throw new RangeError(
      `Given normalized_shape=${show(normalizedShape)}, expected input with shape [*, ${normalizedShape.join(", ")}], but got input of size ${show(x.shape)}`,
    );
  const { mean, variance } = moments(x, axes);
  const y = standardize(x, mean, variance, options.eps ?? 1e-5) as Tensor;
  const scaled = weight === null ? y : y.mul(weight);
  return bias === null ? scaled : scaled.add(bias);
}

/** Layer normalization (Ba, Kiros and Hinton, 2016) over the last axes. */
export class LayerNorm extends Module {
  readonly normalizedShape: Shape;
  readonly eps: number;
  readonly weight: Parameter | null;
  readonly bias: Parameter | null;

  constructor(
    normalizedShape: number | Shape,
    options: { readonly eps?: number; readonly elementwiseAffine?: boolean } = {},
  ) {
    super();
    this.normalizedShape = typeof normalizedShape === "number" ? [normalizedShape] : normalizedShape;
    this.eps = options.eps ?? 1e-5;
    const isAffine = options.elementwiseAffine !== false;
    this.weight = isAffine ? own(ones(this.normalizedShape, { requiresGrad: true })) : null;
    this.bias = isAffine ? own(zeros(this.normalizedShape, { requiresGrad: true })) : null;
  }
  override forward(x: Tensor): Tensor {
    return layerNorm(x, this.normalizedShape, this.weight, this.bias, { eps: this.eps });
  }
  protected override extraRepr(): string {
    const sizes = this.normalizedShape.join(", ");
    const shape = this.normalizedShape.length === 1 ? `${sizes},` : sizes;
    return `(${shape}), eps=${numpyScalar(this.eps, "float64")}, elementwise_affine=${this.weight ? "True" : "False"}`;
  }
}

/** Moves running statistics, [C], by a share of a batch's, of `count` values a channel. */
export function moveStatistics(
  runningMean: Tensor,
  runningVar: Tensor,
  batch: ReturnType<typeof moments>,
  share: number,
  count: number,
): void {
  const move = (running: Tensor, one: Tensor, scale: number) =>
    running.mul_(1 - share).add_(
      one
        .detach()
        .reshape(-1)
        .mul(share * scale),
    );
  noGrad(() => {
    move(runningMean, batch.mean as Tensor, 1);
    // The running variance is estimated as that of a sample.
    move(runningVar, batch.variance as Tensor, count / (count - 1));
  });
}

/** Batch normalization (Ioffe and Szegedy, 2015): per channel, which is axis 1, over all other axes. */
abstract class BatchNorm extends Module {
  numFeatures: number;
  readonly eps: number;
  readonly momentum: number | null;
  readonly weight: Parameter | null;
  readonly bias: Parameter | null;
  /** Running mean and variance, which take the batch's place in evaluation. */
  readonly runningMean: Tensor;
  readonly runningVar: Tensor;
  /** How many batches have moved them; int32, a scalar. */
  readonly numBatchesTracked: Tensor;

  constructor(numFeatures: number, { eps = 1e-5, momentum = 0.1, affine = true }: BatchNormOptions = {}) {
    super();
    this.numFeatures = numFeatures;
    this.eps = eps;
    this.momentum = momentum;
    this.weight = affine ? own(ones(numFeatures, { requiresGrad: true })) : null;
    this.bias = affine ? own(zeros(numFeatures, { requiresGrad: true })) : null;
    this.runningMean = this.registerBuffer("runningMean", zeros(numFeatures));
    this.runningVar = this.registerBuffer("runningVar", ones(numFeatures));
    this.numBatchesTracked = this.registerBuffer("numBatchesTracked", zeros([], { dtype: "int32" }));
  }

  /** Numbers of axes that inputs may have. */
  protected abstract readonly ranks: readonly number[];

  override forward(x: Tensor): Tensor {
    if (!this.ranks.includes(x.dim()))
      throw new RangeError(`expected ${this.ranks.join("D or ")}D input (got ${x.dim()}D input)`);
    if (x.size(1) !== this.numFeatures)
      throw new RangeError(
        `running_mean should contain ${x.size(1)} elements not ${this.numFeatures}: the input has the shape ${show(x.shape)}`,
      );
    const perChannel = x.shape.map((_, axis) => (axis === 1 ? -1 : 1));
    const spread = (one: Tensor): Tensor => one.reshape(perChannel);
    const { mean, variance } = this.training
      ? this.batchMoments(x)
      : { mean: spread(this.runningMean), variance: spread(this.runningVar) };
    const y = standardize(x, mean, variance, this.eps) as Tensor;
    const scaled = this.weight === null ? y : y.mul(spread(this.weight));
    return this.bias === null ? scaled : scaled.add(spread(this.bias));
  }

  /** The batch's statistics, which move the running ones. */
  private batchMoments(x: Tensor): ReturnType<typeof moments> {
    const axes = x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
    const batch = moments(x, axes);
    const count = x.numel() / x.size(1);
    if (count === 1)
      throw new RangeError(`Expected more than 1 value per channel when training, got input size [${x.shape}]`);
    noGrad(() => this.numBatchesTracked.add_(1));
    const share = this.momentum ?? 1 / this.numBatchesTracked.item();
    moveStatistics(this.runningMean, this.runningVar, batch, share, count);
    return batch;
  }

  protected override extraRepr(): string {
    const affine = this.weight ? "True" : "False";
    return `${this.numFeatures}, eps=${numpyScalar(this.eps, "float64")}, momentum=${this.momentum ?? "None"}, affine=${affine}, track_running_stats=True`;
  }
}

/** Batch normalization of [N, C] or [N, C, L]. */
export class BatchNorm1d extends BatchNorm {
  protected override readonly ranks = [2, 3];
}
/** Batch normalization of [N, C, H, W]. */
export class BatchNorm2d extends BatchNorm {
  protected override readonly ranks = [4];
}

/** Gives a layer the sizes of its first input. */
function learn(layer: BatchNorm, features: number): void {
  if (layer.numFeatures !== 0) return;
  layer.numFeatures = features;
  const [one, none] = [ones(features), zeros(features)];
  if (layer.weight) grow(layer.weight, one);
  if (layer.bias) grow(layer.bias, none);
  grow(layer.runningMean, zeros(features));
  grow(layer.runningVar, ones(features));
}
/** A `BatchNorm1d` that takes its number of channels from its first input. */
export class LazyBatchNorm1d extends BatchNorm1d {
  constructor(options: BatchNormOptions = {}) {
    super(0, options);
  }
  override forward(x: Tensor): Tensor {
    learn(this, x.size(1));
    return super.forward(x);
  }
  protected override adopt(given: (name: string) => Tensor | undefined): void {
    const mean = given("runningMean");
    if (mean !== undefined) learn(this, mean.size(0));
  }
  protected override get typeName(): string {
    return this.numFeatures === 0 ? "LazyBatchNorm1d" : "BatchNorm1d";
  }
}
/** A `BatchNorm2d` that takes its number of channels from its first input. */
export class LazyBatchNorm2d extends BatchNorm2d {
  constructor(options: BatchNormOptions = {}) {
    super(0, options);
  }
  override forward(x: Tensor): Tensor {
    learn(this, x.size(1));
    return super.forward(x);
  }
  protected override adopt(given: (name: string) => Tensor | undefined): void {
    const mean = given("runningMean");
    if (mean !== undefined) learn(this, mean.size(0));
  }
  protected override get typeName(): string {
    return this.numFeatures === 0 ? "LazyBatchNorm2d" : "BatchNorm2d";
  }
}

/** Group normalization (Wu and He, 2018): over the channels of each group and all places. @throws RangeError when the groups do not part the channels evenly. */
export class GroupNorm extends Module {
  readonly numGroups: number;
  readonly numChannels: number;
  readonly eps: number;
  readonly weight: Parameter | null;
  readonly bias: Parameter | null;
  constructor(
    numGroups: number,
    numChannels: number,
    { eps = 1e-5, affine = true }: { readonly eps?: number; readonly affine?: boolean } = {},
  ) {
    super();
    if (numChannels % numGroups !== 0) throw new RangeError("num_channels must be divisible by num_groups");
    this.numGroups = numGroups;
    this.numChannels = numChannels;
    this.eps = eps;
    this.weight = affine ? own(ones(numChannels, { requiresGrad: true })) : null;
    this.bias = affine ? own(zeros(numChannels, { requiresGrad: true })) : null;
  }
  override forward(x: Tensor): Tensor {
    const groups = x.reshape(x.size(0), this.numGroups, -1);
    const { mean, variance } = moments(groups, [2]);
    const y = (standardize(groups, mean, variance, this.eps) as Tensor).reshape(x.shape);
    const along = x.shape.map((_, axis) => (axis === 1 ? -1 : 1));
    const scaled = this.weight === null ? y : y.mul(this.weight.reshape(along));
    return this.bias === null ? scaled : scaled.add(this.bias.reshape(along));
  }
  protected override extraRepr(): string {
    return `${this.numGroups}, ${this.numChannels}, eps=${numpyScalar(this.eps, "float64")}, affine=${this.weight ? "True" : "False"}`;
  }
}
