// tf.keras.layers: recurrent layers over sequences [N, T, C].

import { type CellName, scan } from "../../nn/index.ts";
import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import { concat } from "../functions.ts";
import type { Tensor } from "../tensor.ts";
import { Gated, type KernelOptions } from "./gates.ts";
import { type CallOptions, Layer } from "./layer.ts";
import { type Cell, StackedRNNCells } from "./recurrent-cells.ts";

/** What recurrent layers give. */
export interface OutputOptions {
  /** Give the outputs of all steps, [N, T, units], instead of the last. Defaults to false. */
  readonly returnSequences?: boolean;
  /** Give the last states too, behind the outputs in a list. Defaults to false. */
  readonly returnState?: boolean;
  /** Start from the sequence's end. Defaults to false. */
  readonly goBackwards?: boolean;
}
/** Options of recurrent layers. */
export interface RecurrentOptions extends OutputOptions, KernelOptions {}

/** What a call is told besides the sequences. */
export interface RecurrentCall extends CallOptions {
  /** The states to start from, [N, units] each; zeros by default. */
  readonly initialState?: Tensor | readonly Tensor[] | undefined;
}

/** The outputs, and with `returnState` the last states behind them. */
type Given = Tensor | [Tensor, ...Tensor[]];

/** What recurrent layers have in common. */
abstract class Recurrent extends Gated<Given> {
  readonly #options: OutputOptions;

  constructor(cell: CellName, units: number, options: RecurrentOptions) {
    super(cell, units, options);
    this.#options = options;
  }

  /** The outputs for [N, T, C]. */
  override call(x: Tensor, options: RecurrentCall = {}): Given {
    const { kernel, recurrent, forInput, forState } = this.gates(x.shape[2]);
    const { goBackwards, returnSequences, returnState } = this.#options;
    const sequence = ops.transpose(goBackwards ? numeric.flip(x, [1]) : x, 0, 1);
    const input = ops.add(ops.matmul(sequence, kernel), forInput);
    const first = options.initialState === undefined ? this.getInitialState(x.shape[0]) : [options.initialState].flat();
    const { outputs, states } = scan(this.cell, input, first as Tensor[], ops.transpose(recurrent), forState);
    const output = (returnSequences ? ops.transpose(outputs, 0, 1) : states[0]) as Tensor;
    return returnState ? [output, ...(states as Tensor[])] : output;
  }
}

/** Elman's recurrent layer, with tanh unless it says "relu". */
export class SimpleRNN extends Recurrent {
  constructor(units: number, options: RecurrentOptions & { readonly activation?: "tanh" | "relu" } = {}) {
    super(options.activation ?? "tanh", units, options);
  }
}
/** Gated recurrent units (Cho et al., 2014), which reset after the product; gates stand as update, reset, candidate. */
export class GRU extends Recurrent {
  constructor(units: number, options: RecurrentOptions = {}) {
    super("gru", units, options);
  }
}
/** Long short-term memory (Hochreiter and Schmidhuber, 1997); the forget gate's bias starts at 1. */
export class LSTM extends Recurrent {
  constructor(units: number, options: RecurrentOptions = {}) {
    super("lstm", units, options);
  }
}

/** A cell, or a list of cells on top of each other, over sequences [N, T, C]. */
export class RNN extends Layer<Given> {
  readonly cell: Cell;
  readonly #options: OutputOptions;

  constructor(cell: Cell | readonly Cell[], options: OutputOptions = {}) {
    super();
    this.cell = cell instanceof Layer ? cell : new StackedRNNCells(cell);
    this.#options = options;
  }
  /** The outputs for [N, T, C]; of several cells the states are those of all, one after the other. */
  override call(x: Tensor, options: RecurrentCall = {}): Given {
    const { goBackwards, returnSequences, returnState } = this.#options;
    const given = options.initialState;
    let states = (given === undefined ? this.cell.getInitialState(x.shape[0]) : [given].flat()) as Tensor[];
    const outputs = Array.from({ length: x.shape[1] }, (_, t) => {
      const [output, next] = this.cell.call(ops.index(x, [":", goBackwards ? -1 - t : t]) as Tensor, states);
      states = next;
      return output;
    });
    const output = returnSequences ? (ops.stack(outputs, 1) as Tensor) : outputs[outputs.length - 1];
    return returnState ? [output, ...states] : output;
  }
}

/** Two copies of a recurrent layer, one of which starts from the end; their outputs one beside the other, or as `mergeMode` says. */
export class Bidirectional extends Layer {
  readonly forwardLayer: Layer<Given>;
  readonly backwardLayer: Layer<Given>;
  readonly #mode: "concat" | "sum" | "mul" | "ave";
  readonly #isSequence: boolean;

  /** `make` gives the layer for a direction: `new Bidirectional((options) => new GRU(8, options), { returnSequences: true })`. */
  constructor(
    make: (options: OutputOptions) => Layer<Given>,
    {
      mergeMode = "concat",
      returnSequences = false,
    }: { readonly mergeMode?: "concat" | "sum" | "mul" | "ave"; readonly returnSequences?: boolean } = {},
  ) {
    super();
    this.forwardLayer = make({ returnSequences });
    this.backwardLayer = make({ returnSequences, goBackwards: true });
    this.#mode = mergeMode;
    this.#isSequence = returnSequences;
  }
  override call(x: Tensor, options?: CallOptions): Tensor {
    const a = this.forwardLayer.call(x, options) as Tensor;
    const back = this.backwardLayer.call(x, options) as Tensor;
    const b = this.#isSequence ? (numeric.flip(back, [1]) as Tensor) : back;
    if (this.#mode === "concat") return concat([a, b], { axis: -1 });
    if (this.#mode === "mul") return ops.mul(a, b) as Tensor;
    const sum = ops.add(a, b) as Tensor;
    return this.#mode === "sum" ? sum : (ops.mul(sum, 0.5) as Tensor);
  }
}
