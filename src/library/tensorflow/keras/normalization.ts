// tf.keras.layers: batch and layer normalization.

import { moments, standardize } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { axisOf } from "../../tensor/index.ts";
import { ones, zeros } from "../functions.ts";
import { type Tensor, Variable } from "../tensor.ts";
import { type CallOptions, isTraining, Layer } from "./layer.ts";

/** Options of normalizing layers. */
export interface NormOptions {
  /** The axis whose places are normalized apart (batch), or over which (layer). Defaults to -1. */
  readonly axis?: number;
  /** Added to the variance. Defaults to 0.001. */
  readonly epsilon?: number;
  /** Whether a shift is learned. Defaults to true. */
  readonly center?: boolean;
  /** Whether a scale is learned. Defaults to true. */
  readonly scale?: boolean;
}

abstract class Norm extends Layer {
  protected readonly options: NormOptions;
  /** The scale and the shift; there after the first call. */
  gamma: Variable | undefined;
  beta: Variable | undefined;
  constructor(options: NormOptions) {
    super();
    this.options = options;
  }
  protected affine(y: Tensor, axis: number): Tensor {
    const { center = true, scale = true } = this.options;
    const along = y.shape.map((n, i) => (i === axis ? n : 1));
    const size = [y.shape[axis]];
    if (scale) this.gamma ??= new Variable(ones(size));
    if (center) this.beta ??= new Variable(zeros(size));
    const scaled = this.gamma === undefined ? y : ops.mul(y, ops.reshape(this.gamma, along));
    return (this.beta === undefined ? scaled : ops.add(scaled, ops.reshape(this.beta, along))) as Tensor;
  }
}

/** Batch normalization (Ioffe and Szegedy, 2015) of each channel; running statistics stand in for the batch's outside of training. */
export class BatchNormalization extends Norm {
  /** Share of the running statistics that stays. */
  readonly momentum: number;
  movingMean: Variable | undefined;
  movingVariance: Variable | undefined;
  constructor(options: NormOptions & { readonly momentum?: number } = {}) {
    super(options);
    this.momentum = options.momentum ?? 0.99;
  }
  override call(x: Tensor, options?: CallOptions): Tensor {
    const { epsilon = 1e-3 } = this.options;
    const axis = axisOf("BatchNormalization", this.options.axis ?? -1, x.shape.length);
    const along = x.shape.map((n, i) => (i === axis ? n : 1));
    const size = [x.shape[axis]];
    this.movingMean ??= new Variable(zeros(size), { trainable: false });
    this.movingVariance ??= new Variable(ones(size), { trainable: false });
    if (!isTraining(this, options)) {
      const [mean, variance] = [this.movingMean, this.movingVariance].map((one) => ops.reshape(one, along));
      return this.affine(standardize(x, mean, variance, epsilon) as Tensor, axis);
    }
    const others = x.shape.map((_, i) => i).filter((i) => i !== axis);
    const batch = moments(x, others);
    ops.withRecording("never", () => {
      const move = (running: Variable, now: Tensor): void => {
        const part = ops.mul(ops.reshape(ops.detach(now), [-1]), 1 - this.momentum);
        running.assign(ops.add(ops.mul(running, this.momentum), part) as Tensor);
      };
      if (this.movingMean) move(this.movingMean, batch.mean as Tensor);
      if (this.movingVariance) move(this.movingVariance, batch.variance as Tensor);
    });
    return this.affine(standardize(x, batch.mean, batch.variance, epsilon) as Tensor, axis);
  }
}

/** Layer normalization (Ba, Kiros and Hinton, 2016) over an axis, by default the last. */
export class LayerNormalization extends Norm {
  constructor(options: NormOptions = {}) {
    super(options);
  }
  override call(x: Tensor): Tensor {
    const axis = axisOf("LayerNormalization", this.options.axis ?? -1, x.shape.length);
    const { mean, variance } = moments(x, [axis]);
    return this.affine(standardize(x, mean, variance, this.options.epsilon ?? 1e-3) as Tensor, axis);
  }
}
