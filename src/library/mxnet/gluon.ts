// gluon: blocks with parameters, losses, the Trainer, data loaders.

import { type Batches, batches, inOrder, pick } from "../data/index.ts";
import {
  type AdamSettings,
  absoluteError,
  adam,
  crossEntropy,
  huber,
  meanPerExample,
  type SgdSettings,
  sgd,
  squaredError,
} from "../nn/index.ts";
import * as ops from "../ops/index.ts";
import { elements, normal, permutation, type Shape, sizeOf, type TypedArray, uniform, zeros } from "../tensor/index.ts";
import { fromArray, type NDArray } from "./ndarray.ts";
import { source } from "./np.ts";

/** How parameters start. */
export interface Initializer {
  fill(out: TypedArray): void;
}

/** mxnet.init */
export const init = {
  /** Normal around 0 with standard deviation `sigma`. */
  Normal: class implements Initializer {
    constructor(readonly sigma = 0.01) {}
    fill(out: TypedArray): void {
      normal(source(), out, 0, this.sigma);
    }
  },
  /** Uniform on ±scale. */
  Uniform: class implements Initializer {
    constructor(readonly scale = 0.07) {}
    fill(out: TypedArray): void {
      uniform(source(), out, -this.scale, this.scale);
    }
  },
  Zero: class implements Initializer {
    fill(out: TypedArray): void {
      out.fill(0);
    }
  },
  Constant: class implements Initializer {
    constructor(readonly value: number) {}
    fill(out: TypedArray): void {
      out.fill(this.value);
    }
  },
};

/** An array that a block owns; it may wait for its shape until the first input. */
export class Parameter {
  readonly name: string;
  readonly ownInit: Initializer | undefined;
  #array: NDArray | undefined;
  #pending: Initializer | undefined;

  constructor(name: string, ownInit?: Initializer) {
    this.name = name;
    this.ownInit = ownInit;
  }
  /** Starts with this initializer, at once or when the shape is known. */
  initialize(initializer: Initializer): void {
    this.#pending = this.ownInit ?? initializer;
    if (this.#array) this.finish(this.#array.shape);
  }
  /** Gives the parameter its shape. @throws Error before `initialize`. */
  finish(shape: Shape): void {
    if (!this.#pending)
      throw new Error(`Parameter ${this.name} has not been initialized. Call initialize() of its block first.`);
    const array = fromArray(zeros("float32", sizeOf(shape)), shape, "float32");
    this.#pending.fill(array.storage.array);
    array.attachGrad();
    this.#array = array;
  }
  get isReady(): boolean {
    return this.#array !== undefined;
  }
  /** The values. @throws Error before they are there. */
  data(): NDArray {
    if (!this.#array) throw new Error(`Parameter ${this.name} is not there before its block has seen an input`);
    return this.#array;
  }
  /** The gradient of the last backward pass. */
  grad(): NDArray {
    const gradient = this.data().grad;
    if (!gradient) throw new Error(`Parameter ${this.name} has no gradient`);
    return gradient;
  }
  setData(values: NDArray): void {
    this.data().set(["..."], values);
  }
}

/** What layers and models extend: it finds its parameters in its own properties, and in those of the blocks there. */
export abstract class Block {
  abstract forward(...inputs: NDArray[]): NDArray;

  call(...inputs: NDArray[]): NDArray {
    return this.forward(...inputs);
  }

  /** Parameters here and below, by name: "net.weight". */
  collectParams(): Map<string, Parameter> {
    const found = new Map<string, Parameter>();
    const add = (name: string, value: unknown) => {
      if (value instanceof Parameter) found.set(name, value);
      else if (value instanceof Block)
        for (const [rest, one] of value.collectParams()) found.set(`${name}.${rest}`, one);
      else if (globalThis.Array.isArray(value)) for (const [i, one] of value.entries()) add(`${name}.${i}`, one);
    };
    for (const [name, value] of Object.entries(this)) add(name, value);
    return found;
  }

  /** Starts all parameters; by default uniform on ±0.07. */
  initialize(initializer: Initializer = new init.Uniform()): void {
    for (const one of this.collectParams().values()) one.initialize(initializer);
  }
}

class Dense extends Block {
  readonly units: number;
  readonly activation: "relu" | "sigmoid" | "tanh" | undefined;
  readonly weight = new Parameter("weight");
  readonly bias = new Parameter("bias", new init.Zero());

  constructor(units: number, options: { readonly activation?: "relu" | "sigmoid" | "tanh" } = {}) {
    super();
    this.units = units;
    this.activation = options.activation;
  }
  override forward(x: NDArray): NDArray {
    const flat = x.shape.length > 2 ? x.reshape(x.shape[0], -1) : x;
    if (!this.weight.isReady) {
      this.weight.finish([this.units, flat.shape[flat.shape.length - 1]]);
      this.bias.finish([this.units]);
    }
    const y = flat.matmul(this.weight.data().T).add(this.bias.data());
    return this.activation === undefined ? y : (ops[this.activation](y) as NDArray);
  }
}

class Sequential extends Block {
  readonly layers: Block[] = [];
  add(...layers: Block[]): void {
    this.layers.push(...layers);
  }
  override forward(x: NDArray): NDArray {
    return this.layers.reduce((value, layer) => layer.forward(value), x);
  }
}

/** gluon.nn */
export const nn = {
  Block,
  /** y = x Wᵀ + b, [batch, anything] -> [batch, units]; the inputs are counted at the first. */
  Dense,
  /** Blocks one after the other. */
  Sequential,
};

/** gluon.loss: each gives one number for each example, the mean over its elements. */
export const loss = {
  /** (prediction - label)² / 2 */
  L2Loss: class {
    call(prediction: NDArray, label: NDArray): NDArray {
      return ops.mul(meanPerExample(squaredError(prediction, ops.reshape(label, prediction.shape))), 0.5) as NDArray;
    }
  },
  /** |prediction - label| */
  L1Loss: class {
    call(prediction: NDArray, label: NDArray): NDArray {
      return meanPerExample(absoluteError(prediction, ops.reshape(label, prediction.shape))) as NDArray;
    }
  },
  HuberLoss: class {
    constructor(readonly rho = 1) {}
    call(prediction: NDArray, label: NDArray): NDArray {
      return meanPerExample(
        ops.div(huber(prediction, ops.reshape(label, prediction.shape), this.rho), this.rho),
      ) as NDArray;
    }
  },
  /** Of logits and whole-number labels. */
  SoftmaxCrossEntropyLoss: class {
    call(prediction: NDArray, label: NDArray): NDArray {
      return crossEntropy(prediction, label) as NDArray;
    }
  },
};

/** Settings of the Trainer's optimizers, under Gluon's names. */
export interface OptimizerParams {
  readonly learningRate?: number;
  readonly momentum?: number;
  /** Weight decay. */
  readonly wd?: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/** Updates parameters by an optimizer that is named: "sgd" or "adam". */
export class Trainer {
  readonly params: readonly Parameter[];
  readonly optimizer: "sgd" | "adam";
  readonly settings: OptimizerParams;
  readonly #states: { first?: TypedArray; second?: TypedArray; step: number }[] = [];

  constructor(
    params: Map<string, Parameter> | Iterable<Parameter>,
    optimizer: "sgd" | "adam",
    settings: OptimizerParams = {},
  ) {
    this.params = params instanceof Map ? [...params.values()] : [...params];
    this.optimizer = optimizer;
    this.settings = settings;
  }

  /** One step; the gradients, of sums over a batch, are divided by its size. */
  step(batchSize: number): void {
    for (const [i, parameter] of this.params.entries()) {
      if (!parameter.isReady) continue;
      const { storage } = parameter.data();
      const p = storage.array;
      const g = elements(parameter.grad()).map((value) => value / batchSize);
      this.#states[i] ??= { step: 0 };
      const state = this.#states[i];
      state.step += 1;
      if (this.optimizer === "adam") {
        state.first ??= zeros("float32", p.length);
        state.second ??= zeros("float32", p.length);
        adam(p, g, state.first, state.second, state.step, this.#adam());
      } else {
        if (this.settings.momentum) state.first ??= zeros("float32", p.length);
        sgd(p, g, state.first, state.step === 1, this.#sgd());
      }
      storage.version += 1;
    }
  }

  get learningRate(): number {
    return this.settings.learningRate ?? (this.optimizer === "adam" ? 0.001 : 0.01);
  }

  #sgd(): SgdSettings {
    const { momentum = 0, wd = 0 } = this.settings;
    return { lr: this.learningRate, momentum, weightDecay: wd };
  }
  #adam(): AdamSettings {
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, wd = 0 } = this.settings;
    return { lr: this.learningRate, beta1, beta2, epsilon, weightDecay: wd };
  }
}

/** Arrays whose first axes are the examples. */
class ArrayDataset {
  readonly arrays: readonly NDArray[];
  constructor(...arrays: NDArray[]) {
    if (arrays.some((one) => one.length !== arrays[0].length))
      throw new RangeError("ArrayDataset: all arrays must have the same length");
    this.arrays = arrays;
  }
  get length(): number {
    return this.arrays[0].length;
  }
}

/** Minibatches of a dataset, shuffled anew in each epoch when asked. */
class DataLoader implements Batches<NDArray[]> {
  readonly dataset: ArrayDataset;
  readonly batchSize: number;
  readonly shuffle: boolean;
  constructor(dataset: ArrayDataset, batchSize: number, options: { readonly shuffle?: boolean } = {}) {
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.shuffle = options.shuffle ?? false;
  }
  get length(): number {
    return Math.ceil(this.dataset.length / this.batchSize);
  }
  *[Symbol.iterator](): Generator<NDArray[]> {
    const order = this.shuffle ? permutation(source(), this.dataset.length) : inOrder(this.dataset.length);
    for (const batch of batches(order, this.batchSize)) yield pick(this.dataset.arrays, batch);
  }
}

/** gluon.data */
export const data = { ArrayDataset, DataLoader };
