// optax: transformations that remember gradients.

import * as ops from "../../ops/index.ts";
import type { Array } from "../array.ts";
import { fullLike, zerosLike, zeros as zerosOf } from "../numpy/creation.ts";
import { map } from "../tree.ts";
import type { GradientTransformation } from "./transformation.ts";

/** before · decay + now · (1 - decay) */
const moved = <T>(before: T, now: T, decay: number): T =>
  map((b, n) => b.mul(decay).add(n.mul(1 - decay)), before, now);
const squares = <T>(tree: T): T => map((g) => g.square(), tree);
const zeros = <T>(params: T): T => map((p) => zerosLike(p), params);

/** Adds up gradients that fade: velocity ← decay · velocity + gradient; with `nesterov` it looks ahead. */
export function trace<T>(
  decay: number,
  { nesterov = false }: { readonly nesterov?: boolean } = {},
): GradientTransformation<T, T> {
  const add = (updates: T, velocity: T): T => map((g, v) => v.mul(decay).add(g), updates, velocity);
  return {
    init: zeros,
    update(updates, velocity) {
      const next = add(updates, velocity);
      return [nesterov ? add(updates, next) : next, next];
    },
  };
}

/** Adam's moments and how many steps there were: a whole number as an array, so that a planned step (jit) is the same for all. */
export interface AdamState<T> {
  readonly count: Array;
  readonly mu: T;
  readonly nu: T;
}
/** Settings of Adam. */
export interface AdamOptions {
  /** Decay of the mean of gradients. Defaults to 0.9. */
  readonly b1?: number;
  /** Decay of the mean of their squares. Defaults to 0.999. */
  readonly b2?: number;
  /** Added to the root. Defaults to 1e-8. */
  readonly eps?: number;
  /** Added under the root. Defaults to 0. */
  readonly epsRoot?: number;
  /** Look ahead along the mean (Dozat, 2016). Defaults to false. */
  readonly nesterov?: boolean;
}
/** Divides the mean of the gradients by the root of the mean of their squares (Kingma and Ba, 2015). */
export function scaleByAdam<T>(options: AdamOptions = {}): GradientTransformation<T, AdamState<T>> {
  const { b1 = 0.9, b2 = 0.999, eps = 1e-8, epsRoot = 0, nesterov = false } = options;
  return {
    init: (params) => ({ count: zerosOf([], { dtype: "int32" }), mu: zeros(params), nu: zeros(params) }),
    update(updates, { count: before, mu: meanBefore, nu: squaresBefore }) {
      const count = before.add(1);
      const mu = moved(meanBefore, updates, b1);
      const nu = moved(squaresBefore, squares(updates), b2);
      const share = missing(b1, count);
      const ahead = nesterov ? missing(b1, count.add(1)) : share;
      const mean = nesterov
        ? map(
            (m, g) =>
              m
                .mul(b1)
                .div(as(m, ahead))
                .add(g.mul(1 - b1).div(as(g, share))),
            mu,
            updates,
          )
        : map((m) => m.div(as(m, share)), mu);
      const squareShare = missing(b2, count);
      const scaled = map(
        (m, v) => {
          const own = v.div(as(v, squareShare));
          return m.div((epsRoot === 0 ? own : own.add(epsRoot)).sqrt().add(eps));
        },
        mean,
        nu,
      );
      return [scaled, { count, mu, nu }];
    },
  };
}

/** 1 - decay^count: what a mean that started from 0 has seen of its weight. In double precision, since it starts near 0. */
function missing(decay: number, count: Array): Array {
  return ops.sub(1, ops.pow(decay, ops.cast(count, "float64"))) as Array;
}
/** A number as the type of what it divides. */
const as = (like: Array, one: Array): Array => one.astype(like.dtype);

/** The mean of squared gradients, and of gradients where it is centred. */
export interface RmsState<T> {
  readonly nu: T;
  readonly mu?: T;
}
/** Settings of RMSProp. */
export interface RmsOptions {
  /** Defaults to 0.9. */
  readonly decay?: number;
  /** Defaults to 1e-8. */
  readonly eps?: number;
  /** What the mean of squares starts from. Defaults to 0. */
  readonly initialScale?: number;
  /** Whether `eps` is added under the root. Defaults to true. */
  readonly epsInSqrt?: boolean;
  /** Take the squared mean from the mean of squares. Defaults to false. */
  readonly centered?: boolean;
}
/** Divides by the root of the mean of squares (Tieleman and Hinton, 2012). */
export function scaleByRms<T>(options: RmsOptions = {}): GradientTransformation<T, RmsState<T>> {
  const { decay = 0.9, eps = 1e-8, initialScale = 0, epsInSqrt = true, centered = false } = options;
  const divided = (g: Array, v: Array): Array => g.div(epsInSqrt ? v.add(eps).sqrt() : v.sqrt().add(eps));
  return {
    init(params) {
      const nu = map((p) => fullLike(p, initialScale), params);
      return centered ? { nu, mu: zeros(params) } : { nu };
    },
    update(updates, { nu: before, mu: meanBefore }) {
      const nu = moved(before, squares(updates), decay);
      if (meanBefore === undefined) return [map(divided, updates, nu), { nu }];
      const mu = moved(meanBefore, updates, decay);
      const spread = map((v, m) => v.sub(m.square()), nu, mu);
      return [map(divided, updates, spread), { nu, mu }];
    },
  };
}

/** Divides by the root of the sum of squares (Duchi, Hazan and Singer, 2011). The state is that sum. */
export function scaleByRss<T>(initialAccumulatorValue = 0.1, eps = 1e-7): GradientTransformation<T, T> {
  return {
    init: (params) => map((p) => fullLike(p, initialAccumulatorValue), params),
    update(updates, before) {
      const sum = map((s, g) => s.add(g.square()), before, updates);
      const scaled = map(
        (g, s) => ops.mul(g, ops.where(ops.gt(s, 0), ops.rsqrt(ops.add(s, eps)), 0)) as Array,
        updates,
        sum,
      );
      return [scaled, sum];
    },
  };
}

/** Means of squared gradients and of squared steps. */
export interface AdadeltaState<T> {
  readonly eG: T;
  readonly eX: T;
}
/** Steps as long as the last ones were, over the length of the gradients (Zeiler, 2012). */
export function scaleByAdadelta<T>(rho = 0.9, eps = 1e-6): GradientTransformation<T, AdadeltaState<T>> {
  return {
    init: (params) => ({ eG: zeros(params), eX: zeros(params) }),
    update(updates, { eG: gradients, eX: steps }) {
      const eG = moved(gradients, squares(updates), rho);
      const scaled = map((g, s, d) => s.add(eps).sqrt().div(d.add(eps).sqrt()).mul(g), updates, steps, eG);
      return [scaled, { eG, eX: moved(steps, squares(scaled), rho) }];
    },
  };
}

/** The sign of a mean of gradients (Chen et al., 2023). The state is the other mean. */
export function scaleByLion<T>(b1 = 0.9, b2 = 0.99): GradientTransformation<T, T> {
  return {
    init: zeros,
    update: (updates, before) => [
      map((g) => ops.sign(g) as Array, moved(before, updates, b1)),
      moved(before, updates, b2),
    ],
  };
}
