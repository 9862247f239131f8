// tf.keras.layers: recurrent layers over sequences [N, T, C].

import { type CellName, gatesOf, scan, statesOf } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { concat, ones, zeros } from "../functions.ts";
import { type Tensor, Variable } from "../tensor.ts";
import { GlorotUniform, type Initializer, Orthogonal } from "./initializers.ts";
import { type CallOptions, Layer } from "./layer.ts";

/** Options of recurrent layers. */
export interface RecurrentOptions {
  /** Give the outputs of all steps, [N, T, units], instead of the last. Defaults to false. */
  readonly returnSequences?: boolean;
  /** Give the last states too, behind the outputs in a list. Defaults to false. */
  readonly returnState?: boolean;
  /** Start from the sequence's end. Defaults to false. */
  readonly goBackwards?: boolean;
  readonly kernelInitializer?: Initializer;
  readonly recurrentInitializer?: Initializer;
}

/** What recurrent layers have in common: a kernel [C, gates · units], a recurrent kernel [units, gates · units] and a bias, in Keras's order of gates. */
abstract class Recurrent extends Layer<Tensor | [Tensor, ...Tensor[]]> {
  readonly units: number;
  readonly #cell: CellName;
  readonly #options: RecurrentOptions;
  /** Which of Keras's gates stands at each place of ours. */
  readonly #order: readonly number[];
  kernel: Variable | undefined;
  recurrentKernel: Variable | undefined;
  bias: Variable | undefined;

  constructor(cell: CellName, order: readonly number[], units: number, options: RecurrentOptions) {
    super();
    this.units = units;
    this.#cell = cell;
    this.#order = order;
    this.#options = options;
  }

  /** The first bias. */
  protected abstract firstBias(): Tensor;

  /** The outputs for [N, T, C], from `initialState`, [N, units] each, or zeros. */
  override call(
    x: Tensor,
    options: CallOptions & { readonly initialState?: readonly Tensor[] } = {},
  ): Tensor | [Tensor, ...Tensor[]] {
    const { kernelInitializer = new GlorotUniform(), recurrentInitializer = new Orthogonal() } = this.#options;
    const width = gatesOf(this.#cell) * this.units;
    this.kernel ??= new Variable(kernelInitializer.call([x.shape[2], width]));
    this.recurrentKernel ??= new Variable(recurrentInitializer.call([this.units, width]));
    this.bias ??= new Variable(this.firstBias());
    const { goBackwards, returnSequences, returnState } = this.#options;
    const sequence = ops.transpose(goBackwards ? ops.flip(x, [1]) : x, 0, 1);
    const [forInput, forState] =
      this.bias.shape.length === 2
        ? [0, 1].map((row) => this.#ordered(ops.index(this.bias as Tensor, [row]) as Tensor))
        : [this.#ordered(this.bias), zeros([width])];
    const input = ops.add(ops.matmul(sequence, this.#ordered(this.kernel)), forInput);
    const first =
      options.initialState ?? Array.from({ length: statesOf(this.#cell) }, () => zeros([x.shape[0], this.units]));
    const matrix = ops.transpose(this.#ordered(this.recurrentKernel));
    const { outputs, states } = scan(this.#cell, input, first, matrix, forState);
    const output = (returnSequences ? ops.transpose(outputs, 0, 1) : states[0]) as Tensor;
    return returnState ? [output, ...(states as Tensor[])] : output;
  }

  #ordered(a: Tensor): Tensor {
    return orderedGates(a, this.#order, this.units);
  }
}

/** The gates along the last axis, `units` numbers each, in another order: `order[i]` is which of them comes at place i. */
export function orderedGates(a: Tensor, order: readonly number[], units: number): Tensor {
  if (order.every((gate, i) => gate === i)) return a;
  const parts = order.map((gate) => ops.index(a, ["...", `${gate * units}:${(gate + 1) * units}`]));
  return concat(parts as Tensor[], { axis: -1 });
}

/** Elman's recurrent layer, with tanh unless it says "relu". */
export class SimpleRNN extends Recurrent {
  constructor(units: number, options: RecurrentOptions & { readonly activation?: "tanh" | "relu" } = {}) {
    super(options.activation ?? "tanh", [0], units, options);
  }
  protected override firstBias(): Tensor {
    return zeros([this.units]);
  }
}
/** Gated recurrent units (Cho et al., 2014), which reset after the product; gates stand as update, reset, candidate. */
export class GRU extends Recurrent {
  constructor(units: number, options: RecurrentOptions = {}) {
    super("gru", [1, 0, 2], units, options);
  }
  protected override firstBias(): Tensor {
    return zeros([2, 3 * this.units]);
  }
}
/** Long short-term memory (Hochreiter and Schmidhuber, 1997); the forget gate's bias starts at 1. */
export class LSTM extends Recurrent {
  constructor(units: number, options: RecurrentOptions = {}) {
    super("lstm", [0, 1, 2, 3], units, options);
  }
  protected override firstBias(): Tensor {
    const { units } = this;
    return concat([zeros([units]), ones([units]), zeros([2 * units])]);
  }
}
