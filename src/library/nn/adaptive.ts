// Further optimizers as plain rules on arrays: RMSProp, Adagrad, Adadelta.

import type { TypedArray } from "../tensor/index.ts";

/** Settings of RMSProp (Tieleman and Hinton, 2012). */
export interface RmsPropSettings {
  readonly lr: number;
  /** Decay of the running mean of squared gradients. Defaults to 0.99. */
  readonly alpha?: number;
  /** Added to the root, so that it divides. Defaults to 1e-8. */
  readonly epsilon?: number;
  readonly weightDecay?: number;
  /** Share of the last step that goes into the next. Defaults to 0. */
  readonly momentum?: number;
}

/** What RMSProp keeps of a parameter; `mean` of the gradients where they are centred, `velocity` where there is momentum. */
export interface RmsPropState {
  readonly square: TypedArray;
  readonly mean?: TypedArray | undefined;
  readonly velocity?: TypedArray | undefined;
}

/** One step of RMSProp. `p`, from `offset` on, and the state are changed in place. */
export function rmsProp(
  p: TypedArray,
  g: TypedArray,
  state: RmsPropState,
  settings: RmsPropSettings,
  offset = 0,
): void {
  const { lr, alpha = 0.99, epsilon = 1e-8, weightDecay = 0, momentum = 0 } = settings;
  const { square, mean, velocity } = state;
  for (let i = 0; i < g.length; i++) {
    const gradient = g[i] + weightDecay * p[offset + i];
    square[i] = alpha * square[i] + (1 - alpha) * gradient * gradient;
    let variance = square[i];
    if (mean) {
      mean[i] = alpha * mean[i] + (1 - alpha) * gradient;
      variance -= mean[i] * mean[i];
    }
    let step = gradient / (Math.sqrt(variance) + epsilon);
    if (velocity) {
      velocity[i] = momentum * velocity[i] + step;
      step = velocity[i];
    }
    p[offset + i] -= lr * step;
  }
}

/** Settings of Adagrad (Duchi, Hazan and Singer, 2011). */
export interface AdagradSettings {
  readonly lr: number;
  /** How much the rate falls with each step: lr / (1 + (step - 1) · lrDecay). Defaults to 0. */
  readonly lrDecay?: number;
  /** Added to the root, so that it divides. Defaults to 1e-10. */
  readonly epsilon?: number;
  readonly weightDecay?: number;
}

/** Step number `step`, from 1, of Adagrad; `sum` is that of the squared gradients. `p`, from `offset` on, and `sum` are changed in place. */
export function adagrad(
  p: TypedArray,
  g: TypedArray,
  sum: TypedArray,
  step: number,
  settings: AdagradSettings,
  offset = 0,
): void {
  const { lr, lrDecay = 0, epsilon = 1e-10, weightDecay = 0 } = settings;
  const rate = lr / (1 + (step - 1) * lrDecay);
  for (let i = 0; i < g.length; i++) {
    const gradient = g[i] + weightDecay * p[offset + i];
    sum[i] += gradient * gradient;
    p[offset + i] -= (rate * gradient) / (Math.sqrt(sum[i]) + epsilon);
  }
}

/** Settings of Adadelta (Zeiler, 2012). */
export interface AdadeltaSettings {
  readonly lr: number;
  /** Decay of both running means. Defaults to 0.9. */
  readonly rho?: number;
  /** Added under both roots. Defaults to 1e-6. */
  readonly epsilon?: number;
  readonly weightDecay?: number;
}

/** One step of Adadelta; running means of squared gradients and of squared steps. `p`, from `offset` on, and both are changed in place. */
export function adadelta(
  p: TypedArray,
  g: TypedArray,
  square: TypedArray,
  stepSquare: TypedArray,
  settings: AdadeltaSettings,
  offset = 0,
): void {
  const { lr, rho = 0.9, epsilon = 1e-6, weightDecay = 0 } = settings;
  for (let i = 0; i < g.length; i++) {
    const gradient = g[i] + weightDecay * p[offset + i];
    square[i] = rho * square[i] + (1 - rho) * gradient * gradient;
    const step = (Math.sqrt(stepSquare[i] + epsilon) / Math.sqrt(square[i] + epsilon)) * gradient;
    stepSquare[i] = rho * stepSquare[i] + (1 - rho) * step * step;
    p[offset + i] -= lr * step;
  }
}
