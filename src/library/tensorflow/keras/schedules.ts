// tf.keras.optimizers.schedules: rates of learning by the number of steps.

import { precise } from "../../tensor/index.ts";

/** A rate for a number of steps. */
export type Schedule = (step: number) => number;

/** What makes one, with `new`, as Keras's classes are called, or without. */
interface Maker<Options> {
  new (options: Options): Schedule;
  (options: Options): Schedule;
}

/** What ExponentialDecay is told. */
export interface ExponentialDecayOptions {
  readonly initialLearningRate: number;
  readonly decaySteps: number;
  readonly decayRate: number;
  readonly staircase?: boolean;
}
/** initialLearningRate · decayRate^(step / decaySteps); by whole powers when `staircase`. */
export const ExponentialDecay = function ExponentialDecay(options: ExponentialDecayOptions): Schedule {
  const { initialLearningRate, decaySteps, decayRate, staircase } = options;
  return (step) => {
    const share = step / decaySteps;
    return initialLearningRate * precise.pow(decayRate, staircase ? Math.floor(share) : share);
  };
} as Maker<ExponentialDecayOptions>;
/** What PiecewiseConstantDecay is told. */
export interface PiecewiseConstantDecayOptions {
  readonly boundaries: readonly number[];
  readonly values: readonly number[];
}
/** `values[i]` up to `boundaries[i]`, the last one after all of them. */
export const PiecewiseConstantDecay = function PiecewiseConstantDecay({
  boundaries,
  values,
}: PiecewiseConstantDecayOptions): Schedule {
  return (step) => values[boundaries.filter((boundary) => step > boundary).length];
} as Maker<PiecewiseConstantDecayOptions>;
/** What CosineDecay is told. */
export interface CosineDecayOptions {
  readonly initialLearningRate: number;
  readonly decaySteps: number;
  readonly alpha?: number;
}
/** Along half a cosine to `alpha` times the first rate. */
export const CosineDecay = function CosineDecay(options: CosineDecayOptions): Schedule {
  const { initialLearningRate, decaySteps, alpha = 0 } = options;
  return (step) => {
    const cosine = (1 + precise.cos((Math.PI * Math.min(step, decaySteps)) / decaySteps)) / 2;
    return initialLearningRate * ((1 - alpha) * cosine + alpha);
  };
} as Maker<CosineDecayOptions>;
/** What PolynomialDecay is told. */
export interface PolynomialDecayOptions {
  readonly initialLearningRate: number;
  readonly decaySteps: number;
  readonly endLearningRate?: number;
  readonly power?: number;
}
/** Along a power to `endLearningRate`. */
export const PolynomialDecay = function PolynomialDecay(options: PolynomialDecayOptions): Schedule {
  const { initialLearningRate, decaySteps, endLearningRate = 0.0001, power = 1 } = options;
  return (step) =>
    (initialLearningRate - endLearningRate) * precise.pow(1 - Math.min(step, decaySteps) / decaySteps, power) +
    endLearningRate;
} as Maker<PolynomialDecayOptions>;
