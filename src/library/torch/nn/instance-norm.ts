// torch.nn's normalization of each example by itself, and across channels; and all normalizations as functions.

import { averagePool, moments, standardize } from "../../nn/index.ts";
import * as numeric from "../../numeric/index.ts";
import { numpyScalar, show } from "../../tensor/index.ts";
import { ones, zeros } from "../create.ts";
import { own } from "../printing.ts";
import type { Tensor } from "../tensor.ts";
import { Module, type Parameter } from "./module.ts";
import { moveStatistics } from "./normalization.ts";

/** y, scaled and shifted by channel, which is axis 1. */
function affine(y: Tensor, weight: Tensor | null | undefined, bias: Tensor | null | undefined): Tensor {
  const along = y.shape.map((_, axis) => (axis === 1 ? -1 : 1));
  const scaled = weight ? y.mul(weight.reshape(along)) : y;
  return bias ? scaled.add(bias.reshape(along)) : scaled;
}

/** A scale and a shift for each channel. */
export interface Affine {
  /** [C] */
  readonly weight?: Tensor | null;
  /** [C] */
  readonly bias?: Tensor | null;
  /** Defaults to 1e-5. */
  readonly eps?: number;
}

/**
 * [N, C, …] less the mean of each channel, over its deviation: of the batch while `training`, and the running statistics, [C], move by
 * `momentum`, by default 0.1; else of those. @throws RangeError for one value a channel while training.
 */
export function batchNorm(
  x: Tensor,
  runningMean: Tensor | null,
  runningVar: Tensor | null,
  {
    weight,
    bias,
    training = false,
    momentum = 0.1,
    eps = 1e-5,
  }: Affine & { readonly training?: boolean; readonly momentum?: number } = {},
): Tensor {
  const along = x.shape.map((_, axis) => (axis === 1 ? -1 : 1));
  if (!training && runningMean && runningVar) {
    const y = standardize(x, runningMean.reshape(along), runningVar.reshape(along), eps) as Tensor;
    return affine(y, weight, bias);
  }
  const batch = moments(
    x,
    x.shape.map((_, axis) => axis).filter((axis) => axis !== 1),
  );
  const count = x.numel() / x.size(1);
  if (count === 1)
    throw new RangeError(`Expected more than 1 value per channel when training, got input size ${show(x.shape)}`);
  if (runningMean && runningVar) moveStatistics(runningMean, runningVar, batch, momentum, count);
  return affine(standardize(x, batch.mean, batch.variance, eps) as Tensor, weight, bias);
}

/** [N, C, …] less the mean of each group of channels, over its deviation. @throws RangeError when the groups do not part the channels evenly. */
export function groupNorm(x: Tensor, numGroups: number, { weight, bias, eps = 1e-5 }: Affine = {}): Tensor {
  if (x.size(1) % numGroups !== 0)
    throw new RangeError(
      `Expected number of channels in input to be divisible by num_groups, but got input of shape ${show(x.shape)} and num_groups=${numGroups}`,
    );
  const groups = x.reshape(x.size(0), numGroups, -1);
  const { mean, variance } = moments(groups, [2]);
  return affine((standardize(groups, mean, variance, eps) as Tensor).reshape(x.shape), weight, bias);
}

/** [N, C, …] less the mean of each channel of each example, over its deviation. */
export function instanceNorm(x: Tensor, options: Affine = {}): Tensor {
  return groupNorm(x, x.size(1), options);
}

/** x over (k + alpha · the mean of the squares of `size` neighbouring channels) to the `beta` (Krizhevsky et al., 2012). */
export function localResponseNorm(
  x: Tensor,
  size: number,
  { alpha = 1e-4, beta = 0.75, k = 1 }: { readonly alpha?: number; readonly beta?: number; readonly k?: number } = {},
): Tensor {
  const squares = x.square().reshape(x.size(0), 1, x.size(1), -1);
  const [before, after] = [Math.floor(size / 2), Math.floor((size - 1) / 2)];
  const bordered = numeric.pad(
    squares,
    [
      [0, 0],
      [0, 0],
      [before, after],
      [0, 0],
    ],
    "constant",
    0,
  );
  const means = (averagePool(bordered, { size: [size, 1], stride: 1 }) as Tensor).reshape(x.shape);
  return x.div(means.mul(alpha).add(k).pow(beta));
}

/** Options of instance normalization. */
export interface InstanceNormOptions {
  /** Defaults to 1e-5. */
  readonly eps?: number;
  /** Whether there are a scale and a shift to learn. Defaults to false. */
  readonly affine?: boolean;
}

/** Instance normalization (Ulyanov, Vedaldi and Lempitsky, 2017). */
abstract class InstanceNorm extends Module {
  readonly numFeatures: number;
  readonly eps: number;
  readonly weight: Parameter | null;
  readonly bias: Parameter | null;
  /** Number of axes of inputs. */
  protected abstract readonly rank: number;

  constructor(numFeatures: number, { eps = 1e-5, affine: isAffine = false }: InstanceNormOptions = {}) {
    super();
    this.numFeatures = numFeatures;
    this.eps = eps;
    this.weight = isAffine ? own(ones(numFeatures, { requiresGrad: true })) : null;
    this.bias = isAffine ? own(zeros(numFeatures, { requiresGrad: true })) : null;
  }
  /** @throws RangeError for an input of another number of axes. */
  override forward(x: Tensor): Tensor {
    if (x.dim() !== this.rank) throw new RangeError(`expected ${this.rank}D input (got ${x.dim()}D input)`);
    return instanceNorm(x, this);
  }
  protected override extraRepr(): string {
    const isAffine = this.weight ? "True" : "False";
    return `${this.numFeatures}, eps=${numpyScalar(this.eps, "float64")}, momentum=0.1, affine=${isAffine}, track_running_stats=False`;
  }
}
/** Instance normalization of [N, C, L]. */
export class InstanceNorm1d extends InstanceNorm {
  protected override readonly rank = 3;
}
/** Instance normalization of [N, C, H, W]. */
export class InstanceNorm2d extends InstanceNorm {
  protected override readonly rank = 4;
}

/** Local response normalization of [N, C, …]; see `functional.localResponseNorm`. */
export class LocalResponseNorm extends Module {
  readonly size: number;
  readonly options: { readonly alpha?: number; readonly beta?: number; readonly k?: number };
  constructor(size: number, options: { readonly alpha?: number; readonly beta?: number; readonly k?: number } = {}) {
    super();
    this.size = size;
    this.options = options;
  }
  override forward(x: Tensor): Tensor {
    return localResponseNorm(x, this.size, this.options);
  }
  protected override extraRepr(): string {
    const { alpha = 1e-4, beta = 0.75, k = 1 } = this.options;
    return `${this.size}, alpha=${numpyScalar(alpha, "float64")}, beta=${numpyScalar(beta, "float64")}, k=${numpyScalar(k, "float64")}`;
  }
}
