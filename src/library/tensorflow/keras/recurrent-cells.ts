// tf.keras.layers: recurrent cells, one time step each.

import { cellStep, statesOf } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { show } from "../../tensor/index.ts";
import type { Tensor } from "../tensor.ts";
import { Gated, type KernelOptions } from "./gates.ts";
import { Layer } from "./layer.ts";

/** Options of recurrent cells. */
export type CellOptions = KernelOptions;

/** What RNN goes through a sequence with. */
export interface Cell extends Layer<[Tensor, Tensor[]]> {
  /** Zeros for the first states, [batchSize, …] each. */
  getInitialState(batchSize: number): Tensor[];
  call(x: Tensor, states: readonly Tensor[]): [Tensor, Tensor[]];
}

/** What cells have in common: the variables of the layer of the same kind. */
abstract class RecurrentCell extends Gated<[Tensor, Tensor[]]> implements Cell {
  /** The output for [N, C] after `states`, [N, units] each, and the states after it. @throws RangeError for another number of states. */
  override call(x: Tensor, states: readonly Tensor[] = []): [Tensor, Tensor[]] {
    const count = statesOf(this.cell);
    if (states.length !== count)
      throw new RangeError(
        `${this.constructor.name}: an input of shape ${show(x.shape)} needs a list of ${count} state(s); getInitialState(batchSize) gives the first`,
      );
    const { kernel, recurrent, forInput, forState } = this.gates(x.shape[1]);
    const a = ops.add(ops.matmul(x, kernel), forInput);
    const b = ops.add(ops.matmul(states[0], recurrent), forState);
    const next = cellStep(this.cell, a, b, states) as Tensor[];
    return [next[0], [...next]];
  }
}

/** One step of SimpleRNN: `cell.call(x, states)` gives `[output, states]`. */
export class SimpleRNNCell extends RecurrentCell {
  constructor(units: number, options: CellOptions & { readonly activation?: "tanh" | "relu" } = {}) {
    super(options.activation ?? "tanh", units, options);
  }
}
/** One step of GRU. */
export class GRUCell extends RecurrentCell {
  constructor(units: number, options: CellOptions = {}) {
    super("gru", units, options);
  }
}
/** One step of LSTM, whose states are the output and the memory cell. */
export class LSTMCell extends RecurrentCell {
  constructor(units: number, options: CellOptions = {}) {
    super("lstm", units, options);
  }
}
/** Cells on top of each other, as one: its states are those of all, one after the other. */
export class StackedRNNCells extends Layer<[Tensor, Tensor[]]> implements Cell {
  constructor(readonly cells: readonly Cell[]) {
    super();
  }
  /** Zeros for the first states of all cells. */
  getInitialState(batchSize: number): Tensor[] {
    return this.cells.flatMap((cell) => cell.getInitialState(batchSize));
  }
  override call(x: Tensor, states: readonly Tensor[]): [Tensor, Tensor[]] {
    let [input, from] = [x, 0];
    const next = this.cells.flatMap((cell) => {
      const { length } = cell.getInitialState(x.shape[0]);
      const [output, after] = cell.call(input, states.slice(from, from + length));
      from += length;
      input = output;
      return after;
    });
    return [input, next];
  }
}
