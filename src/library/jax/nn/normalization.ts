// nn.BatchNorm, nn.LayerNorm, nn.GroupNorm.

import { moments, standardize } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import type { Array } from "../array.ts";
import { ones as onesOf, zeros as zerosOf } from "../numpy/creation.ts";
import { ones, zeros } from "./initializers.ts";
import { floatInput, type Initializer, Module } from "./module.ts";

/** Options of normalizing layers. */
export interface NormOptions {
  /** Added to the variance. */
  readonly epsilon?: number;
  /** Whether a shift is learned. Defaults to true. */
  readonly useBias?: boolean;
  /** Whether a scale is learned. Defaults to true. */
  readonly useScale?: boolean;
  readonly biasInit?: Initializer;
  readonly scaleInit?: Initializer;
}

abstract class Norm extends Module {
  readonly epsilon: number;
  private readonly options: NormOptions;
  constructor(options: NormOptions, epsilon: number) {
    super();
    this.options = options;
    this.epsilon = options.epsilon ?? epsilon;
  }
  /** Scaled and shifted by parameters of the last axis. */
  protected affine(y: Array): Array {
    const { useBias = true, useScale = true, biasInit = zeros, scaleInit = ones } = this.options;
    const features = [y.shape[y.shape.length - 1]];
    const scaled = useScale ? y.mul(this.param("scale", scaleInit, features)) : y;
    return useBias ? scaled.add(this.param("bias", biasInit, features)) : scaled;
  }
}

/** Whether running statistics stand in for a batch's. */
export interface RunningAverage {
  readonly useRunningAverage?: boolean;
}

/**
 * Batch normalization (Ioffe and Szegedy, 2015) of each channel, the last axis, over all others. The running statistics are the variables
 * `mean` and `var` of the collection "batch_stats", which is mutable in training: `apply(variables, x, { mutable: ["batch_stats"] })`.
 */
export class BatchNorm extends Norm {
  readonly useRunningAverage: boolean | undefined;
  /** Share of the running statistics that stays. */
  readonly momentum: number;
  constructor(options: NormOptions & RunningAverage & { readonly momentum?: number } = {}) {
    super(options, 1e-5);
    this.useRunningAverage = options.useRunningAverage;
    this.momentum = options.momentum ?? 0.99;
  }
  /** @throws TypeError where nobody says which statistics are used, Error where they are to change and must not. */
  override forward(x: Array, { useRunningAverage = this.useRunningAverage }: RunningAverage = {}): Array {
    if (useRunningAverage === undefined)
      throw new TypeError("BatchNorm: say { useRunningAverage } to the constructor or to the call");
    const features = x.shape[x.shape.length - 1];
    const mean = this.variable("batch_stats", "mean", () => zerosOf(features));
    const variance = this.variable("batch_stats", "var", () => onesOf(features));
    if (useRunningAverage)
      return this.affine(standardize(floatInput("BatchNorm", x), mean.value, variance.value, this.epsilon) as Array);
    const axes = x.shape.map((_, i) => i).slice(0, -1);
    const batch = moments(floatInput("BatchNorm", x), axes);
    if (!this.isInitializing) {
      const moved = (running: Array, one: typeof batch.mean): Array =>
        running.mul(this.momentum).add(ops.mul(ops.reshape(ops.detach(one), [-1]), 1 - this.momentum));
      mean.value = moved(mean.value, batch.mean);
      variance.value = moved(variance.value, batch.variance);
    }
    return this.affine(standardize(x, batch.mean, batch.variance, this.epsilon) as Array);
  }
}

/** Layer normalization (Ba, Kiros and Hinton, 2016) over the last axis. */
export class LayerNorm extends Norm {
  constructor(options: NormOptions = {}) {
    super(options, 1e-6);
  }
  override forward(x: Array): Array {
    const { mean, variance } = moments(floatInput("LayerNorm", x), [x.shape.length - 1]);
    return this.affine(standardize(x, mean, variance, this.epsilon) as Array);
  }
}

/** Group normalization (Wu and He, 2018): over all axes but the batch's, in groups of channels. */
export class GroupNorm extends Norm {
  readonly numGroups: number;
  constructor({ numGroups = 32, ...options }: NormOptions & { readonly numGroups?: number } = {}) {
    super(options, 1e-6);
    this.numGroups = numGroups;
  }
  /** @throws RangeError when the channels cannot be parted into the groups. */
  override forward(x: Array): Array {
    const channels = x.shape[x.shape.length - 1];
    if (channels % this.numGroups !== 0)
      throw new RangeError(`GroupNorm: ${channels} channels cannot be parted into ${this.numGroups} groups`);
    const parted = ops.reshape(floatInput("GroupNorm", x), [x.shape[0], -1, this.numGroups, channels / this.numGroups]);
    const { mean, variance } = moments(parted, [1, 3]);
    return this.affine(ops.reshape(standardize(parted, mean, variance, this.epsilon), x.shape) as Array);
  }
}
