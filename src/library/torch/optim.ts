// torch.optim: optimizers of parameters.

import { type AdamSettings, adam, type SgdSettings, sgd } from "../nn/index.ts";
import { elements, type TypedArray, zeros } from "../tensor/index.ts";
import type { Tensor } from "./tensor.ts";

/** Changes parameters by their gradients, step by step. */
export abstract class Optimizer {
  readonly params: readonly Tensor[];
  constructor(params: Iterable<Tensor>) {
    this.params = [...params];
    if (this.params.length === 0) throw new RangeError("optimizer got an empty parameter list");
  }

  /** One step for all parameters that have a gradient. */
  step(): void {
    for (const [i, p] of this.params.entries()) {
      if (p.grad === null) continue;
      this.update(i, p.storage.array, elements(p.grad));
      p.storage.version += 1;
    }
  }

  /** Forgets the gradients. */
  zeroGrad(): void {
    for (const p of this.params) p.grad = null;
  }

  protected abstract update(i: number, p: TypedArray, g: TypedArray): void;
}

/** Stochastic gradient descent, with momentum, weight decay and Nesterov's variant as PyTorch has them. */
export class SGD extends Optimizer {
  readonly settings: SgdSettings;
  readonly #velocities: (TypedArray | undefined)[] = [];

  constructor(params: Iterable<Tensor>, settings: SgdSettings) {
    super(params);
    this.settings = settings;
  }

  protected override update(i: number, p: TypedArray, g: TypedArray): void {
    const known = this.#velocities[i];
    if (this.settings.momentum && !known) this.#velocities[i] = zeros("float32", p.length);
    sgd(p, g, this.#velocities[i], known === undefined, this.settings);
  }
}

/** Adam (Kingma and Ba, 2015), with PyTorch's defaults: lr 0.001, betas 0.9 and 0.999, eps 1e-8. */
export class Adam extends Optimizer {
  readonly settings: AdamSettings;
  readonly #moments: { m: TypedArray; v: TypedArray; step: number }[] = [];

  constructor(
    params: Iterable<Tensor>,
    options: {
      readonly lr?: number;
      readonly betas?: readonly [number, number];
      readonly eps?: number;
      readonly weightDecay?: number;
    } = {},
  ) {
    super(params);
    const { lr = 0.001, betas = [0.9, 0.999], eps = 1e-8, weightDecay = 0 } = options;
    this.settings = { lr, beta1: betas[0], beta2: betas[1], epsilon: eps, weightDecay };
  }

  protected override update(i: number, p: TypedArray, g: TypedArray): void {
    this.#moments[i] ??= { m: zeros("float32", p.length), v: zeros("float32", p.length), step: 0 };
    const state = this.#moments[i];
    state.step += 1;
    adam(p, g, state.m, state.v, state.step, this.settings);
  }
}
