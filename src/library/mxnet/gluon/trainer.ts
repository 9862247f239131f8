// gluon.Trainer: updates parameters by an optimizer that is named.

import { rescale } from "../../nn/index.ts";
import { effect } from "../../ops/index.ts";
import { elements, recycle, room } from "../../tensor/index.ts";
import { type OptimizerName, type OptimizerParams, optimizers, type Update } from "./optimizers.ts";
import type { Parameter } from "./parameter.ts";

export type { OptimizerName, OptimizerParams } from "./optimizers.ts";

/** Updates parameters by an optimizer that is named: `new gluon.Trainer(net.collectParams(), "sgd", { learningRate: 0.1 })`. */
export class Trainer {
  readonly params: readonly Parameter[];
  readonly optimizer: OptimizerName;
  readonly settings: OptimizerParams;
  #rate: number;
  #steps = 0;
  readonly #updates: (Update | undefined)[] = [];

  /** @throws TypeError for an optimizer that there is not. */
  constructor(
    params: Map<string, Parameter> | Iterable<Parameter>,
    optimizer: OptimizerName,
    settings: OptimizerParams = {},
  ) {
    if (!Object.hasOwn(optimizers, optimizer))
      throw new TypeError(`Cannot find optimizer "${optimizer}"; there are ${Object.keys(optimizers).join(", ")}`);
    this.params = params instanceof Map ? [...params.values()] : [...params];
    this.optimizer = optimizer;
    this.settings = settings;
    this.#rate = settings.learningRate ?? optimizers[optimizer].learningRate;
  }

  /** One step; the gradients, of sums over a batch, are divided by its size. @throws RangeError for a size that is not positive. */
  step(batchSize: number): void {
    if (!(batchSize > 0)) throw new RangeError(`Trainer.step: a batch size must be positive, but got ${batchSize}`);
    effect([], () => this.#run(batchSize));
  }

  #run(batchSize: number): void {
    this.#steps += 1;
    const { wd = 0, clipGradient } = this.settings;
    for (const [i, parameter] of this.params.entries()) {
      if (!parameter.isReady || parameter.gradReq === "null") continue;
      const { storage, dtype } = parameter.data();
      const gradient = elements(parameter.grad());
      const g = room(dtype, gradient.length);
      rescale(gradient, batchSize, clipGradient, g);
      this.#updates[i] ??= optimizers[this.optimizer].start(storage.array.length, this.settings);
      this.#updates[i](storage.array, g, this.#steps, this.learningRate * parameter.lrMult, wd * parameter.wdMult);
      storage.version += 1;
      recycle(g);
    }
  }

  /** The rate of the next step: the scheduler's, or what was set. */
  get learningRate(): number {
    return this.settings.lrScheduler?.(this.#steps) ?? this.#rate;
  }
  /** Sets the rate. @throws Error where a scheduler gives it. */
  setLearningRate(rate: number): void {
    if (this.settings.lrScheduler)
      throw new Error(
        "LRScheduler of the optimizer has already been defined. Note that set_learning_rate can mutate the value of the learning rate of the optimizer only when the LRScheduler of the optimizer is undefined.",
      );
    this.#rate = rate;
  }
}
