// torch.optim: optimizers of parameters.

import { type AdamSettings, adam, type SgdSettings, sgd } from "../nn/index.ts";
import { elements, isContiguous, type TypedArray, zeros } from "../tensor/index.ts";
import type { Tensor } from "./tensor.ts";

/** Changes parameters by their gradients, step by step. */
export abstract class Optimizer {
  readonly params: readonly Tensor[];

  constructor(params: Iterable<Tensor>) {
    this.params = [...params];
    if (this.params.length === 0) throw new RangeError("optimizer got an empty parameter list");
    for (const p of this.params) if (!p.isLeaf) throw new Error("can't optimize a non-leaf Tensor");
  }

  /** One step for all parameters that have a gradient. */
  step(): void {
    for (let i = 0; i < this.params.length; i++) {
      const p = this.params[i];
      const { grad } = p;
      if (grad === null) continue;
      if (!isContiguous(p)) throw new Error("an optimizer's parameter must lie in row-major order: use contiguous()");
      this.update(i, p.storage.array, elements(grad), p.offset);
      p.storage.version += 1;
    }
  }

  /** Forgets the gradients. */
  zeroGrad(): void {
    for (let i = 0; i < this.params.length; i++) this.params[i].grad = null;
  }

  /** What the optimizer does to parameter `i`, whose elements are `p` from `offset` on, by its gradient `g`. */
  protected abstract update(i: number, p: TypedArray, g: TypedArray, offset: number): void;
}

/** An array of zeros like another. */
function zerosAs(g: TypedArray): TypedArray {
  return zeros(g instanceof Float64Array ? "float64" : "float32", g.length);
}

/** Stochastic gradient descent: `new torch.optim.SGD(model.parameters(), { lr: 0.1 })`, with momentum, dampening, weight decay and Nesterov's variant as PyTorch has them. */
export class SGD extends Optimizer {
  settings: SgdSettings;
  readonly #velocities: (TypedArray | undefined)[] = [];

  constructor(params: Iterable<Tensor>, settings: SgdSettings) {
    super(params);
    if (!(settings.lr >= 0)) throw new RangeError(`Invalid learning rate: ${settings.lr}`);
    if (settings.nesterov && (!settings.momentum || settings.dampening))
      throw new RangeError("Nesterov momentum requires a momentum and zero dampening");
    this.settings = settings;
  }

  protected override update(i: number, p: TypedArray, g: TypedArray, offset: number): void {
    const known = this.#velocities[i];
    if (this.settings.momentum && known === undefined) this.#velocities[i] = zerosAs(g);
    sgd(p, g, this.#velocities[i], known === undefined, this.settings, offset);
  }
}

/** Options of Adam and AdamW. */
export interface AdamOptions {
  /** Defaults to 0.001. */
  readonly lr?: number;
  /** Decay of the running means of gradients and of their squares. Defaults to [0.9, 0.999]. */
  readonly betas?: readonly [number, number];
  /** Defaults to 1e-8. */
  readonly eps?: number;
  /** Defaults to 0, and to 0.01 in AdamW. */
  readonly weightDecay?: number;
}

/** Adam (Kingma and Ba, 2015). */
export class Adam extends Optimizer {
  settings: AdamSettings;
  readonly #moments: { readonly m: TypedArray; readonly v: TypedArray; step: number }[] = [];

  constructor(params: Iterable<Tensor>, options: AdamOptions = {}) {
    super(params);
    const { lr = 0.001, betas = [0.9, 0.999], eps = 1e-8, weightDecay = 0 } = options;
    if (!(lr >= 0)) throw new RangeError(`Invalid learning rate: ${lr}`);
    this.settings = { lr, beta1: betas[0], beta2: betas[1], epsilon: eps, weightDecay };
  }

  protected override update(i: number, p: TypedArray, g: TypedArray, offset: number): void {
    this.#moments[i] ??= { m: zerosAs(g), v: zerosAs(g), step: 0 };
    const state = this.#moments[i];
    state.step += 1;
    adam(p, g, state.m, state.v, state.step, this.settings, offset);
  }
}

/** Adam with weight decay of its own, apart from the gradient (Loshchilov and Hutter, 2019). */
export class AdamW extends Adam {
  constructor(params: Iterable<Tensor>, options: AdamOptions = {}) {
    super(params, { weightDecay: 0.01, ...options });
    this.settings = { ...this.settings, decoupled: true };
  }
}
