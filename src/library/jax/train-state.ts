// TrainState, after Flax: what a training loop carries from step to step, replaced and never changed.

import type { Array } from "./array.ts";
import type { Params } from "./nn.ts";
import { applyUpdates, type GradientTransformation } from "./optax.ts";

/** How a model is applied: its parameters, then its inputs. */
export type ApplyFn = (variables: { readonly params: Params }, ...inputs: Array[]) => Array;

interface Fields {
  readonly applyFn: ApplyFn;
  readonly params: Params;
  readonly tx: GradientTransformation<Params>;
}

/** Parameters, the optimizer with its state, and the number of steps taken. */
export class TrainState {
  /** The model's function of parameters and inputs. */
  readonly applyFn: ApplyFn;
  readonly params: Params;
  readonly tx: GradientTransformation<Params>;
  readonly optState: unknown;
  readonly step: number;

  private constructor(fields: Fields & { readonly optState: unknown; readonly step: number }) {
    this.applyFn = fields.applyFn;
    this.params = fields.params;
    this.tx = fields.tx;
    this.optState = fields.optState;
    this.step = fields.step;
  }

  /** The state before the first step. */
  static create({
    applyFn,
    params,
    tx,
  }: {
    readonly applyFn: ApplyFn;
    readonly params: Params;
    readonly tx: unknown;
  }): TrainState {
    const optimizer = tx as GradientTransformation<Params>;
    return new TrainState({ applyFn, params, tx: optimizer, optState: optimizer.init(params), step: 0 });
  }

  /** The state after a step along these gradients. */
  applyGradients({ grads }: { readonly grads: Params }): TrainState {
    const [updates, optState] = this.tx.update(grads, this.optState, this.params);
    return this.replace({ params: applyUpdates(this.params, updates), optState, step: this.step + 1 });
  }

  /** A state with some fields replaced. */
  replace(fields: Partial<Pick<TrainState, "params" | "optState" | "step">>): TrainState {
    return new TrainState({ ...this, ...fields });
  }
}
