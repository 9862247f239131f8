// Optimizers as plain rules on arrays: what SGD and Adam do to one parameter, whatever the dialects call it.

import { precise, type TypedArray } from "../tensor/index.ts";
import { descend } from "../tensor/kernels/descend.ts";
import { div } from "../tensor/kernels/loops.ts";

/** Settings of stochastic gradient descent. */
export interface SgdSettings {
  readonly lr: number;
  /** Share of the last step that goes into the next. Defaults to 0. */
  readonly momentum?: number;
  /** How much less than fully a gradient enters the velocity. Defaults to 0. */
  readonly dampening?: number;
  /** L2 penalty: this times the parameter is added to the gradient. Defaults to 0. */
  readonly weightDecay?: number;
  /** Look ahead along the velocity (Nesterov, 1983). Defaults to false. */
  readonly nesterov?: boolean;
}

/**
 * One step: p ← p - lr · (g + weightDecay · p), the gradient replaced by the velocity, as PyTorch keeps it, when there is momentum.
 * `p`, from `offset` on, and `velocity` are changed in place.
 */
export function sgd(
  p: TypedArray,
  g: TypedArray,
  velocity: TypedArray | undefined,
  isFirst: boolean,
  settings: SgdSettings,
  offset = 0,
): void {
  const { lr, momentum = 0, dampening = 0, weightDecay = 0, nesterov = false } = settings;
  if (velocity === undefined) {
    if (weightDecay === 0) descend(p, g, lr, offset);
    else for (let i = 0; i < g.length; i++) p[offset + i] -= lr * (g[i] + weightDecay * p[offset + i]);
    return;
  }
  for (let i = 0; i < g.length; i++) {
    const gradient = g[i] + weightDecay * p[offset + i];
    velocity[i] = isFirst ? gradient : momentum * velocity[i] + (1 - dampening) * gradient;
    p[offset + i] -= lr * (nesterov ? gradient + momentum * velocity[i] : velocity[i]);
  }
}

/** Writes gradients divided by a number, and cut to ±`limit`, to `out`. */
export function rescale(g: TypedArray, divisor: number, limit: number | undefined, out: TypedArray): void {
  const by = g instanceof Float32Array ? Float32Array.of(divisor) : Float64Array.of(divisor);
  div(g, 0, 1, by, 0, 0, out, 0, g.length);
  if (limit !== undefined) for (let i = 0; i < out.length; i++) out[i] = Math.max(-limit, Math.min(limit, out[i]));
}

/** Settings of Adam (Kingma and Ba, 2015). */
export interface AdamSettings {
  readonly lr: number;
  /** Decay of the running mean of gradients. Defaults to 0.9. */
  readonly beta1?: number;
  /** Decay of the running mean of their squares. Defaults to 0.999. */
  readonly beta2?: number;
  /** Added to the root, so that it divides. Defaults to 1e-8. */
  readonly epsilon?: number;
  readonly weightDecay?: number;
  /** Shrink the parameter itself instead of adding to the gradient (AdamW: Loshchilov and Hutter, 2019). Defaults to false. */
  readonly decoupled?: boolean;
}

/** Step number `step`, from 1, of Adam; `m` and `v` are its running moments. `p`, from `offset` on, `m` and `v` are changed in place. */
export function adam(
  p: TypedArray,
  g: TypedArray,
  m: TypedArray,
  v: TypedArray,
  step: number,
  settings: AdamSettings,
  offset = 0,
): void {
  const { lr, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0, decoupled = false } = settings;
  const stepSize = lr / (1 - precise.pow(beta1, step));
  const scale = Math.sqrt(1 - precise.pow(beta2, step));
  const shrink = decoupled ? 1 - lr * weightDecay : 1;
  const penalty = decoupled ? 0 : weightDecay;
  for (let i = 0; i < g.length; i++) {
    const before = p[offset + i] * shrink;
    const gradient = g[i] + penalty * before;
    m[i] = beta1 * m[i] + (1 - beta1) * gradient;
    v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient;
    p[offset + i] = before - (stepSize * m[i]) / (Math.sqrt(v[i]) / scale + epsilon);
  }
}
