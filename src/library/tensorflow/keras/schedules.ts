// tf.keras.optimizers.schedules: rates of learning by the number of steps.

import { precise } from "../../tensor/index.ts";

/** A rate for a number of steps. */
export type Schedule = (step: number) => number;

/** initialLearningRate · decayRate^(step / decaySteps); by whole powers when `staircase`. */
export function ExponentialDecay(options: {
  readonly initialLearningRate: number;
  readonly decaySteps: number;
  readonly decayRate: number;
  readonly staircase?: boolean;
}): Schedule {
  const { initialLearningRate, decaySteps, decayRate, staircase } = options;
  return (step) => {
    const share = step / decaySteps;
    return initialLearningRate * precise.pow(decayRate, staircase ? Math.floor(share) : share);
  };
}
/** `values[i]` up to `boundaries[i]`, the last one after all of them. */
export function PiecewiseConstantDecay(options: {
  readonly boundaries: readonly number[];
  readonly values: readonly number[];
}): Schedule {
  return (step) => options.values[options.boundaries.filter((boundary) => step > boundary).length];
}
/** Along half a cosine to `alpha` times the first rate. */
export function CosineDecay(options: {
  readonly initialLearningRate: number;
  readonly decaySteps: number;
  readonly alpha?: number;
}): Schedule {
  const { initialLearningRate, decaySteps, alpha = 0 } = options;
  return (step) => {
    const cosine = (1 + precise.cos((Math.PI * Math.min(step, decaySteps)) / decaySteps)) / 2;
    return initialLearningRate * ((1 - alpha) * cosine + alpha);
  };
}
/** Along a power to `endLearningRate`. */
export function PolynomialDecay(options: {
  readonly initialLearningRate: number;
  readonly decaySteps: number;
  readonly endLearningRate?: number;
  readonly power?: number;
}): Schedule {
  const { initialLearningRate, decaySteps, endLearningRate = 0.0001, power = 1 } = options;
  return (step) =>
    (initialLearningRate - endLearningRate) * precise.pow(1 - Math.min(step, decaySteps) / decaySteps, power) +
    endLearningRate;
}
