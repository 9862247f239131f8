// What Keras's recurrent layers and cells share: their variables, with the gates in Keras's order, and how these start.

import { type CellName, gatesOf, statesOf } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import type { Shape } from "../../tensor/index.ts";
import { concat, ones, zeros } from "../functions.ts";
import { type Tensor, Variable } from "../tensor.ts";
import { type Initializer, type InitializerName, initializer } from "./initializers.ts";
import { Layer } from "./layer.ts";

/** How the kernels start. */
export interface KernelOptions {
  /** Defaults to Glorot's uniform one. */
  readonly kernelInitializer?: Initializer | InitializerName;
  /** Defaults to an orthogonal one. */
  readonly recurrentInitializer?: Initializer | InitializerName;
}

/** Which of Keras's gates stands at each place of ours. */
const orders: Readonly<Record<CellName, readonly number[]>> = {
  tanh: [0],
  relu: [0],
  gru: [1, 0, 2],
  lstm: [0, 1, 2, 3],
};

/** The first bias: GRU has two, since it resets after the product; LSTM's forget gate starts at 1. */
function firstBias(cell: CellName, units: number): Tensor {
  if (cell === "gru") return zeros([2, 3 * units]);
  if (cell === "lstm") return concat([zeros([units]), ones([units]), zeros([2 * units])]);
  return zeros([units]);
}

/** A kernel [C, gates · units], a recurrent kernel [units, gates · units] and a bias; there after the first call. */
export abstract class Gated<Output> extends Layer<Output> {
  readonly units: number;
  protected readonly cell: CellName;
  readonly #options: KernelOptions;
  kernel: Variable | undefined;
  recurrentKernel: Variable | undefined;
  bias: Variable | undefined;

  constructor(cell: CellName, units: number, options: KernelOptions) {
    super();
    this.cell = cell;
    this.units = units;
    this.#options = options;
  }

  /** Zeros for the first states, [batchSize, units] each. */
  getInitialState(batchSize: number): Tensor[] {
    return Array.from({ length: statesOf(this.cell) }, () => zeros([batchSize, this.units]));
  }

  /** The variables, made for this many inputs when they are not there yet, in our order of gates. */
  protected gates(inputs: number): Readonly<Record<"kernel" | "recurrent" | "forInput" | "forState", Tensor>> {
    const { kernelInitializer = "glorotUniform", recurrentInitializer = "orthogonal" } = this.#options;
    const width = gatesOf(this.cell) * this.units;
    const start = (how: Initializer | InitializerName, shape: Shape) => new Variable(initializer(how).call(shape));
    this.kernel ??= start(kernelInitializer, [inputs, width]);
    this.recurrentKernel ??= start(recurrentInitializer, [this.units, width]);
    this.bias ??= new Variable(firstBias(this.cell, this.units));
    const bias: Tensor = this.bias;
    const [forInput, forState] =
      bias.shape.length === 2
        ? [0, 1].map((row) => this.#ordered(ops.index(bias, [row]) as Tensor))
        : [this.#ordered(bias), zeros([width])];
    return { kernel: this.#ordered(this.kernel), recurrent: this.#ordered(this.recurrentKernel), forInput, forState };
  }

  /** The gates along the last axis, `units` numbers each, in our order. */
  #ordered(a: Tensor): Tensor {
    const order = orders[this.cell];
    if (order.every((gate, i) => gate === i)) return a;
    const parts = order.map((gate) => ops.index(a, ["...", `${gate * this.units}:${(gate + 1) * this.units}`]));
    return concat(parts as Tensor[], { axis: -1 });
  }
}
