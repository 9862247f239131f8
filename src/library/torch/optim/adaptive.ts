// torch.optim.RMSprop, Adagrad and Adadelta

import { adadelta, adagrad, type RmsPropState, rmsProp } from "../../nn/index.ts";
import type { TypedArray } from "../../tensor/index.ts";
import { type BaseOptions, Optimizer, type Params, zerosAs } from "./optimizer.ts";

/** Options of RMSprop. */
export interface RMSpropOptions extends BaseOptions {
  /** Decay of the running mean of squared gradients. Defaults to 0.99. */
  alpha: number;
  /** Defaults to 1e-8. */
  eps: number;
  /** Defaults to 0. */
  weightDecay: number;
  /** Defaults to 0. */
  momentum: number;
  /** Whether the gradients' mean is taken off: their variance divides instead of their mean square. Defaults to false. */
  centered: boolean;
}

/** RMSProp (Tieleman and Hinton, 2012). `lr` defaults to 0.01. */
export class RMSprop extends Optimizer<RMSpropOptions, RmsPropState> {
  protected override readonly stateNames = { square: "squareAvg", mean: "gradAvg", velocity: "momentumBuffer" };

  constructor(params: Params<RMSpropOptions>, options: Partial<RMSpropOptions> = {}) {
    super(params, { lr: 0.01, alpha: 0.99, eps: 1e-8, weightDecay: 0, momentum: 0, centered: false, ...options });
  }

  protected override start(g: TypedArray, { centered, momentum }: RMSpropOptions): RmsPropState {
    return {
      square: zerosAs(g),
      mean: centered ? zerosAs(g) : undefined,
      velocity: momentum > 0 ? zerosAs(g) : undefined,
    };
  }
  protected override update(
    p: TypedArray,
    g: TypedArray,
    offset: number,
    state: RmsPropState,
    { eps: epsilon, ...options }: RMSpropOptions,
  ): void {
    rmsProp(p, g, state, { ...options, epsilon }, offset);
  }
}

/** Options of Adagrad. */
export interface AdagradOptions extends BaseOptions {
  /** How much the rate falls with each step. Defaults to 0. */
  lrDecay: number;
  /** Defaults to 0. */
  weightDecay: number;
  /** What the sum of squares starts with. Defaults to 0. */
  initialAccumulatorValue: number;
  /** Defaults to 1e-10. */
  eps: number;
}

/** Adagrad (Duchi, Hazan and Singer, 2011). `lr` defaults to 0.01. */
export class Adagrad extends Optimizer<AdagradOptions, { readonly sum: TypedArray; step: number }> {
  constructor(params: Params<AdagradOptions>, options: Partial<AdagradOptions> = {}) {
    super(params, { lr: 0.01, lrDecay: 0, weightDecay: 0, initialAccumulatorValue: 0, eps: 1e-10, ...options });
  }

  protected override start(g: TypedArray, { initialAccumulatorValue }: AdagradOptions) {
    return { sum: zerosAs(g).fill(initialAccumulatorValue), step: 0 };
  }
  protected override update(
    p: TypedArray,
    g: TypedArray,
    offset: number,
    state: { readonly sum: TypedArray; step: number },
    { lr, lrDecay, weightDecay, eps: epsilon }: AdagradOptions,
  ): void {
    state.step += 1;
    adagrad(p, g, state.sum, state.step, { lr, lrDecay, weightDecay, epsilon }, offset);
  }
}

/** Options of Adadelta. */
export interface AdadeltaOptions extends BaseOptions {
  /** Decay of both running means. Defaults to 0.9. */
  rho: number;
  /** Defaults to 1e-6. */
  eps: number;
  /** Defaults to 0. */
  weightDecay: number;
}

/** Adadelta (Zeiler, 2012). `lr` defaults to 1. */
export class Adadelta extends Optimizer<AdadeltaOptions, { readonly square: TypedArray; readonly step: TypedArray }> {
  protected override readonly stateNames = { square: "squareAvg", step: "accDelta" };

  constructor(params: Params<AdadeltaOptions>, options: Partial<AdadeltaOptions> = {}) {
    super(params, { lr: 1, rho: 0.9, eps: 1e-6, weightDecay: 0, ...options });
  }

  protected override start(g: TypedArray) {
    return { square: zerosAs(g), step: zerosAs(g) };
  }
  protected override update(
    p: TypedArray,
    g: TypedArray,
    offset: number,
    state: { readonly square: TypedArray; readonly step: TypedArray },
    { lr, rho, weightDecay, eps: epsilon }: AdadeltaOptions,
  ): void {
    adadelta(p, g, state.square, state.step, { lr, rho, weightDecay, epsilon }, offset);
  }
}
