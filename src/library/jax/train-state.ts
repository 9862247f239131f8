// TrainState, after Flax: what a training loop carries from step to step, replaced and never changed.

import type { Array } from "./array.ts";
import type { Params } from "./nn.ts";
import { applyUpdates, type GradientTransformation } from "./optax.ts";

/** How a model is applied: its variables, then its inputs. */
export type ApplyFn = (variables: { readonly params: Params }, ...inputs: Array[]) => Array;

/** What a state starts from. */
interface Fields<Apply> {
  readonly applyFn: Apply;
  readonly params: Params;
  /** An optimizer of optax's kind. */
  readonly tx: unknown;
}

/** Parameters, the optimizer with its state, and the number of steps taken; and what else `create` was given, such as `batchStats`. */
export class TrainState<Apply = ApplyFn> {
  readonly applyFn: Apply;
  readonly params: Params;
  readonly tx: GradientTransformation<Params>;
  readonly optState: unknown;
  readonly step: number;

  private constructor(fields: Fields<Apply> & { readonly optState: unknown; readonly step: number }) {
    this.applyFn = fields.applyFn;
    this.params = fields.params;
    this.tx = fields.tx as GradientTransformation<Params>;
    this.optState = fields.optState;
    this.step = fields.step;
    Object.assign(this, fields);
  }

  /** The state before the first step. Further fields are carried along: `create({ applyFn, params, tx, batchStats })`. */
  static create<
    Apply extends (variables: { readonly params: Params }, ...inputs: Array[]) => unknown,
    More extends object,
  >(fields: Fields<Apply> & More): TrainState<Apply> & Omit<More, keyof Fields<Apply>> {
    const tx = fields.tx as GradientTransformation<Params>;
    const state = new TrainState<Apply>({ ...fields, optState: tx.init(fields.params), step: 0 });
    return state as TrainState<Apply> & Omit<More, keyof Fields<Apply>>;
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
