// optax: learning rates by steps, counted from 0.

import * as ops from "../../ops/index.ts";
import { full } from "../numpy/creation.ts";
import type { Schedule } from "./transformation.ts";

/** A number's function by the engine's own rules, whose bits are the same everywhere. */
const numberOf = (
  fn: (a: ReturnType<typeof full>) => { readonly storage: { readonly array: ArrayLike<number> } },
  x: number,
) => fn(full([], x, { dtype: "float64" })).storage.array[0];
const power = (base: number, exponent: number): number => numberOf((a) => ops.pow(base, a), exponent);
const cosine = (x: number): number => numberOf(ops.cos, x);

/** One rate for all steps. */
export const constantSchedule =
  (value: number): Schedule =>
  () =>
    value;

/** From `initValue` to `endValue` in `transitionSteps` steps, by a power of the way that is left; after `transitionBegin` steps. */
export function polynomialSchedule(
  initValue: number,
  endValue: number,
  exponent: number,
  transitionSteps: number,
  { transitionBegin = 0 }: { readonly transitionBegin?: number } = {},
): Schedule {
  return (count) => {
    const done = Math.min(Math.max(count - transitionBegin, 0), transitionSteps);
    const left = transitionSteps <= 0 ? 1 : 1 - done / transitionSteps;
    return (initValue - endValue) * (exponent === 1 ? left : power(left, exponent)) + endValue;
  };
}
/** From `initValue` to `endValue` in a straight line. */
export const linearSchedule = (
  initValue: number,
  endValue: number,
  transitionSteps: number,
  options?: { readonly transitionBegin?: number },
): Schedule => polynomialSchedule(initValue, endValue, 1, transitionSteps, options);

/** How a rate decays. */
export interface DecayScheduleOptions {
  /** Steps before it begins. Defaults to 0. */
  readonly transitionBegin?: number;
  /** In steps of `transitionSteps` rather than evenly. Defaults to false. */
  readonly staircase?: boolean;
  /** Where it stops: the least rate, or for growth the largest. */
  readonly endValue?: number;
}
/** Times `decayRate` every `transitionSteps` steps. */
export function exponentialDecay(
  initValue: number,
  transitionSteps: number,
  decayRate: number,
  { transitionBegin = 0, staircase = false, endValue }: DecayScheduleOptions = {},
): Schedule {
  const bound = (value: number): number => {
    if (endValue === undefined) return value;
    return decayRate < 1 ? Math.max(value, endValue) : Math.min(value, endValue);
  };
  return (count) => {
    const past = count - transitionBegin;
    if (past <= 0 || transitionSteps <= 0 || decayRate === 0) return initValue;
    const periods = past / transitionSteps;
    return bound(initValue * power(decayRate, staircase ? Math.floor(periods) : periods));
  };
}

/** Half a cosine down from `initValue` to `alpha` times that in `decaySteps` steps (Loshchilov and Hutter, 2017). */
export function cosineDecaySchedule(
  initValue: number,
  decaySteps: number,
  { alpha = 0, exponent = 1 }: { readonly alpha?: number; readonly exponent?: number } = {},
): Schedule {
  if (!(decaySteps > 0)) throw new RangeError(`cosineDecaySchedule: decaySteps must be positive, not ${decaySteps}`);
  return (count) => {
    const share = 0.5 * (1 + cosine((Math.PI * Math.min(count, decaySteps)) / decaySteps));
    const bent = exponent === 1 ? share : power(share, exponent);
    return initValue * ((1 - alpha) * bent + alpha);
  };
}

/** Times a factor from each boundary on: `{ 100: 0.1, 200: 0.1 }`. */
export function piecewiseConstantSchedule(
  initValue: number,
  boundariesAndScales: Readonly<Record<number, number>> = {},
): Schedule {
  const steps = Object.entries(boundariesAndScales).map(([boundary, factor]) => [Number(boundary), factor] as const);
  return (count) => steps.reduce((rate, [boundary, factor]) => (count > boundary ? rate * factor : rate), initValue);
}

/** One schedule after the other: each from its boundary on, where its own count starts from 0 again. */
export function joinSchedules(schedules: readonly Schedule[], boundaries: readonly number[]): Schedule {
  if (boundaries.length !== schedules.length - 1)
    throw new RangeError(`joinSchedules: ${boundaries.length} boundaries for ${schedules.length} schedules`);
  return (count) => {
    const at = boundaries.filter((boundary) => count >= boundary).length;
    return schedules[at](at === 0 ? count : count - boundaries[at - 1]);
  };
}
/** In a straight line up from `initValue` to `peakValue`, then half a cosine down to `endValue`; `decaySteps` counts both. */
export const warmupCosineDecaySchedule = (
  initValue: number,
  peakValue: number,
  warmupSteps: number,
  decaySteps: number,
  { endValue = 0, exponent = 1 }: { readonly endValue?: number; readonly exponent?: number } = {},
): Schedule =>
  joinSchedules(
    [
      linearSchedule(initValue, peakValue, warmupSteps),
      cosineDecaySchedule(peakValue, decaySteps - warmupSteps, {
        alpha: peakValue === 0 ? 0 : endValue / peakValue,
        exponent,
      }),
    ],
    [warmupSteps],
  );
/** In a straight line up from `initValue` to `peakValue`, then by factors down. */
export const warmupExponentialDecaySchedule = (
  initValue: number,
  peakValue: number,
  warmupSteps: number,
  transitionSteps: number,
  decayRate: number,
  options?: DecayScheduleOptions,
): Schedule =>
  joinSchedules(
    [
      linearSchedule(initValue, peakValue, warmupSteps),
      exponentialDecay(peakValue, transitionSteps, decayRate, options),
    ],
    [warmupSteps],
  );
