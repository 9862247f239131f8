// torch.optim's optimizers that few programs use: Adamax, RAdam and Rprop.

import { precise, type TypedArray } from "../../tensor/index.ts";
import type { AdamOptions } from "./adam.ts";
import { type BaseOptions, Optimizer, type Params, zerosAs } from "./optimizer.ts";

interface Moments {
  readonly m: TypedArray;
  readonly v: TypedArray;
  step: number;
}

/** Adamax: Adam with the largest gradient in the place of their mean square (Kingma and Ba, 2015). `lr` defaults to 0.002. */
export class Adamax extends Optimizer<AdamOptions, Moments> {
  protected override readonly stateNames = { m: "expAvg", v: "expInf" };
  constructor(params: Params<AdamOptions>, options: Partial<AdamOptions> = {}) {
    super(params, { lr: 0.002, betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0, ...options });
  }
  protected override start(g: TypedArray): Moments {
    return { m: zerosAs(g), v: zerosAs(g), step: 0 };
  }
  protected override update(p: TypedArray, g: TypedArray, offset: number, state: Moments, options: AdamOptions): void {
    const { lr, betas, eps, weightDecay } = options;
    state.step += 1;
    const rate = lr / (1 - precise.pow(betas[0], state.step));
    for (let i = 0; i < g.length; i++) {
      const gradient = g[i] + weightDecay * p[offset + i];
      state.m[i] = betas[0] * state.m[i] + (1 - betas[0]) * gradient;
      state.v[i] = Math.max(betas[1] * state.v[i], Math.abs(gradient) + eps);
      p[offset + i] -= (rate * state.m[i]) / state.v[i];
    }
  }
}

/** Adam that trusts the second moment only when it is known well enough (Liu et al., 2020). `lr` defaults to 0.001. */
export class RAdam extends Optimizer<AdamOptions, Moments> {
  protected override readonly stateNames = { m: "expAvg", v: "expAvgSq" };
  constructor(params: Params<AdamOptions>, options: Partial<AdamOptions> = {}) {
    super(params, { lr: 0.001, betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0, ...options });
  }
  protected override start(g: TypedArray): Moments {
    return { m: zerosAs(g), v: zerosAs(g), step: 0 };
  }
  protected override update(p: TypedArray, g: TypedArray, offset: number, state: Moments, options: AdamOptions): void {
    const { lr, betas, eps, weightDecay } = options;
    state.step += 1;
    const decay = precise.pow(betas[1], state.step);
    const longest = 2 / (1 - betas[1]) - 1;
    const length = longest - (2 * state.step * decay) / (1 - decay);
    const isKnown = length > 5;
    const rectified = isKnown
      ? Math.sqrt(((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length))
      : 1;
    for (let i = 0; i < g.length; i++) {
      const gradient = g[i] + weightDecay * p[offset + i];
      state.m[i] = betas[0] * state.m[i] + (1 - betas[0]) * gradient;
      state.v[i] = betas[1] * state.v[i] + (1 - betas[1]) * gradient * gradient;
      const mean = state.m[i] / (1 - precise.pow(betas[0], state.step));
      const root = isKnown ? Math.sqrt(1 - decay) / (Math.sqrt(state.v[i]) + eps) : 1;
      p[offset + i] -= lr * mean * rectified * root;
    }
  }
}

/** Options of Rprop. */
export interface RpropOptions extends BaseOptions {
  /** What steps are multiplied by when the sign of a gradient has changed, and when it has not. Defaults to [0.5, 1.2]. */
  etas: readonly [number, number];
  /** The smallest and the largest step. Defaults to [1e-6, 50]. */
  stepSizes: readonly [number, number];
}

/** Resilient propagation: steps by the gradients' signs alone (Riedmiller and Braun, 1993). `lr`, the first step, defaults to 0.01. */
export class Rprop extends Optimizer<RpropOptions, { readonly before: TypedArray; readonly size: TypedArray }> {
  protected override readonly stateNames = { before: "prev", size: "stepSize" };
  constructor(params: Params<RpropOptions>, options: Partial<RpropOptions> = {}) {
    super(params, { lr: 0.01, etas: [0.5, 1.2], stepSizes: [1e-6, 50], ...options });
  }
  protected override start(g: TypedArray, { lr }: RpropOptions) {
    return { before: zerosAs(g), size: zerosAs(g).fill(lr) };
  }
  protected override update(
    p: TypedArray,
    g: TypedArray,
    offset: number,
    { before, size }: { readonly before: TypedArray; readonly size: TypedArray },
    { etas, stepSizes }: RpropOptions,
  ): void {
    for (let i = 0; i < g.length; i++) {
      const sign = Math.sign(g[i] * before[i]);
      const factor = sign > 0 ? etas[1] : sign < 0 ? etas[0] : 1;
      size[i] = Math.min(Math.max(size[i] * factor, stepSizes[0]), stepSizes[1]);
      const gradient = sign < 0 ? 0 : g[i];
      p[offset + i] -= Math.sign(gradient) * size[i];
      before[i] = gradient;
    }
  }
}
