// torch.optim.SGD

import { sgd } from "../../nn/index.ts";
import type { TypedArray } from "../../tensor/index.ts";
import { type BaseOptions, Optimizer, type Params, zerosAs } from "./optimizer.ts";

/** Options of SGD, with PyTorch's defaults. */
export interface SgdOptions extends BaseOptions {
  /** Share of the last step that goes into the next. Defaults to 0. */
  momentum?: number;
  /** How much less than fully a gradient enters the velocity. Defaults to 0. */
  dampening?: number;
  /** L2 penalty. Defaults to 0. */
  weightDecay?: number;
  /** Defaults to false. */
  nesterov?: boolean;
}

interface State {
  readonly velocity: TypedArray | undefined;
  isFirst: boolean;
}

/** Stochastic gradient descent: `new torch.optim.SGD(model.parameters(), { lr: 0.1 })`, with momentum, dampening, weight decay and Nesterov's variant as PyTorch has them. */
export class SGD extends Optimizer<SgdOptions, State> {
  protected override readonly stateNames = { velocity: "momentumBuffer" };

  constructor(params: Params<SgdOptions>, options: SgdOptions) {
    if (options.nesterov && (!options.momentum || options.dampening))
      throw new RangeError("Nesterov momentum requires a momentum and zero dampening");
    super(params, options);
  }

  protected override start(g: TypedArray, { momentum }: SgdOptions): State {
    return { velocity: momentum ? zerosAs(g) : undefined, isFirst: true };
  }
  protected override update(p: TypedArray, g: TypedArray, offset: number, state: State, options: SgdOptions): void {
    sgd(p, g, state.velocity, state.isFirst, options, offset);
    state.isFirst = false;
  }
}
