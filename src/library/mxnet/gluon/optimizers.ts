// The Trainer's optimizers by name: what each keeps of a parameter, and does to it.

import { adadelta, adagrad, adam, rmsProp, sgd } from "../../nn/index.ts";
import { type TypedArray, zeros } from "../../tensor/index.ts";

/** Settings of the Trainer's optimizers, under Gluon's names. */
export interface OptimizerParams {
  readonly learningRate?: number;
  /** Gives the rate for the number of updates. */
  readonly lrScheduler?: (numUpdate: number) => number;
  readonly momentum?: number;
  /** Weight decay. */
  readonly wd?: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Of RMSProp, 0.9, and of Adadelta, also 0.9. */
  readonly rho?: number;
  /** Of RMSProp: whether the gradients' mean counts too (Graves, 2013). */
  readonly centered?: boolean;
  /** Gradients are cut to ±this. */
  readonly clipGradient?: number;
}

/** One parameter's update: number `step`, from 1, at a rate and with a weight decay of its own. */
export type Update = (p: TypedArray, g: TypedArray, step: number, lr: number, wd: number) => void;

/** An optimizer: its default rate, and a parameter's update, which keeps what it needs. */
export interface Optimizer {
  readonly learningRate: number;
  readonly start: (size: number, settings: OptimizerParams) => Update;
}

const state = (size: number): TypedArray => zeros("float32", size);

/** The optimizers that a Trainer can be told. */
export const optimizers = {
  sgd: { learningRate: 0.01, start: (size, { momentum }) => descent(size, momentum, false) },
  nag: { learningRate: 0.1, start: (size, { momentum = 0.9 }) => descent(size, momentum, true) },
  adam: { learningRate: 0.001, start: (size, settings) => moments(size, settings, false) },
  adamw: { learningRate: 0.001, start: (size, settings) => moments(size, settings, true) },
  rmsprop: {
    learningRate: 0.001,
    start(size, { rho = 0.9, epsilon = 1e-8, momentum = 0.9, centered }) {
      const own = {
        square: state(size),
        ...(centered && { mean: state(size), velocity: state(size) }),
      };
      return (p, g, _step, lr, weightDecay) =>
        rmsProp(p, g, own, { lr, alpha: rho, epsilon, weightDecay, momentum: centered ? momentum : 0 });
    },
  },
  adagrad: {
    learningRate: 0.01,
    start(size, { epsilon = 1e-6 }) {
      const sum = state(size);
      return (p, g, step, lr, weightDecay) => adagrad(p, g, sum, step, { lr, epsilon, weightDecay });
    },
  },
  adadelta: {
    learningRate: 1,
    start(size, { rho = 0.9, epsilon = 1e-6 }) {
      const [square, stepSquare] = [state(size), state(size)];
      return (p, g, _step, lr, weightDecay) => adadelta(p, g, square, stepSquare, { lr, rho, epsilon, weightDecay });
    },
  },
} satisfies Record<string, Optimizer>;

function descent(size: number, momentum: number | undefined, nesterov: boolean): Update {
  const velocity = momentum ? state(size) : undefined;
  return (p, g, step, lr, weightDecay) =>
    sgd(p, g, velocity, step === 1, { lr, momentum: momentum ?? 0, weightDecay, nesterov });
}

function moments(size: number, { beta1, beta2, epsilon }: OptimizerParams, decoupled: boolean): Update {
  const [m, v] = [state(size), state(size)];
  const own = { beta1: beta1 ?? 0.9, beta2: beta2 ?? 0.999, epsilon: epsilon ?? 1e-8, decoupled };
  return (p, g, step, lr, weightDecay) => adam(p, g, m, v, step, { ...own, lr, weightDecay });
}

/** A name that a Trainer takes. */
export type OptimizerName = keyof typeof optimizers;
