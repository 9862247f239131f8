// torch.optim.Optimizer: parameters in groups, each with its own options, changed by their gradients.

import { effect } from "../../ops/index.ts";
import { elements, isContiguous, type TypedArray, zeros } from "../../tensor/index.ts";
import type { Tensor } from "../tensor.ts";

/** Parameters with the options that hold for them; a scheduler, or you, may change `lr`. */
export type ParamGroup<Options> = { params: Tensor[] } & Options;

/** What an optimizer is given: parameters, or groups of them, `[{ params: [net.weight], weightDecay: 0.1 }, { params: [net.bias] }]`. */
export type Params<Options> = Iterable<Tensor> | Iterable<{ readonly params: Iterable<Tensor> } & Partial<Options>>;

/** What every optimizer can be told. */
export interface BaseOptions {
  lr: number;
}

/** Changes parameters by their gradients, step by step. */
export abstract class Optimizer<Options extends BaseOptions = BaseOptions, State = unknown> {
  readonly paramGroups: ParamGroup<Options>[];
  /** What is kept of each parameter between steps. */
  protected readonly state = new Map<Tensor, State>();

  /** @throws RangeError without parameters or with a negative rate. @throws Error for a tensor that is no leaf, or stands in two groups. */
  constructor(params: Params<Options>, defaults: Options) {
    const given = [...params];
    if (given.length === 0) throw new RangeError("optimizer got an empty parameter list");
    const groups = given.every((one) => "params" in one) ? given : [{ params: given as Tensor[] }];
    this.paramGroups = groups.map((group) => ({ ...defaults, ...group, params: [...group.params] }));
    const seen = new Set<Tensor>();
    for (const { lr, params: own } of this.paramGroups) {
      if (!(lr >= 0)) throw new RangeError(`Invalid learning rate: ${lr}`);
      for (const p of own) {
        if (!p.isLeaf) throw new Error("can't optimize a non-leaf Tensor");
        if (seen.has(p)) throw new Error("some parameters appear in more than one parameter group");
        seen.add(p);
      }
    }
  }

  /** One step for all parameters that have a gradient. */
  step(): void {
    effect([], () => this.run());
  }

  private run(): void {
    for (const group of this.paramGroups) {
      for (const p of group.params) {
        const { grad } = p;
        if (grad === null) continue;
        if (!isContiguous(p)) throw new Error("an optimizer's parameter must lie in row-major order: use contiguous()");
        const g = elements(grad);
        const known = this.state.get(p);
        const state = known ?? this.start(g, group);
        if (known === undefined) this.state.set(p, state);
        this.update(p.storage.array, g, p.offset, state, group);
        p.storage.version += 1;
      }
    }
  }

  /** Forgets the gradients. */
  zeroGrad(): void {
    for (const { params } of this.paramGroups) for (const p of params) p.grad = null;
  }

  /** What is kept of a parameter before its first step. */
  protected abstract start(g: TypedArray, options: Options): State;
  /** What the optimizer does to a parameter, whose elements are `p` from `offset` on, by its gradient `g`. */
  protected abstract update(p: TypedArray, g: TypedArray, offset: number, state: State, options: Options): void;
}

/** An array of zeros like another. */
export function zerosAs(g: TypedArray): TypedArray {
  return zeros(g instanceof Float64Array ? "float64" : "float32", g.length);
}
