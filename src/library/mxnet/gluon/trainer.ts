// gluon.Trainer: updates parameters by an optimizer that is named.

import { type AdamSettings, adam, type SgdSettings, sgd } from "../../nn/index.ts";
import { elements, type TypedArray, zeros } from "../../tensor/index.ts";
import type { Parameter } from "./block.ts";

/** Settings of the Trainer's optimizers, under Gluon's names. */
export interface OptimizerParams {
  readonly learningRate?: number;
  readonly momentum?: number;
  /** Weight decay. */
  readonly wd?: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/** Updates parameters by an optimizer that is named: "sgd" or "adam". */
export class Trainer {
  readonly params: readonly Parameter[];
  readonly optimizer: "sgd" | "adam";
  readonly settings: OptimizerParams;
  readonly #states: { first?: TypedArray; second?: TypedArray; step: number }[] = [];

  constructor(
    params: Map<string, Parameter> | Iterable<Parameter>,
    optimizer: "sgd" | "adam",
    settings: OptimizerParams = {},
  ) {
    if (optimizer !== "sgd" && optimizer !== "adam")
      throw new TypeError(`Cannot find optimizer "${optimizer}"; there are "sgd" and "adam"`);
    this.params = params instanceof Map ? [...params.values()] : [...params];
    this.optimizer = optimizer;
    this.settings = settings;
  }

  /** One step; the gradients, of sums over a batch, are divided by its size. @throws RangeError for a size that is not positive. */
  step(batchSize: number): void {
    if (!(batchSize > 0)) throw new RangeError(`Trainer.step: a batch size must be positive, but got ${batchSize}`);
    for (const [i, parameter] of this.params.entries()) {
      if (!parameter.isReady) continue;
      const { storage } = parameter.data();
      const p = storage.array;
      const g = elements(parameter.grad()).map((value) => value / batchSize);
      this.#states[i] ??= { step: 0 };
      const state = this.#states[i];
      state.step += 1;
      if (this.optimizer === "adam") {
        state.first ??= zeros("float32", p.length);
        state.second ??= zeros("float32", p.length);
        adam(p, g, state.first, state.second, state.step, this.#adam());
      } else {
        if (this.settings.momentum) state.first ??= zeros("float32", p.length);
        sgd(p, g, state.first, state.step === 1, this.#sgd());
      }
      storage.version += 1;
    }
  }

  /** The step size: what was set, or the optimizer's default. */
  get learningRate(): number {
    return this.settings.learningRate ?? (this.optimizer === "adam" ? 0.001 : 0.01);
  }

  #sgd(): SgdSettings {
    const { momentum = 0, wd = 0 } = this.settings;
    return { lr: this.learningRate, momentum, weightDecay: wd };
  }
  #adam(): AdamSettings {
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, wd = 0 } = this.settings;
    return { lr: this.learningRate, beta1, beta2, epsilon, weightDecay: wd };
  }
}
