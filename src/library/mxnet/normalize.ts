// npx.batchNorm and npx.layerNorm: normalization with arrays for its parameters, which gluon's layers hold.

import { moments, standardize } from "../nn/index.ts";
import * as ops from "../ops/index.ts";
import { axisOf, show } from "../tensor/index.ts";
import { isTraining } from "./autograd.ts";
import type { NDArray } from "./ndarray.ts";

/** Along one axis of x: scaled and shifted. @throws RangeError for a scale or shift of another size than the axis. */
function affine(name: string, x: NDArray, axis: number, gamma: NDArray | null, beta: NDArray | null): NDArray {
  const along = x.shape.map((_, i) => (i === axis ? -1 : 1));
  for (const [what, one] of [
    ["gamma", gamma],
    ["beta", beta],
  ] as const)
    if (one !== null && one.size !== x.shape[axis])
      throw new RangeError(`${name}: ${what} of shape ${show(one.shape)} for ${x.shape[axis]} channels`);
  const scaled = gamma === null ? x : x.mul(gamma.reshape(along));
  return beta === null ? scaled : scaled.add(beta.reshape(along));
}

/** Options of batchNorm. */
export interface BatchNormOptions {
  /** Added to the variance. Defaults to 1e-3. */
  readonly eps?: number;
  /** Share of the running statistics that stays. Defaults to 0.9. */
  readonly momentum?: number;
  /** Whether gamma counts as ones. Defaults to true, as in MXNet. */
  readonly fixGamma?: boolean;
  /** Whether the running statistics are taken in training too. Defaults to false. */
  readonly useGlobalStats?: boolean;
  /** Of the channels. Defaults to 1. */
  readonly axis?: number;
}

/**
 * Batch normalization (Ioffe and Szegedy, 2015) of each channel, over all other axes. In training the batch's mean and variance are taken,
 * and the running ones, [channels] each, move towards them in place; elsewhere the running ones are.
 * @throws RangeError for parameters of another size than the axis.
 */
export function batchNorm(
  x: NDArray,
  gamma: NDArray | null,
  beta: NDArray | null,
  runningMean: NDArray,
  runningVar: NDArray,
  options: BatchNormOptions = {},
): NDArray {
  const { eps = 1e-3, momentum = 0.9, fixGamma = true, useGlobalStats = false } = options;
  const axis = axisOf("batchNorm", options.axis ?? 1, x.shape.length);
  const along = x.shape.map((_, i) => (i === axis ? -1 : 1));
  const scale = fixGamma ? null : gamma;
  if (useGlobalStats || !isTraining()) {
    const y = standardize(x, runningMean.reshape(along), runningVar.reshape(along), eps) as NDArray;
    return affine("batchNorm", y, axis, scale, beta);
  }
  const batch = moments(
    x,
    x.shape.map((_, i) => i).filter((i) => i !== axis),
  );
  ops.withRecording("never", () => {
    const move = (running: NDArray, now: NDArray): void => {
      running.mul_(momentum).add_(
        now
          .detach()
          .reshape(-1)
          .mul(1 - momentum),
      );
    };
    move(runningMean, batch.mean as NDArray);
    move(runningVar, batch.variance as NDArray);
  });
  return affine("batchNorm", standardize(x, batch.mean, batch.variance, eps) as NDArray, axis, scale, beta);
}

/** Layer normalization (Ba, Kiros and Hinton, 2016) along an axis, by default the last. @throws RangeError for parameters of another size. */
export function layerNorm(
  x: NDArray,
  gamma: NDArray | null,
  beta: NDArray | null,
  options: { readonly axis?: number; readonly eps?: number } = {},
): NDArray {
  const axis = axisOf("layerNorm", options.axis ?? -1, x.shape.length);
  const { mean, variance } = moments(x, [axis]);
  return affine("layerNorm", standardize(x, mean, variance, options.eps ?? 1e-5) as NDArray, axis, gamma, beta);
}
