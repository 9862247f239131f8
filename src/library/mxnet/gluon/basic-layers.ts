// gluon.nn: layers of numbers, and those that hold others.

import { type Activation, activations } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { axisOf } from "../../tensor/index.ts";
import { type Initializer, One, Zero } from "../init.ts";
import type { NDArray } from "../ndarray.ts";
import { batchNorm, layerNorm } from "../normalize.ts";
import { dropout } from "../npx.ts";
import { type Block, HybridBlock } from "./block.ts";
import { Parameter } from "./parameter.ts";

/** Options of Dense. */
export interface DenseOptions {
  readonly activation?: Activation | undefined;
  /** Defaults to true. */
  readonly useBias?: boolean;
  /** Whether all axes but the first count as one. Defaults to true. */
  readonly flatten?: boolean;
  /** Number of inputs; the first input decides when it is left out. */
  readonly inUnits?: number;
  readonly weightInitializer?: Initializer;
  readonly biasInitializer?: Initializer;
}

/** y = activation(x Wᵀ + b), [batch, anything] -> [batch, units]; the inputs are counted at the first. */
export class Dense extends HybridBlock {
  readonly units: number;
  readonly activation: Activation | undefined;
  /** [units, inputs] */
  readonly weight: Parameter;
  readonly bias: Parameter | null;
  readonly #flatten: boolean;

  constructor(units: number, options: DenseOptions = {}) {
    super();
    const { useBias = true, flatten = true, inUnits } = options;
    this.units = units;
    this.activation = options.activation;
    this.#flatten = flatten;
    const shape = inUnits === undefined ? {} : { shape: [units, inUnits] };
    this.weight = new Parameter("weight", { ...shape, init: options.weightInitializer });
    this.bias = useBias ? new Parameter("bias", { shape: [units], init: options.biasInitializer ?? new Zero() }) : null;
  }
  override forward(x: NDArray): NDArray {
    const flat = this.#flatten && x.shape.length > 2 ? x.reshape(x.shape[0], -1) : x;
    const weight = this.weight.materialize([this.units, flat.shape[flat.shape.length - 1]]);
    const product = ops.matmulTransposed(flat, weight) as NDArray;
    const y = this.bias === null ? product : product.add(this.bias.data());
    return this.activation === undefined ? y : (activations[this.activation](y) as NDArray);
  }
  protected override extraRepr(): string {
    const inputs = this.weight.shape?.[1];
    return `${inputs ?? -1} -> ${this.units}, ${this.activation ?? "linear"}`;
  }
}

/** Blocks in order. */
abstract class Layers extends HybridBlock {
  readonly layers: Block[] = [];
  /** Appends. */
  add(...layers: Block[]): void {
    this.layers.push(...layers);
  }
  override forward(x: NDArray): NDArray {
    return this.layers.reduce((value, layer) => layer.call(value), x);
  }
  /** The block at a position, from the end when negative. @throws RangeError where there is none. */
  at(position: number): Block {
    const layer = this.layers.at(position);
    if (layer === undefined) throw new RangeError(`index ${position} is out of range`);
    return layer;
  }
  /** Number of blocks. */
  get length(): number {
    return this.layers.length;
  }
  [Symbol.iterator](): IterableIterator<Block> {
    return this.layers[Symbol.iterator]();
  }
}

/** Blocks one after the other: `net.add(new nn.Dense(8), new nn.Dense(1))`. */
export class Sequential extends Layers {
  /** Plans those of its blocks that can be planned, each by itself. */
  override hybridize(active = true): void {
    for (const [, child] of this.children()) child.hybridize(active);
  }
}

/** Hybrid blocks one after the other, which `hybridize` plans as one. */
export class HybridSequential extends Layers {}

/** Hybrid blocks side by side, each given the same, their results joined along an axis, by default 1. */
export class HybridConcatenate extends Layers {
  readonly axis: number;
  constructor({ axis = 1 }: { readonly axis?: number } = {}) {
    super();
    this.axis = axis;
  }
  override forward(x: NDArray): NDArray {
    return ops.cat(
      this.layers.map((layer) => layer.call(x)),
      this.axis,
    ) as NDArray;
  }
}
/** Blocks side by side; see HybridConcatenate. */
export class Concatenate extends HybridConcatenate {}

/** Hands on what it is given. */
export class Identity extends HybridBlock {
  override forward(x: NDArray): NDArray {
    return x;
  }
}

/** All axes but the first as one. */
export class Flatten extends HybridBlock {
  override forward(x: NDArray): NDArray {
    return x.reshape(x.shape[0], -1);
  }
}

/** In training, zeros a share `rate` of the elements, and scales the others up by 1 / (1 - rate). @throws RangeError for a rate outside of [0, 1). */
export class Dropout extends HybridBlock {
  readonly rate: number;
  constructor(rate: number) {
    super();
    if (!(rate >= 0 && rate < 1)) throw new RangeError(`Dropout: the rate ${rate} is not in [0, 1)`);
    this.rate = rate;
  }
  override forward(x: NDArray): NDArray {
    return dropout(x, { p: this.rate });
  }
  protected override extraRepr(): string {
    return `p = ${this.rate}`;
  }
}

/** A row of `outputDim` numbers for each of `inputDim` words: whole numbers of any shape -> [..., outputDim]. */
export class Embedding extends HybridBlock {
  readonly weight: Parameter;
  constructor(inputDim: number, outputDim: number, options: { readonly weightInitializer?: Initializer } = {}) {
    super();
    this.weight = new Parameter("weight", { shape: [inputDim, outputDim], init: options.weightInitializer });
  }
  override forward(x: NDArray): NDArray {
    return ops.take(this.weight.data(), ops.cast(x, "int32")) as NDArray;
  }
  protected override extraRepr(): string {
    return `${this.weight.shape?.join(" -> ")}`;
  }
}

/** Options of normalizing layers. */
export interface NormOptions {
  /** Added to the variance. Defaults to 1e-5. */
  readonly epsilon?: number;
  /** Whether a shift is learned. Defaults to true. */
  readonly center?: boolean;
  /** Whether a scale is learned. Defaults to true. */
  readonly scale?: boolean;
}

/** Batch normalization (Ioffe and Szegedy, 2015) along an axis, over all others; running statistics take the batch's place outside of training. */
export class BatchNorm extends HybridBlock {
  readonly axis: number;
  /** Share of the running statistics that stays. */
  readonly momentum: number;
  readonly epsilon: number;
  readonly gamma: Parameter | null;
  readonly beta: Parameter | null;
  readonly runningMean = new Parameter("running_mean", { init: new Zero(), gradReq: "null" });
  readonly runningVar = new Parameter("running_var", { init: new One(), gradReq: "null" });
  constructor(options: NormOptions & { readonly axis?: number; readonly momentum?: number } = {}) {
    super();
    this.axis = options.axis ?? 1;
    this.momentum = options.momentum ?? 0.9;
    this.epsilon = options.epsilon ?? 1e-5;
    this.gamma = options.scale === false ? null : new Parameter("gamma", { init: new One() });
    this.beta = options.center === false ? null : new Parameter("beta", { init: new Zero() });
  }
  override forward(x: NDArray): NDArray {
    const axis = axisOf("BatchNorm", this.axis, x.shape.length);
    const size = [x.shape[axis]];
    const [mean, variance] = [this.runningMean, this.runningVar].map((one) => one.materialize(size));
    const [gamma, beta] = [this.gamma, this.beta].map((one) => one?.materialize(size) ?? null);
    const { epsilon: eps, momentum } = this;
    return batchNorm(x, gamma, beta, mean, variance, { eps, momentum, axis, fixGamma: false });
  }
  protected override extraRepr(): string {
    return `axis=${this.axis}, eps=${this.epsilon}, momentum=${this.momentum}, in_channels=${this.runningMean.shape?.[0] ?? "None"}`;
  }
}

/** Layer normalization (Ba, Kiros and Hinton, 2016) along an axis, by default the last. */
export class LayerNorm extends HybridBlock {
  readonly axis: number;
  readonly epsilon: number;
  readonly gamma: Parameter | null;
  readonly beta: Parameter | null;
  constructor(options: NormOptions & { readonly axis?: number } = {}) {
    super();
    this.axis = options.axis ?? -1;
    this.epsilon = options.epsilon ?? 1e-5;
    this.gamma = options.scale === false ? null : new Parameter("gamma", { init: new One() });
    this.beta = options.center === false ? null : new Parameter("beta", { init: new Zero() });
  }
  override forward(x: NDArray): NDArray {
    const axis = axisOf("LayerNorm", this.axis, x.shape.length);
    const [gamma, beta] = [this.gamma, this.beta].map((one) => one?.materialize([x.shape[axis]]) ?? null);
    return layerNorm(x, gamma, beta, { axis, eps: this.epsilon });
  }
}

/** A function as a block: `new nn.Lambda((x) => x.square())`. */
export class Lambda extends HybridBlock {
  readonly #fn: (...inputs: NDArray[]) => NDArray;
  constructor(fn: (...inputs: NDArray[]) => NDArray) {
    super();
    this.#fn = fn;
  }
  override forward(...inputs: NDArray[]): NDArray {
    return this.#fn(...inputs);
  }
}
