// TrainState, after Flax: what a training loop carries from step to step, replaced and never changed.

import type { Array } from "./array.ts";
import type { Params, Variables } from "./nn.ts";
import { applyUpdates, type GradientTransformation } from "./optax.ts";

/** How a model is applied: its variables, then its inputs. */
export type ApplyFn = (variables: Variables, ...inputs: object[]) => Array;

/** What a state starts from. */
interface Fields {
  readonly applyFn: ApplyFn;
  readonly params: Params;
  /** An optimizer of optax's kind. */
  readonly tx: unknown;
}

/** Parameters, the optimizer with its state, and the number of steps taken; and what else `create` was given, such as `batch_stats`. */
export class TrainState {
  /** The model's function of variables and inputs. */
  readonly applyFn: ApplyFn;
  readonly params: Params;
  readonly tx: GradientTransformation<Params>;
  readonly optState: unknown;
  readonly step: number;

  private constructor(fields: Fields & { readonly optState: unknown; readonly step: number }) {
    this.applyFn = fields.applyFn;
    this.params = fields.params;
    this.tx = fields.tx as GradientTransformation<Params>;
    this.optState = fields.optState;
    this.step = fields.step;
    // What else there is.
    Object.assign(this, fields);
  }

  /** The state before the first step. Further fields are carried along: `create({ applyFn, params, tx, batch_stats })`. */
  static create<More extends Record<string, unknown>>(fields: More & Fields): TrainState & Omit<More, keyof Fields> {
    const tx = fields.tx as GradientTransformation<Params>;
    const state = new TrainState({ ...fields, optState: tx.init(fields.params), step: 0 });
    return state as TrainState & Omit<More, keyof Fields>;
  }

  /** The state after a step along these gradients, with further fields replaced. */
  applyGradients({ grads, ...rest }: { readonly grads: Params } & { readonly [field: string]: unknown }): this {
    const [updates, optState] = this.tx.update(grads, this.optState, this.params);
    const params = applyUpdates(this.params, updates);
    return this.replace({ ...rest, params, optState, step: this.step + 1 } as Partial<this>);
  }

  /** A state with some fields replaced. */
  replace(fields: Partial<this>): this {
    return new TrainState({ ...this, ...fields }) as this;
  }
}
