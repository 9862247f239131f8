// Optimizers as plain rules on arrays: what SGD and Adam do to one parameter, whatever the dialects call it.

import type { TypedArray } from "../tensor/index.ts";

/** Settings of stochastic gradient descent. */
export interface SgdSettings {
  readonly lr: number;
  readonly momentum?: number;
  /** L2 penalty: this times the parameter is added to the gradient. */
  readonly weightDecay?: number;
  readonly nesterov?: boolean;
}

/** One step: p ← p - lr · (g + weightDecay · p), with `velocity` as PyTorch keeps it when there is momentum. Arrays are changed in place. */
export function sgd(
  p: TypedArray,
  g: TypedArray,
  velocity: TypedArray | undefined,
  isFirst: boolean,
  settings: SgdSettings,
): void {
  const { lr, momentum = 0, weightDecay = 0, nesterov = false } = settings;
  for (let i = 0; i < p.length; i++) {
    const gradient = g[i] + weightDecay * p[i];
    if (velocity === undefined) {
      p[i] -= lr * gradient;
      continue;
    }
    velocity[i] = isFirst ? gradient : momentum * velocity[i] + gradient;
    p[i] -= lr * (nesterov ? gradient + momentum * velocity[i] : velocity[i]);
  }
}

/** Settings of Adam (Kingma and Ba, 2015). */
export interface AdamSettings {
  readonly lr: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  readonly weightDecay?: number;
}

/** Step number `step`, from 1, of Adam; `m` and `v` are its running moments. Arrays are changed in place. */
export function adam(
  p: TypedArray,
  g: TypedArray,
  m: TypedArray,
  v: TypedArray,
  step: number,
  settings: AdamSettings,
): void {
  const { lr, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = settings;
  const scale1 = 1 - beta1 ** step;
  const scale2 = 1 - beta2 ** step;
  for (let i = 0; i < p.length; i++) {
    const gradient = g[i] + weightDecay * p[i];
    m[i] = beta1 * m[i] + (1 - beta1) * gradient;
    v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient;
    p[i] -= ((lr / scale1) * m[i]) / (Math.sqrt(v[i] / scale2) + epsilon);
  }
}
