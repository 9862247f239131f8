// torch.optim.Adam and AdamW

import { adam } from "../../nn/index.ts";
import type { TypedArray } from "../../tensor/index.ts";
import { type BaseOptions, Optimizer, type Params, zerosAs } from "./optimizer.ts";

/** Options of Adam and AdamW. */
export interface AdamOptions extends BaseOptions {
  /** Decay of the running means of gradients and of their squares. Defaults to [0.9, 0.999]. */
  betas: readonly [number, number];
  /** Defaults to 1e-8. */
  eps: number;
  /** Defaults to 0, and to 0.01 in AdamW. */
  weightDecay: number;
}

interface State {
  readonly m: TypedArray;
  readonly v: TypedArray;
  step: number;
}

/** Adam (Kingma and Ba, 2015). `lr` defaults to 0.001. */
export class Adam extends Optimizer<AdamOptions, State> {
  protected readonly decoupled: boolean = false;
  protected override readonly stateNames = { m: "expAvg", v: "expAvgSq" };

  constructor(params: Params<AdamOptions>, options: Partial<AdamOptions> = {}) {
    super(params, { lr: 0.001, betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0, ...options });
  }

  protected override start(g: TypedArray): State {
    return { m: zerosAs(g), v: zerosAs(g), step: 0 };
  }
  protected override update(p: TypedArray, g: TypedArray, offset: number, state: State, options: AdamOptions): void {
    const { lr, betas, eps: epsilon, weightDecay } = options;
    state.step += 1;
    const settings = { lr, beta1: betas[0], beta2: betas[1], epsilon, weightDecay, decoupled: this.decoupled };
    adam(p, g, state.m, state.v, state.step, settings, offset);
  }
}

/** Adam with weight decay of its own, apart from the gradient (Loshchilov and Hutter, 2019). */
export class AdamW extends Adam {
  protected override readonly decoupled = true;

  constructor(params: Params<AdamOptions>, options: Partial<AdamOptions> = {}) {
    super(params, { weightDecay: 0.01, ...options });
  }
}
