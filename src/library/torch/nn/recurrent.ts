// torch.nn.RNN, GRU and LSTM: recurrent layers over sequences.

import { type CellName, gatesOf, scan, statesOf } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { show } from "../../tensor/index.ts";
import { empty, zeros } from "../create.ts";
import { stack } from "../functions.ts";
import { own } from "../printing.ts";
import { noGrad } from "../scopes.ts";
import type { Tensor } from "../tensor.ts";
import { dropout, linear } from "./functional.ts";
import { Module, type Parameter } from "./module.ts";

/** Options of recurrent layers. */
export interface RecurrentOptions {
  /** Layers on top of each other. Defaults to 1. */
  readonly numLayers?: number;
  /** Defaults to true. */
  readonly bias?: boolean;
  /** Whether sequences are [N, T, …] instead of [T, N, …]. Defaults to false. */
  readonly batchFirst?: boolean;
  /** Share that is dropped between the layers in training. Defaults to 0. */
  readonly dropout?: number;
  /** Whether a second cell goes through the sequence from its end. Defaults to false. */
  readonly bidirectional?: boolean;
}

/** What a cell owns: [gates · H, inputs], [gates · H, H], [gates · H], [gates · H]. */
interface CellParameters {
  readonly weightIh: Parameter;
  readonly weightHh: Parameter;
  readonly biasIh: Parameter | null;
  readonly biasHh: Parameter | null;
}

/**
 * What recurrent layers have in common. Their parameters have PyTorch's names in camel case, `weightIhL0`, `weightHhL0`, `biasIhL0`,
 * `biasHhL0`, then those of layer 1; `…Reverse` those of the way back. All start uniform on ±1/√hiddenSize.
 */
abstract class Recurrent<State> extends Module<[Tensor, (State | null)?], [Tensor, State]> {
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly numLayers: number;
  readonly batchFirst: boolean;
  readonly dropout: number;
  readonly bidirectional: boolean;
  protected readonly options: RecurrentOptions;
  /** The parameters of the first layer. */
  declare readonly weightIhL0: Parameter;
  declare readonly weightHhL0: Parameter;
  declare readonly biasIhL0: Parameter | null;
  declare readonly biasHhL0: Parameter | null;
  /** Which cell it repeats. */
  protected readonly cell: CellName;

  constructor(cell: CellName, inputSize: number, hiddenSize: number, options: RecurrentOptions = {}) {
    super();
    this.cell = cell;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.options = options;
    this.numLayers = options.numLayers ?? 1;
    this.batchFirst = options.batchFirst ?? false;
    this.dropout = options.dropout ?? 0;
    this.bidirectional = options.bidirectional ?? false;
    const directions = this.bidirectional ? 2 : 1;
    for (let layer = 0; layer < this.numLayers; layer++)
      for (let way = 0; way < directions; way++) {
        const inputs = layer === 0 ? inputSize : hiddenSize * directions;
        this.own(layer, way, startCell(cell, inputs, hiddenSize, options.bias ?? true));
      }
  }

  private own(layer: number, way: number, parameters: CellParameters): void {
    for (const [name, one] of Object.entries(parameters))
      Object.defineProperty(this, `${name}${suffix(layer, way)}`, { value: one, enumerable: true, writable: true });
  }
  private parametersOf(layer: number, way: number): CellParameters {
    const named = this as unknown as Readonly<Record<string, Parameter>>;
    const get = (name: string): Parameter => named[`${name}${suffix(layer, way)}`];
    return { weightIh: get("weightIh"), weightHh: get("weightHh"), biasIh: get("biasIh"), biasHh: get("biasHh") };
  }

  /** Runs all layers over [T, N, inputs], from first states [layers · directions, N, H] each. */
  protected run(x: Tensor, states: readonly Tensor[] | undefined): { output: Tensor; states: Tensor[] } {
    if (x.size(-1) !== this.inputSize)
      throw new RangeError(`input.size(-1) must be equal to input_size. Expected ${this.inputSize}, got ${x.size(-1)}`);
    if (x.dim() !== 2 && x.dim() !== 3)
      throw new RangeError(`${this.constructor.name}: Expected input to be 2D or 3D, got ${x.dim()}D instead`);
    const isBatched = x.dim() === 3;
    const batch = isBatched ? x : x.unsqueeze(1);
    const sequence = isBatched && this.batchFirst ? batch.transpose(0, 1) : batch;
    const directions = this.bidirectional ? 2 : 1;
    const shape = [this.numLayers * directions, sequence.size(1), this.hiddenSize];
    const first = Array.from({ length: statesOf(this.cell) }, (_, i) => {
      const given = states?.[i];
      if (given === undefined) return zeros(shape, { dtype: x.dtype });
      const wide = isBatched ? given : given.unsqueeze(1);
      if (show(wide.shape) !== show(shape))
        throw new RangeError(`Expected hidden size ${show(shape)}, got ${show(wide.shape)}`);
      return wide;
    });
    const last: Tensor[][] = first.map(() => []);
    let output = sequence;
    for (let layer = 0; layer < this.numLayers; layer++) {
      if (layer > 0 && this.dropout > 0) output = dropout(output, { p: this.dropout, training: this.training });
      const outputs: Tensor[] = [];
      for (let way = 0; way < directions; way++) {
        const start = first.map((one) => one.at(layer * directions + way));
        const { weightIh, weightHh, biasIh, biasHh } = this.parametersOf(layer, way);
        const projected = linear(way === 0 ? output : output.flip(0), weightIh, biasIh);
        const shift = biasHh ?? zeros(weightHh.size(0), { dtype: x.dtype });
        const scanned = scan(this.cell, projected, start, weightHh, shift);
        const ahead = scanned.outputs as Tensor;
        outputs.push(way === 0 ? ahead : ahead.flip(0));
        for (const [i, state] of scanned.states.entries()) last[i].push(state as Tensor);
      }
      output = outputs.length === 1 ? outputs[0] : (ops.cat(outputs, -1) as Tensor);
    }
    const shaped = isBatched ? (this.batchFirst ? output.transpose(0, 1) : output) : output.squeeze(1);
    return { output: shaped, states: last.map((all) => (isBatched ? stack(all) : stack(all).squeeze(1))) };
  }

  protected override extraRepr(): string {
    const { numLayers, bias = true, batchFirst, dropout: p, bidirectional } = this.options;
    return [
      `${this.inputSize}, ${this.hiddenSize}`,
      ...(numLayers !== undefined && numLayers !== 1 ? [`num_layers=${numLayers}`] : []),
      ...(bias ? [] : ["bias=False"]),
      ...(batchFirst ? ["batch_first=True"] : []),
      ...(p ? [`dropout=${p}`] : []),
      ...(bidirectional ? ["bidirectional=True"] : []),
    ].join(", ");
  }
}

/** "L0", "L1Reverse" */
const suffix = (layer: number, way: number): string => `L${layer}${way === 1 ? "Reverse" : ""}`;

/** The parameters of a cell, as PyTorch draws them. */
function startCell(cell: CellName, inputs: number, size: number, bias: boolean): CellParameters {
  const width = gatesOf(cell) * size;
  const bound = 1 / Math.sqrt(size);
  const draw = (...shape: number[]): Parameter =>
    noGrad(() => own(empty(...shape, { requiresGrad: true })).uniform_(-bound, bound));
  const weightIh = draw(width, inputs);
  const weightHh = draw(width, size);
  return { weightIh, weightHh, biasIh: bias ? draw(width) : null, biasHh: bias ? draw(width) : null };
}

/** Options of RNN. */
export interface RnnOptions extends RecurrentOptions {
  /** Defaults to "tanh". */
  readonly nonlinearity?: "tanh" | "relu";
}

/**
 * Elman's recurrent layer: h ← tanh(x Wᵢᵀ + bᵢ + h Wₕᵀ + bₕ). `rnn.call(X, H)` takes [T, N, inputSize] and a first state
 * [numLayers, N, hiddenSize], zeros by default, and gives `[outputs, state]`: [T, N, hiddenSize] of the last layer, and the last state of each.
 * A sequence without a batch is [T, inputSize]. @throws RangeError for other sizes.
 */
export class RNN extends Recurrent<Tensor> {
  constructor(inputSize: number, hiddenSize: number, options: RnnOptions = {}) {
    super(options.nonlinearity ?? "tanh", inputSize, hiddenSize, options);
  }
  override forward(x: Tensor, state?: Tensor | null): [Tensor, Tensor] {
    const { output, states } = this.run(x, state ? [state] : undefined);
    return [output, states[0]];
  }
}

/** Gated recurrent units (Cho et al., 2014), in PyTorch's form, which resets after the product. Takes and gives what RNN does. */
export class GRU extends Recurrent<Tensor> {
  constructor(inputSize: number, hiddenSize: number, options: RecurrentOptions = {}) {
    super("gru", inputSize, hiddenSize, options);
  }
  override forward(x: Tensor, state?: Tensor | null): [Tensor, Tensor] {
    const { output, states } = this.run(x, state ? [state] : undefined);
    return [output, states[0]];
  }
}

/** Long short-term memory (Hochreiter and Schmidhuber, 1997). Takes and gives what RNN does, with `[state, memory]` in the place of the state. */
export class LSTM extends Recurrent<readonly [Tensor, Tensor]> {
  constructor(inputSize: number, hiddenSize: number, options: RecurrentOptions = {}) {
    super("lstm", inputSize, hiddenSize, options);
  }
  override forward(x: Tensor, state?: readonly [Tensor, Tensor] | null): [Tensor, readonly [Tensor, Tensor]] {
    const { output, states } = this.run(x, state ?? undefined);
    return [output, [states[0], states[1]]];
  }
}
