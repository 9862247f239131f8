// tf.keras.layers: recurrent cells, one time step each.

import { type CellName, cellStep, gatesOf, statesOf } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { show } from "../../tensor/index.ts";
import { concat, ones, zeros } from "../functions.ts";
import { type Tensor, Variable } from "../tensor.ts";
import { GlorotUniform, type Initializer, Orthogonal } from "./initializers.ts";
import { Layer } from "./layer.ts";
import { orderedGates } from "./recurrent.ts";

/** Options of recurrent cells. */
export interface CellOptions {
  readonly kernelInitializer?: Initializer;
  readonly recurrentInitializer?: Initializer;
}

/** What cells have in common: the variables of the layer of the same kind. */
abstract class RecurrentCell extends Layer<[Tensor, Tensor[]]> {
  readonly units: number;
  readonly #cell: CellName;
  readonly #order: readonly number[];
  readonly #options: CellOptions;
  kernel: Variable | undefined;
  recurrentKernel: Variable | undefined;
  bias: Variable | undefined;

  constructor(cell: CellName, order: readonly number[], units: number, options: CellOptions) {
    super();
    this.units = units;
    this.#cell = cell;
    this.#order = order;
    this.#options = options;
  }
  /** The first bias. */
  protected abstract firstBias(): Tensor;

  /** Zeros for the first states, [batchSize, units] each. */
  getInitialState(batchSize: number): Tensor[] {
    return Array.from({ length: statesOf(this.#cell) }, () => zeros([batchSize, this.units]));
  }
  /** The output for [N, C] after `states`, [N, units] each, and the states after it. @throws RangeError for another number of states. */
  override call(x: Tensor, states: readonly Tensor[] = []): [Tensor, Tensor[]] {
    const count = statesOf(this.#cell);
    if (states.length !== count)
      throw new RangeError(
        `${this.constructor.name}: an input of shape ${show(x.shape)} needs a list of ${count} state(s); getInitialState(batchSize) gives the first`,
      );
    const { kernelInitializer = new GlorotUniform(), recurrentInitializer = new Orthogonal() } = this.#options;
    const width = gatesOf(this.#cell) * this.units;
    this.kernel ??= new Variable(kernelInitializer.call([x.shape[1], width]));
    this.recurrentKernel ??= new Variable(recurrentInitializer.call([this.units, width]));
    this.bias ??= new Variable(this.firstBias());
    const ordered = (a: Tensor): Tensor => orderedGates(a, this.#order, this.units);
    const isDouble = this.bias.shape.length === 2;
    const [forInput, forState] = isDouble
      ? [0, 1].map((row) => ops.index(this.bias as Tensor, [row]) as Tensor)
      : [this.bias, zeros([width])];
    const a = ops.add(ops.matmul(x, ordered(this.kernel)), ordered(forInput));
    const b = ops.add(ops.matmul(states[0], ordered(this.recurrentKernel)), ordered(forState));
    const next = cellStep(this.#cell, a, b, states) as Tensor[];
    return [next[0], [...next]];
  }
}

/** One step of SimpleRNN: `cell.call(x, states)` gives `[output, states]`. */
export class SimpleRNNCell extends RecurrentCell {
  constructor(units: number, options: CellOptions & { readonly activation?: "tanh" | "relu" } = {}) {
    super(options.activation ?? "tanh", [0], units, options);
  }
  protected override firstBias(): Tensor {
    return zeros([this.units]);
  }
}
/** One step of GRU. */
export class GRUCell extends RecurrentCell {
  constructor(units: number, options: CellOptions = {}) {
    super("gru", [1, 0, 2], units, options);
  }
  protected override firstBias(): Tensor {
    return zeros([2, 3 * this.units]);
  }
}
/** One step of LSTM, whose states are the output and the memory cell. */
export class LSTMCell extends RecurrentCell {
  constructor(units: number, options: CellOptions = {}) {
    super("lstm", [0, 1, 2, 3], units, options);
  }
  protected override firstBias(): Tensor {
    const { units } = this;
    return concat([zeros([units]), ones([units]), zeros([2 * units])]);
  }
}
