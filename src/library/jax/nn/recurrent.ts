// nn.SimpleCell, nn.GRUCell, nn.LSTMCell, and nn.RNN, which goes through sequences with them.

import { type CellName, cellStep, scan, statesOf } from "../../nn/index.ts";
import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import { type Shape, show } from "../../tensor/index.ts";
import type { Array } from "../array.ts";
import { zeros as zerosOf } from "../numpy/creation.ts";
import type { Key } from "../random/keys.ts";
import { lecunNormal, orthogonal, zeros } from "./initializers.ts";
import { type Initializer, Module } from "./module.ts";

/** Options of cells. */
export interface CellOptions {
  /** Of the input's kernels. Defaults to `lecunNormal`. */
  readonly kernelInit?: Initializer;
  /** Of the state's kernels. Defaults to `orthogonal`. */
  readonly recurrentKernelInit?: Initializer;
  /** Defaults to zeros. */
  readonly biasInit?: Initializer;
}

/** The parameters of one product: its name, and whether it has a bias. */
type Part = readonly [name: string, hasBias: boolean];

/** Kernel [inputs, gates · features] and bias [gates · features] of all gates together. */
interface Joined {
  readonly kernel: Array;
  readonly bias: Array;
}

/** A state: an array, or a list of them. */
export type Carry = Array | readonly Array[];
const statesIn = (carry: Carry): readonly Array[] =>
  globalThis.Array.isArray(carry) ? (carry as readonly Array[]) : [carry as Array];

/** Parameters of a product under its name, as Flax nests them. */
class Product extends Module<Joined> {
  readonly features: number;
  readonly hasBias: boolean;
  readonly kernelInit: Initializer;
  readonly biasInit: Initializer;
  constructor(features: number, hasBias: boolean, kernelInit: Initializer, biasInit: Initializer) {
    super();
    this.features = features;
    this.hasBias = hasBias;
    this.kernelInit = kernelInit;
    this.biasInit = biasInit;
  }
  override forward(x: Array): Joined {
    const kernel = this.param("kernel", this.kernelInit, [x.shape[x.shape.length - 1], this.features]);
    const bias = this.hasBias ? this.param("bias", this.biasInit, [this.features]) : zerosOf(this.features);
    return { kernel, bias };
  }
}

/** What `RNN` goes through sequences with: a module of this kind, of one's own or one of those below. */
export abstract class RNNCellBase extends Module<[Carry, Array]> {
  /** The next state and the output, `[carry, y]`, for a state and one step's inputs [batch, features]. */
  abstract override forward(carry: Carry, x: Array): [Carry, Array];

  /** The state before the first step, for inputs of a shape [..., features]. */
  abstract initializeCarry(key: Key | null, inputShape: Shape): Carry;

  /** All steps of a sequence [time, batch, inputs]: the last state, and all outputs. */
  sequence(carry: Carry, x: Array): [Carry, Array] {
    let state = carry;
    const outputs: Array[] = [];
    for (let t = 0; t < x.shape[0]; t++) {
      const [next, y] = this.forward(state, ops.index(x, [t]) as Array);
      state = next;
      outputs.push(y);
    }
    return [state, ops.stack(outputs) as Array];
  }
}

/** A cell by one of the core's rules, which go through a whole sequence at once. */
export abstract class RecurrentCell extends RNNCellBase {
  readonly features: number;
  /** The rule of one step, and its gates in that rule's order. */
  protected abstract readonly rule: CellName;
  protected abstract readonly inputParts: readonly Part[];
  protected abstract readonly stateParts: readonly Part[];
  private readonly options: CellOptions;

  constructor(features: number, options: CellOptions = {}) {
    super();
    this.features = features;
    this.options = options;
  }

  override setup(): void {
    const { kernelInit = lecunNormal(), recurrentKernelInit = orthogonal(), biasInit = zeros } = this.options;
    const fields = this as unknown as Record<string, Product>;
    for (const [name, hasBias] of this.inputParts)
      fields[name] = new Product(this.features, hasBias, kernelInit, biasInit);
    for (const [name, hasBias] of this.stateParts)
      fields[name] = new Product(this.features, hasBias, recurrentKernelInit, biasInit);
  }

  private joined(parts: readonly Part[], x: Array): Joined {
    const fields = this as unknown as Record<string, Product>;
    const all = parts.map(([name]) => fields[name].forward(x));
    return {
      kernel: ops.cat(
        all.map(({ kernel }) => kernel),
        1,
      ) as Array,
      bias: ops.cat(all.map(({ bias }) => bias)) as Array,
    };
  }

  /** Zeros for inputs of a shape [..., features]: the state before the first step. */
  override initializeCarry(_key: Key | null, inputShape: Shape): Carry {
    const states = globalThis.Array.from({ length: statesOf(this.rule) }, () =>
      zerosOf([...inputShape.slice(0, -1), this.features]),
    );
    return states.length === 1 ? states[0] : this.ordered(states);
  }

  /** States in the order in which the carry has them, and back. */
  protected ordered(states: readonly Array[]): readonly Array[] {
    return states;
  }

  override forward(carry: Carry, x: Array): [Carry, Array] {
    const input = this.joined(this.inputParts, x);
    const states = this.ordered(statesIn(carry));
    const state = this.joined(this.stateParts, states[0]);
    const rows = (a: Array): Array => a.reshape([-1, a.shape[a.shape.length - 1]]);
    const next = cellStep(
      this.rule,
      rows(x).matmul(input.kernel).add(input.bias),
      rows(states[0]).matmul(state.kernel).add(state.bias),
      states.map(rows),
    ).map((one, i) => ops.reshape(one, states[i].shape) as Array);
    return [next.length === 1 ? next[0] : this.ordered(next), next[0]];
  }

  /** All steps of a sequence [time, batch, inputs] at once: the last state, and all outputs. */
  override sequence(carry: Carry, x: Array): [Carry, Array] {
    const states = this.ordered(statesIn(carry));
    const input = this.joined(this.inputParts, x);
    const state = this.joined(this.stateParts, states[0]);
    const parts = x.matmul(input.kernel).add(input.bias);
    const done = scan(this.rule, parts, states, ops.transpose(state.kernel), state.bias);
    const last = done.states as readonly Array[];
    return [last.length === 1 ? last[0] : this.ordered(last), done.outputs as Array];
  }
}

/** h' = tanh(i(x) + h(h)) (Elman, 1990). */
export class SimpleCell extends RecurrentCell {
  protected override readonly rule = "tanh";
  protected override readonly inputParts: readonly Part[] = [["i", true]];
  protected override readonly stateParts: readonly Part[] = [["h", false]];
}

/** A gated recurrent unit (Cho et al., 2014). */
export class GRUCell extends RecurrentCell {
  protected override readonly rule = "gru";
  protected override readonly inputParts: readonly Part[] = [
    ["ir", true],
    ["iz", true],
    ["in", true],
  ];
  protected override readonly stateParts: readonly Part[] = [
    ["hr", false],
    ["hz", false],
    ["hn", true],
  ];
}

/** A cell with long short-term memory (Hochreiter and Schmidhuber, 1997). Its carry is [c, h], the memory and the output. */
export class LSTMCell extends RecurrentCell {
  protected override readonly rule = "lstm";
  protected override readonly inputParts: readonly Part[] = [
    ["ii", false],
    ["if", false],
    ["ig", false],
    ["io", false],
  ];
  protected override readonly stateParts: readonly Part[] = [
    ["hi", true],
    ["hf", true],
    ["hg", true],
    ["ho", true],
  ];
  protected override ordered(states: readonly Array[]): readonly Array[] {
    return [states[1], states[0]];
  }
}
/** The same as `LSTMCell`, whose products are joined already. */
export const OptimizedLSTMCell = LSTMCell;

/** How a sequence is gone through. */
export interface RNNOptions {
  /** The sequence is [time, batch, features] rather than [batch, time, features]. */
  readonly timeMajor?: boolean;
  /** From its end to its start. */
  readonly reverse?: boolean;
  /** Outputs of a reversed sequence stand in the order of its inputs. */
  readonly keepOrder?: boolean;
  /** Give `[last state, outputs]`. */
  readonly returnCarry?: boolean;
}

/** A cell over sequences [batch, time, features], or one sequence [time, features]: the outputs of all steps, [batch, time, features of the cell]. */
export class RNN extends Module<Array | [Carry, Array]> {
  readonly cell: RNNCellBase;
  readonly options: RNNOptions;
  constructor(cell: RNNCellBase, options: RNNOptions = {}) {
    super();
    this.cell = cell;
    this.options = options;
  }
  override forward(
    x: Array,
    options?: RNNOptions & { readonly returnCarry?: false; readonly initialCarry?: Carry },
  ): Array;
  override forward(
    x: Array,
    options: RNNOptions & { readonly returnCarry: true; readonly initialCarry?: Carry },
  ): [Carry, Array];
  override forward(x: Array, given: RNNOptions & { readonly initialCarry?: Carry } = {}): Array | [Carry, Array] {
    const {
      timeMajor = false,
      reverse = false,
      keepOrder = false,
      returnCarry = false,
    } = { ...this.options, ...given };
    const isSingle = x.shape.length === 2;
    if (!isSingle && x.shape.length !== 3)
      throw new RangeError(`RNN: a sequence has the shape [batch, time, features], not ${show(x.shape)}`);
    const swapped = (a: Array): Array => (isSingle || timeMajor ? a : (ops.transpose(a, 0, 1) as Array));
    const steps = isSingle ? (ops.unsqueeze(x, 1) as Array) : swapped(x);
    const ordered = reverse ? (numeric.flip(steps, [0]) as Array) : steps;
    const first = given.initialCarry ?? this.cell.initializeCarry(null, steps.shape.slice(1));
    const [carry, outputs] = this.cell.sequence(isSingle ? mapCarry(first, (one) => rowOf(one)) : first, ordered);
    const turned = reverse && keepOrder ? (numeric.flip(outputs, [0]) as Array) : outputs;
    const y = isSingle ? (ops.squeeze(turned, 1) as Array) : swapped(turned);
    if (!returnCarry) return y;
    return [isSingle ? mapCarry(carry, (one) => ops.squeeze(one, 0) as Array) : carry, y];
  }
}

const rowOf = (a: Array): Array => (a.shape.length === 1 ? (ops.unsqueeze(a, 0) as Array) : a);
const mapCarry = (carry: Carry, fn: (one: Array) => Array): Carry =>
  globalThis.Array.isArray(carry) ? (carry as readonly Array[]).map(fn) : fn(carry as Array);
