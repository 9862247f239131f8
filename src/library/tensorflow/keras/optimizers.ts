// tf.keras.optimizers

import { adadelta, adagrad, adam, rmsProp, sgd } from "../../nn/index.ts";
import { effect } from "../../ops/index.ts";
import { elements, sameShape, show, type TypedArray, zeros } from "../../tensor/index.ts";
import { Tensor, type Variable } from "../tensor.ts";
import type { Schedule } from "./schedules.ts";

export * as schedules from "./schedules.ts";

/** What all optimizers can be told. */
export interface OptimizerOptions {
  /** A rate, or one for each number of steps. */
  readonly learningRate?: number | Schedule;
  /** Each gradient is scaled to this length at most. */
  readonly clipnorm?: number;
  /** Gradients are cut to ±this. */
  readonly clipvalue?: number;
}

/** Changes a variable's elements by its gradient at a rate; `step` counts from 1. */
type Update = (p: TypedArray, g: TypedArray, step: number, lr: number) => void;

/** Changes variables by gradients. */
export abstract class Optimizer {
  #rate: number | Schedule;
  readonly #options: OptimizerOptions;
  readonly #updates = new Map<Variable, Update>();
  /** Number of steps so far. */
  iterations = 0;

  constructor(options: OptimizerOptions, learningRate: number) {
    this.#options = options;
    this.#rate = options.learningRate ?? learningRate;
  }

  /** The rate of the next step. Setting it takes a schedule's place. */
  get learningRate(): number {
    return typeof this.#rate === "number" ? this.#rate : this.#rate(this.iterations);
  }
  set learningRate(rate: number) {
    this.#rate = rate;
  }

  /** One step for pairs of a gradient and its variable. @throws TypeError or RangeError when a gradient is missing or has another shape. */
  applyGradients(pairs: Iterable<readonly [Tensor, Variable]>): void {
    const list = [...pairs];
    for (const [gradient, variable] of list) {
      if (!(gradient instanceof Tensor))
        throw new TypeError(`applyGradients: no gradient is given for the variable of shape ${show(variable.shape)}`);
      if (!sameShape(gradient.shape, variable.shape))
        throw new RangeError(
          `applyGradients: a gradient of shape ${show(gradient.shape)} for a variable of shape ${show(variable.shape)}`,
        );
    }
    const variables = list.map(([, variable]) => variable);
    effect(
      list.map(([gradient]) => gradient),
      (gradients) => this.#apply(variables, gradients),
    );
  }

  #apply(variables: readonly Variable[], gradients: readonly { readonly shape: readonly number[] }[]): void {
    const lr = this.learningRate;
    this.iterations += 1;
    for (const [i, variable] of variables.entries()) {
      const p = variable.storage.array;
      const update = this.#updates.get(variable) ?? this.start(() => zeros(variable.dtype, p.length));
      this.#updates.set(variable, update);
      update(p, this.#clipped(elements(gradients[i] as Tensor)), this.iterations, lr);
      variable.storage.version += 1;
    }
  }
  #clipped(g: TypedArray): TypedArray {
    const { clipnorm, clipvalue } = this.#options;
    if (clipvalue !== undefined) return g.map((one) => Math.max(-clipvalue, Math.min(clipvalue, one)));
    if (clipnorm === undefined) return g;
    let squares = 0;
    for (const one of g) squares += one * one;
    const scale = Math.min(1, clipnorm / Math.max(Math.sqrt(squares), 1e-12));
    return g.map((one) => one * scale);
  }

  /** What is done to one variable; `state` gives zeros like it to keep. */
  protected abstract start(state: () => TypedArray): Update;
}

/** Stochastic gradient descent, with momentum if asked. `learningRate` defaults to 0.01. */
export class SGD extends Optimizer {
  readonly momentum: number;
  readonly nesterov: boolean;
  constructor(options: OptimizerOptions & { readonly momentum?: number; readonly nesterov?: boolean } = {}) {
    super(options, 0.01);
    this.momentum = options.momentum ?? 0;
    this.nesterov = options.nesterov ?? false;
  }
  protected override start(state: () => TypedArray): Update {
    const { momentum, nesterov } = this;
    const velocity = momentum === 0 ? undefined : state();
    let isFirst = true;
    return (p, g, _step, lr) => {
      sgd(p, g, velocity, isFirst, { lr, momentum, nesterov });
      isFirst = false;
    };
  }
}

/** Options of Adam. */
export interface AdamOptions extends OptimizerOptions {
  /** Defaults to 0.9. */
  readonly beta1?: number;
  /** Defaults to 0.999. */
  readonly beta2?: number;
  /** Defaults to 1e-7. */
  readonly epsilon?: number;
}
/** Adam (Kingma and Ba, 2014), with the bias of its moments corrected. `learningRate` defaults to 0.001. */
export class Adam extends Optimizer {
  readonly #options: AdamOptions;
  protected readonly weightDecay: number = 0;
  constructor(options: AdamOptions = {}) {
    super(options, 0.001);
    this.#options = options;
  }
  protected override start(state: () => TypedArray): Update {
    const [m, v] = [state(), state()];
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = this.#options;
    const { weightDecay } = this;
    return (p, g, step, lr) => adam(p, g, m, v, step, { lr, beta1, beta2, epsilon, weightDecay, decoupled: true });
  }
}
/** Adam with weight decay of its own (Loshchilov and Hutter, 2019); it defaults to 0.004. */
export class AdamW extends Adam {
  protected override readonly weightDecay: number;
  constructor(options: AdamOptions & { readonly weightDecay?: number } = {}) {
    super(options);
    this.weightDecay = options.weightDecay ?? 0.004;
  }
}
/** RMSprop (Tieleman and Hinton, 2012). `learningRate` defaults to 0.001, `rho` to 0.9. */
export class RMSprop extends Optimizer {
  readonly #settings: { readonly rho?: number; readonly momentum?: number; readonly epsilon?: number };
  constructor(
    options: OptimizerOptions & { readonly rho?: number; readonly momentum?: number; readonly epsilon?: number } = {},
  ) {
    super(options, 0.001);
    this.#settings = options;
  }
  protected override start(state: () => TypedArray): Update {
    const { rho: alpha = 0.9, momentum = 0, epsilon = 1e-7 } = this.#settings;
    const own = { square: state(), velocity: momentum === 0 ? undefined : state() };
    return (p, g, _step, lr) => rmsProp(p, g, own, { lr, alpha, momentum, epsilon });
  }
}
/** Adagrad (Duchi, Hazan and Singer, 2011). `learningRate` defaults to 0.001; the sums of squares start at 0.1. */
export class Adagrad extends Optimizer {
  readonly #settings: { readonly initialAccumulatorValue?: number; readonly epsilon?: number };
  constructor(
    options: OptimizerOptions & { readonly initialAccumulatorValue?: number; readonly epsilon?: number } = {},
  ) {
    super(options, 0.001);
    this.#settings = options;
  }
  protected override start(state: () => TypedArray): Update {
    const { initialAccumulatorValue = 0.1, epsilon = 1e-7 } = this.#settings;
    const sum = state().fill(initialAccumulatorValue);
    return (p, g, step, lr) => adagrad(p, g, sum, step, { lr, epsilon });
  }
}
/** Adadelta (Zeiler, 2012). `learningRate` defaults to 0.001, `rho` to 0.95. */
export class Adadelta extends Optimizer {
  readonly #settings: { readonly rho?: number; readonly epsilon?: number };
  constructor(options: OptimizerOptions & { readonly rho?: number; readonly epsilon?: number } = {}) {
    super(options, 0.001);
    this.#settings = options;
  }
  protected override start(state: () => TypedArray): Update {
    const { rho = 0.95, epsilon = 1e-7 } = this.#settings;
    const [square, stepSquare] = [state(), state()];
    return (p, g, _step, lr) => adadelta(p, g, square, stepSquare, { lr, rho, epsilon });
  }
}
