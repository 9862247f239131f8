// optax: optimizers as pairs of pure functions.

import type { Array } from "./array.ts";
import { zerosLike } from "./numpy.ts";
import { map } from "./tree.ts";

/** `init` makes the state for parameters; `update` turns gradients into what is added to the parameters, and gives the next state. */
export interface GradientTransformation<T = unknown, S = unknown> {
  init(params: T): S;
  update(updates: T, state: S, params?: T): [T, S];
}

/** The state of what remembers nothing. */
export interface EmptyState {
  readonly kind?: "empty";
}

/** Multiplies by a number. */
export function scale<T>(factor: number): GradientTransformation<T, EmptyState> {
  return { init: () => ({}), update: (updates, state) => [map((g) => g.mul(factor), updates), state] };
}

/** Adds up gradients that fade: velocity ← decay · velocity + gradient. */
export function trace<T>(decay: number): GradientTransformation<T, T> {
  return {
    init: (params) => map(zerosLike, params),
    update(updates, velocity) {
      const next = map((g, v) => v.mul(decay).add(g), updates, velocity);
      return [next, next];
    },
  };
}

/** Adam's moments and how many steps there were. */
export interface AdamState<T> {
  readonly count: number;
  readonly mu: T;
  readonly nu: T;
}

/** Divides the mean of the gradients by the root of the mean of their squares (Kingma and Ba, 2015). */
export function scaleByAdam<T>({ b1 = 0.9, b2 = 0.999, eps = 1e-8 } = {}): GradientTransformation<T, AdamState<T>> {
  return {
    init: (params) => ({ count: 0, mu: map(zerosLike, params), nu: map(zerosLike, params) }),
    update(updates, { count, mu: before, nu: squares }) {
      const step = count + 1;
      const mu = map((g, m) => m.mul(b1).add(g.mul(1 - b1)), updates, before);
      const nu = map((g, v) => v.mul(b2).add(g.square().mul(1 - b2)), updates, squares);
      const scaled = map(
        (m, v) =>
          m.div(1 - b1 ** step).div(
            v
              .div(1 - b2 ** step)
              .sqrt()
              .add(eps),
          ),
        mu,
        nu,
      );
      return [scaled, { count: step, mu, nu }];
    },
  };
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

/** Stochastic gradient descent. */
export function sgd<T>(
  learningRate: number,
  { momentum = 0 }: { readonly momentum?: number } = {},
): GradientTransformation<T> {
  const step = scale<T>(-learningRate) as GradientTransformation<T>;
  return (
    momentum === 0 ? step : chain<T>(trace<T>(momentum) as GradientTransformation<T>, step)
  ) as GradientTransformation<T>;
}

/** Adam. */
export function adam<T>(
  learningRate = 0.001,
  options: { readonly b1?: number; readonly b2?: number; readonly eps?: number } = {},
): GradientTransformation<T> {
  return chain<T>(
    scaleByAdam<T>(options) as GradientTransformation<T>,
    scale<T>(-learningRate) as GradientTransformation<T>,
  ) as GradientTransformation<T>;
}

/** params + updates */
export function applyUpdates<T>(params: T, updates: T): T {
  return map((p, u) => p.add(u), params, updates);
}

/** (predictions - targets)² / 2 */
export function l2Loss(predictions: Array, targets: Array): Array {
  return predictions.sub(targets).square().mul(0.5);
}
