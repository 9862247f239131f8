// torch.nn.RNNCell, GRUCell and LSTMCell: one time step.

import { type CellName, cellStep, gatesOf, statesOf } from "../../nn/index.ts";
import { empty, zeros } from "../create.ts";
import { own } from "../printing.ts";
import { noGrad } from "../scopes.ts";
import type { Tensor } from "../tensor.ts";
import { linear } from "./functional.ts";
import { Module, type Parameter } from "./module.ts";

/** Options of cells. */
export interface CellOptions {
  /** Defaults to true. */
  readonly bias?: boolean;
}

/** What cells have in common: four parameters, uniform on ±1/√hiddenSize at first. */
abstract class RecurrentCell<State> extends Module<[Tensor, (State | null)?], State> {
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** [gates · hiddenSize, inputSize] and [gates · hiddenSize, hiddenSize] */
  readonly weightIh: Parameter;
  readonly weightHh: Parameter;
  readonly biasIh: Parameter | null;
  readonly biasHh: Parameter | null;
  private readonly cell: CellName;

  constructor(cell: CellName, inputSize: number, hiddenSize: number, { bias = true }: CellOptions = {}) {
    super();
    this.cell = cell;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    const bound = 1 / Math.sqrt(hiddenSize);
    const width = gatesOf(cell) * hiddenSize;
    const draw = (...shape: number[]): Parameter =>
      noGrad(() => own(empty(...shape, { requiresGrad: true })).uniform_(-bound, bound));
    this.weightIh = draw(width, inputSize);
    this.weightHh = draw(width, hiddenSize);
    this.biasIh = bias ? draw(width) : null;
    this.biasHh = bias ? draw(width) : null;
  }

  /** The new states of [N, inputSize], or [inputSize], and of old states [N, hiddenSize] each, zeros by default. */
  protected step(x: Tensor, given: readonly Tensor[] | undefined): Tensor[] {
    if (x.size(-1) !== this.inputSize)
      throw new RangeError(`input has inconsistent input_size: got ${x.size(-1)} expected ${this.inputSize}`);
    const isBatched = x.dim() > 1;
    const rows = isBatched ? x : x.unsqueeze(0);
    const states = Array.from({ length: statesOf(this.cell) }, (_, i) => {
      const state = given?.[i];
      if (state === undefined) return zeros(rows.size(0), this.hiddenSize, { dtype: x.dtype });
      if (state.size(-1) !== this.hiddenSize)
        throw new RangeError(
          `hidden0 has inconsistent hidden_size: got ${state.size(-1)}, expected ${this.hiddenSize}`,
        );
      return isBatched ? state : state.unsqueeze(0);
    });
    const input = linear(rows, this.weightIh, this.biasIh);
    const next = cellStep(this.cell, input, linear(states[0], this.weightHh, this.biasHh), states) as Tensor[];
    return isBatched ? next : next.map((one) => one.squeeze(0));
  }

  protected override extraRepr(): string {
    return `${this.inputSize}, ${this.hiddenSize}${this.biasIh === null ? ", bias=False" : ""}`;
  }
}

/** Options of RNNCell. */
export interface RnnCellOptions extends CellOptions {
  /** Defaults to "tanh". */
  readonly nonlinearity?: "tanh" | "relu";
}

/** One step of RNN: `cell.call(x, h)` gives the new state, [N, hiddenSize]. */
export class RNNCell extends RecurrentCell<Tensor> {
  constructor(inputSize: number, hiddenSize: number, options: RnnCellOptions = {}) {
    super(options.nonlinearity ?? "tanh", inputSize, hiddenSize, options);
  }
  override forward(x: Tensor, state?: Tensor | null): Tensor {
    return this.step(x, state ? [state] : undefined)[0];
  }
}

/** One step of GRU. */
export class GRUCell extends RecurrentCell<Tensor> {
  constructor(inputSize: number, hiddenSize: number, options: CellOptions = {}) {
    super("gru", inputSize, hiddenSize, options);
  }
  override forward(x: Tensor, state?: Tensor | null): Tensor {
    return this.step(x, state ? [state] : undefined)[0];
  }
}

/** One step of LSTM: `cell.call(x, [h, c])` gives the new `[h, c]`. */
export class LSTMCell extends RecurrentCell<readonly [Tensor, Tensor]> {
  constructor(inputSize: number, hiddenSize: number, options: CellOptions = {}) {
    super("lstm", inputSize, hiddenSize, options);
  }
  override forward(x: Tensor, state?: readonly [Tensor, Tensor] | null): readonly [Tensor, Tensor] {
    const [h, c] = this.step(x, state ?? undefined);
    return [h, c];
  }
}
