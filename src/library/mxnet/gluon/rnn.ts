// gluon.rnn: recurrent layers over sequences, and cells for single steps.

import { type CellName, cellStep, gatesOf, scan, statesOf } from "../../nn/index.ts";
import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import { show } from "../../tensor/index.ts";
import { type Initializer, Zero } from "../init.ts";
import type { NDArray } from "../ndarray.ts";
import { zeros } from "../np.ts";
import { dropout } from "../npx.ts";
import { HybridBlock } from "./block.ts";
import { Parameter } from "./parameter.ts";

/** Options of recurrent layers. */
export interface RecurrentOptions {
  /** Defaults to 1. */
  readonly numLayers?: number;
  /** Order of the axes of sequences: time, batch, inputs. Defaults to "TNC". */
  readonly layout?: "TNC" | "NTC";
  /** Share that is dropped between layers in training. Defaults to 0. */
  readonly dropout?: number;
  /** Defaults to false. */
  readonly bidirectional?: boolean;
  readonly i2hWeightInitializer?: Initializer;
  readonly h2hWeightInitializer?: Initializer;
}

/** The parameters of a cell, which waits for its inputs. */
class CellParameters {
  readonly i2hWeight: Parameter;
  readonly h2hWeight: Parameter;
  readonly i2hBias: Parameter;
  readonly h2hBias: Parameter;
  constructor(prefix: string, width: number, size: number, options: RecurrentOptions) {
    this.i2hWeight = new Parameter(`${prefix}i2h_weight`, { init: options.i2hWeightInitializer });
    this.h2hWeight = new Parameter(`${prefix}h2h_weight`, { shape: [width, size], init: options.h2hWeightInitializer });
    this.i2hBias = new Parameter(`${prefix}i2h_bias`, { shape: [width], init: new Zero() });
    this.h2hBias = new Parameter(`${prefix}h2h_bias`, { shape: [width], init: new Zero() });
  }
  /** The input's part of the gates. */
  project(x: NDArray, width: number): NDArray {
    const weight = this.i2hWeight.materialize([width, x.shape[x.shape.length - 1]]);
    return ops.add(ops.matmulTransposed(x, weight), this.i2hBias.data()) as NDArray;
  }
}

/** What recurrent layers have in common. Parameters are named as MXNet names them: "l0_i2h_weight", "r0_h2h_bias". */
abstract class Recurrent extends HybridBlock<
  [NDArray, (NDArray | readonly NDArray[])?],
  NDArray | [NDArray, NDArray[]]
> {
  readonly hiddenSize: number;
  readonly numLayers: number;
  readonly layout: "TNC" | "NTC";
  readonly bidirectional: boolean;
  readonly cell: CellName;
  readonly #cells: CellParameters[];
  readonly #dropout: number;

  constructor(cell: CellName, hiddenSize: number, options: RecurrentOptions) {
    super();
    this.cell = cell;
    this.hiddenSize = hiddenSize;
    this.numLayers = options.numLayers ?? 1;
    this.layout = options.layout ?? "TNC";
    this.bidirectional = options.bidirectional ?? false;
    this.#dropout = options.dropout ?? 0;
    const ways = this.bidirectional ? ["l", "r"] : ["l"];
    const width = gatesOf(cell) * hiddenSize;
    this.#cells = Array.from({ length: this.numLayers }, (_, layer) =>
      ways.map((way) => new CellParameters(`${way}${layer}_`, width, hiddenSize, options)),
    ).flat();
    for (const one of this.#cells)
      for (const parameter of Object.values(one))
        Object.defineProperty(this, (parameter as Parameter).name, { value: parameter, enumerable: true });
  }

  /** First states of zeros for so many examples: [layers · directions, batch, hiddenSize] each. */
  beginState(batchSize: number): NDArray[] {
    const shape = [this.numLayers * (this.bidirectional ? 2 : 1), batchSize, this.hiddenSize];
    return Array.from({ length: statesOf(this.cell) }, () => zeros(shape));
  }

  /** The outputs of the last layer, [T, batch, hiddenSize]; with first states given, `[outputs, states]`. @throws RangeError for states of another shape. */
  override forward(x: NDArray, states?: NDArray | readonly NDArray[]): NDArray | [NDArray, NDArray[]] {
    const sequence = this.layout === "NTC" ? (ops.transpose(x, 0, 1) as NDArray) : x;
    const given = states === undefined ? undefined : globalThis.Array.isArray(states) ? states : [states];
    const first = (given ?? this.beginState(sequence.shape[1])) as readonly NDArray[];
    const wanted = show(this.beginState(sequence.shape[1])[0].shape);
    for (const one of first)
      if (show(one.shape) !== wanted)
        throw new RangeError(`Invalid recurrent state shape. Expecting ${wanted}, got ${show(one.shape)}.`);
    const directions = this.bidirectional ? 2 : 1;
    const last: NDArray[][] = first.map(() => []);
    let output = sequence;
    for (let layer = 0; layer < this.numLayers; layer++) {
      if (layer > 0 && this.#dropout > 0) output = dropout(output, { p: this.#dropout });
      const outputs: NDArray[] = [];
      for (let way = 0; way < directions; way++) {
        const at = layer * directions + way;
        const own = this.#cells[at];
        const input = own.project(
          way === 0 ? output : (numeric.flip(output, [0]) as NDArray),
          gatesOf(this.cell) * this.hiddenSize,
        );
        const start = first.map((one) => ops.index(one, [at]));
        const scanned = scan(this.cell, input, start, own.h2hWeight.data(), own.h2hBias.data());
        outputs.push((way === 0 ? scanned.outputs : numeric.flip(scanned.outputs, [0])) as NDArray);
        for (const [i, state] of scanned.states.entries()) last[i].push(state as NDArray);
      }
      output = outputs.length === 1 ? outputs[0] : (ops.cat(outputs, -1) as NDArray);
    }
    const shaped = this.layout === "NTC" ? (ops.transpose(output, 0, 1) as NDArray) : output;
    return given === undefined ? shaped : [shaped, last.map((all) => ops.stack(all) as NDArray)];
  }
}

/** Elman's recurrent layer; its activation is a rectifier unless it says "tanh", as in MXNet. */
export class RNN extends Recurrent {
  constructor(hiddenSize: number, options: RecurrentOptions & { readonly activation?: "relu" | "tanh" } = {}) {
    super(options.activation ?? "relu", hiddenSize, options);
  }
}
/** Gated recurrent units (Cho et al., 2014). */
export class GRU extends Recurrent {
  constructor(hiddenSize: number, options: RecurrentOptions = {}) {
    super("gru", hiddenSize, options);
  }
}
/** Long short-term memory (Hochreiter and Schmidhuber, 1997); its states are two. */
export class LSTM extends Recurrent {
  constructor(hiddenSize: number, options: RecurrentOptions = {}) {
    super("lstm", hiddenSize, options);
  }
}

/** What cells have in common: `cell.call(x, states)` gives `[output, states]` of one step. */
abstract class RecurrentCell extends HybridBlock<[NDArray, readonly NDArray[]], [NDArray, NDArray[]]> {
  readonly hiddenSize: number;
  readonly i2hWeight: Parameter;
  readonly h2hWeight: Parameter;
  readonly i2hBias: Parameter;
  readonly h2hBias: Parameter;
  readonly #parameters: CellParameters;
  readonly cell: CellName;
  constructor(cell: CellName, hiddenSize: number, options: RecurrentOptions) {
    super();
    this.cell = cell;
    this.hiddenSize = hiddenSize;
    this.#parameters = new CellParameters("", gatesOf(cell) * hiddenSize, hiddenSize, options);
    ({
      i2hWeight: this.i2hWeight,
      h2hWeight: this.h2hWeight,
      i2hBias: this.i2hBias,
      h2hBias: this.h2hBias,
    } = this.#parameters);
  }
  /** First states of zeros: [batch, hiddenSize] each. */
  beginState(batchSize: number): NDArray[] {
    return Array.from({ length: statesOf(this.cell) }, () => zeros([batchSize, this.hiddenSize]));
  }
  override forward(x: NDArray, states: readonly NDArray[]): [NDArray, NDArray[]] {
    const input = this.#parameters.project(x, gatesOf(this.cell) * this.hiddenSize);
    const recurrent = ops.add(ops.matmulTransposed(states[0], this.h2hWeight.data()), this.h2hBias.data());
    const next = cellStep(this.cell, input, recurrent, states) as NDArray[];
    return [next[0], [...next]];
  }
}

/** One step of RNN; with tanh unless it says "relu". */
export class RNNCell extends RecurrentCell {
  constructor(hiddenSize: number, options: RecurrentOptions & { readonly activation?: "relu" | "tanh" } = {}) {
    super(options.activation ?? "tanh", hiddenSize, options);
  }
}
/** One step of GRU. */
export class GRUCell extends RecurrentCell {
  constructor(hiddenSize: number, options: RecurrentOptions = {}) {
    super("gru", hiddenSize, options);
  }
}
/** One step of LSTM. */
export class LSTMCell extends RecurrentCell {
  constructor(hiddenSize: number, options: RecurrentOptions = {}) {
    super("lstm", hiddenSize, options);
  }
}
