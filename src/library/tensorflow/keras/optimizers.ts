// tf.keras.optimizers

import { type AdamSettings, adam, type SgdSettings, sgd } from "../../nn/index.ts";
import { elements, sameShape, show, type TypedArray, zeros as zerosOf } from "../../tensor/index.ts";
import { Tensor, type Variable } from "../tensor.ts";

/** Changes variables by gradients. */
export abstract class Optimizer {
  /** One step for pairs of a gradient and its variable. @throws TypeError or RangeError when a gradient is missing or has another shape. */
  applyGradients(pairs: Iterable<readonly [Tensor, Variable]>): void {
    for (const [gradient, variable] of pairs) {
      if (!(gradient instanceof Tensor))
        throw new TypeError(`applyGradients: no gradient is given for the variable of shape ${show(variable.shape)}`);
      if (!sameShape(gradient.shape, variable.shape))
        throw new RangeError(
          `applyGradients: a gradient of shape ${show(gradient.shape)} for a variable of shape ${show(variable.shape)}`,
        );
      this.update(variable, variable.storage.array, elements(gradient));
      variable.storage.version += 1;
    }
  }
  protected abstract update(variable: Variable, p: TypedArray, g: TypedArray): void;
}

/** Stochastic gradient descent, with momentum if asked. */
export class SGD extends Optimizer {
  readonly settings: SgdSettings;
  readonly #velocities = new Map<Variable, TypedArray>();
  constructor({
    learningRate = 0.01,
    momentum = 0,
    nesterov = false,
  }: { readonly learningRate?: number; readonly momentum?: number; readonly nesterov?: boolean } = {}) {
    super();
    this.settings = { lr: learningRate, momentum, nesterov };
  }
  protected override update(variable: Variable, p: TypedArray, g: TypedArray): void {
    const known = this.#velocities.get(variable);
    const velocity = known ?? (this.settings.momentum ? zerosOf(variable.dtype, p.length) : undefined);
    if (velocity && !known) this.#velocities.set(variable, velocity);
    sgd(p, g, velocity, known === undefined, this.settings);
  }
}

/** Adam (Kingma and Ba, 2014), with the bias of its moments corrected. */
export class Adam extends Optimizer {
  readonly settings: AdamSettings;
  readonly #moments = new Map<Variable, { m: TypedArray; v: TypedArray; step: number }>();
  constructor({
    learningRate = 0.001,
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-7,
  }: {
    readonly learningRate?: number;
    readonly beta1?: number;
    readonly beta2?: number;
    readonly epsilon?: number;
  } = {}) {
    super();
    this.settings = { lr: learningRate, beta1, beta2, epsilon };
  }
  protected override update(variable: Variable, p: TypedArray, g: TypedArray): void {
    const state = this.#moments.get(variable) ?? {
      m: zerosOf(variable.dtype, p.length),
      v: zerosOf(variable.dtype, p.length),
      step: 0,
    };
    this.#moments.set(variable, state);
    state.step += 1;
    adam(p, g, state.m, state.v, state.step, this.settings);
  }
}
