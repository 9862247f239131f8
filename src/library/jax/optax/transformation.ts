// optax: transformations of gradients as pairs of pure functions, and how they are put together.

import * as ops from "../../ops/index.ts";
import type { Array } from "../array.ts";
import { leaves, map } from "../tree.ts";

/** `init` makes the state for parameters; `update` turns gradients into what is added to the parameters, and gives the next state. */
export interface GradientTransformation<T = unknown, S = unknown> {
  init(params: T): S;
  update(updates: T, state: S, params?: T): [T, S];
}

/** The state of what remembers nothing. */
export interface EmptyState {
  readonly kind?: "empty";
}

/** A transformation that remembers nothing. @throws TypeError when it needs the parameters and is not given them. */
export function stateless<T>(update: (updates: T, params: T | undefined) => T): GradientTransformation<T> {
  return { init: (): EmptyState => ({}), update: (updates, state, params) => [update(updates, params), state] };
}

/** The gradients as they are. */
export const identity = <T>(): GradientTransformation<T> => stateless((updates: T) => updates);
/** Zeros in the place of gradients: for what is not to be trained. */
export const setToZero = <T>(): GradientTransformation<T> =>
  stateless((updates: T) => map((g) => ops.mul(ops.detach(g), 0) as Array, updates));
/** Multiplies by a number. */
export const scale = <T>(factor: number): GradientTransformation<T> =>
  stateless((updates: T) => map((g) => g.mul(factor), updates));
/** No element above `maxDelta` nor below its negative. */
export const clip = <T>(maxDelta: number): GradientTransformation<T> =>
  stateless((updates: T) => map((g) => g.clip(-maxDelta, maxDelta), updates));

/** The Euclidean length of all arrays of a tree together. */
export function globalNorm(tree: unknown): Array {
  const squares = leaves(tree).map((leaf) => ops.sum(ops.square(leaf)));
  return ops.sqrt(squares.reduce((sum, one) => ops.add(sum, one))) as Array;
}
/** All gradients scaled down together where they are longer than `maxNorm` (Pascanu et al., 2013). */
export const clipByGlobalNorm = <T>(maxNorm: number): GradientTransformation<T> =>
  stateless((updates: T) => {
    const length = globalNorm(updates);
    const factor = ops.where(ops.lt(length, maxNorm), 1, ops.div(maxNorm, length)) as Array;
    return map((g) => g.mul(factor), updates);
  });
/** Adds `weightDecay` times the parameters to the gradients. `mask` says of each array whether it takes part. @throws TypeError without parameters. */
export const addDecayedWeights = <T>(
  weightDecay = 0,
  { mask = () => true }: { readonly mask?: (param: Array) => boolean } = {},
): GradientTransformation<T> =>
  stateless((updates: T, params: T | undefined) => {
    if (params === undefined)
      throw new TypeError("addDecayedWeights: update needs the parameters as its third argument");
    return map((g, p) => (mask(p) ? g.add(p.mul(weightDecay)) : g), updates, params);
  });

/** A learning rate for each step, counted from 0. */
export type Schedule = (count: number) => number;

/** How many steps there were. */
export interface CountState {
  readonly count: number;
}
/** Multiplies by what a schedule says. */
export function scaleBySchedule<T>(schedule: Schedule): GradientTransformation<T, CountState> {
  return {
    init: () => ({ count: 0 }),
    update: (updates, { count }) => [map((g) => g.mul(schedule(count)), updates), { count: count + 1 }],
  };
}
/** Down the gradients: multiplies by minus the learning rate. */
export function scaleByLearningRate<T>(rate: number | Schedule): GradientTransformation<T> {
  if (typeof rate === "number") return scale(-rate);
  return scaleBySchedule((count) => -rate(count)) as GradientTransformation<T>;
}

/** One transformation after the other; the state is the list of theirs. */
export function chain<T>(...parts: readonly GradientTransformation<T>[]): GradientTransformation<T, unknown[]> {
  return {
    init: (params) => parts.map((part) => part.init(params)),
    update(updates, states, params) {
      let current = updates;
      const next = parts.map((part, i) => {
        const [made, state] = part.update(current, states[i], params);
        current = made;
        return state;
      });
      return [current, next];
    },
  };
}

/** params + updates */
export function applyUpdates<T>(params: T, updates: T): T {
  return map((p, u) => p.add(u), params, updates);
}
/** A step from `oldTree` towards `newTree`: the running mean of parameters. */
export function incrementalUpdate<T>(newTree: T, oldTree: T, stepSize: number): T {
  return map((fresh, old) => fresh.mul(stepSize).add(old.mul(1 - stepSize)), newTree, oldTree);
}
