// optax: optimizers. A learning rate is a number, or a schedule.

import type { Array } from "../array.ts";
import {
  type AdamOptions,
  type RmsOptions,
  scaleByAdadelta,
  scaleByAdam,
  scaleByLion,
  scaleByRms,
  scaleByRss,
  trace,
} from "./scaling.ts";
import {
  addDecayedWeights,
  chain,
  type GradientTransformation,
  type Schedule,
  scaleByLearningRate,
} from "./transformation.ts";

/** A learning rate, or one for each step. */
export type Rate = number | Schedule;

/** What several optimizers take besides. */
export interface MomentumOptions {
  /** Share of the last step that goes into the next. Without it nothing is remembered. */
  readonly momentum?: number;
  /** Look ahead along the velocity. Defaults to false. */
  readonly nesterov?: boolean;
}
/** Of decay of weights. */
export interface DecayOptions {
  readonly weightDecay?: number;
  /** Whether an array's weights decay. */
  readonly mask?: (param: Array) => boolean;
}

const joined = <T>(...parts: readonly unknown[]): GradientTransformation<T> =>
  chain<T>(...(parts as GradientTransformation<T>[])) as GradientTransformation<T>;

/** Stochastic gradient descent. */
export function sgd<T>(
  rate: Rate,
  { momentum = 0, nesterov = false }: MomentumOptions = {},
): GradientTransformation<T> {
  const step = scaleByLearningRate<T>(rate);
  return momentum === 0 ? step : joined(trace<T>(momentum, { nesterov }), step);
}
/** Adam (Kingma and Ba, 2015). */
export const adam = <T>(rate: Rate = 0.001, options?: AdamOptions): GradientTransformation<T> =>
  joined(scaleByAdam<T>(options), scaleByLearningRate<T>(rate));
/** Adam with decay of the weights themselves (Loshchilov and Hutter, 2019), 1e-4 by default. */
export const adamw = <T>(rate: Rate, options: AdamOptions & DecayOptions = {}): GradientTransformation<T> => {
  const { weightDecay = 1e-4, mask, ...adamOptions } = options;
  return joined(
    scaleByAdam<T>(adamOptions),
    addDecayedWeights<T>(weightDecay, mask && { mask }),
    scaleByLearningRate<T>(rate),
  );
};
/** Adam that looks ahead (Dozat, 2016). */
export const nadam = <T>(rate: Rate, options: AdamOptions = {}): GradientTransformation<T> =>
  adam(rate, { ...options, nesterov: true });
/** RMSProp (Tieleman and Hinton, 2012). */
export function rmsprop<T>(rate: Rate, options: RmsOptions & MomentumOptions = {}): GradientTransformation<T> {
  const { momentum, nesterov = false, ...rmsOptions } = options;
  const parts = [scaleByRms<T>(rmsOptions), scaleByLearningRate<T>(rate)];
  return momentum === undefined ? joined(...parts) : joined(...parts, trace<T>(momentum, { nesterov }));
}
/** Adagrad (Duchi, Hazan and Singer, 2011). */
export const adagrad = <T>(
  rate: Rate,
  options: { readonly initialAccumulatorValue?: number; readonly eps?: number } = {},
): GradientTransformation<T> =>
  joined(scaleByRss<T>(options.initialAccumulatorValue, options.eps), scaleByLearningRate<T>(rate));
/** Adadelta (Zeiler, 2012). Without a learning rate steps are as long as its own rule says, and upwards: give 1. */
export const adadelta = <T>(
  rate?: Rate,
  options: { readonly rho?: number; readonly eps?: number } & DecayOptions = {},
): GradientTransformation<T> => {
  const { rho, eps, weightDecay = 0, mask } = options;
  const parts = [addDecayedWeights<T>(weightDecay, mask && { mask }), scaleByAdadelta<T>(rho, eps)];
  return rate === undefined ? joined(...parts) : joined(...parts, scaleByLearningRate<T>(rate));
};
/** Lion (Chen et al., 2023), with decay of weights, 1e-3 by default. */
export const lion = <T>(
  rate: Rate,
  options: { readonly b1?: number; readonly b2?: number } & DecayOptions = {},
): GradientTransformation<T> => {
  const { b1, b2, weightDecay = 1e-3, mask } = options;
  return joined(
    scaleByLion<T>(b1, b2),
    addDecayedWeights<T>(weightDecay, mask && { mask }),
    scaleByLearningRate<T>(rate),
  );
};
