// nn.Dense, nn.Embed, nn.Sequential, nn.Dropout.

import * as ops from "../../ops/index.ts";
import type { Array } from "../array.ts";
import { bernoulli } from "../random/distributions.ts";
import { lecunNormal, varianceScaling, zeros } from "./initializers.ts";
import { floatInput, type Initializer, Module } from "./module.ts";

/** Options of layers that have a kernel. */
export interface KernelOptions {
  /** Defaults to true. */
  readonly useBias?: boolean;
  /** Defaults to `lecunNormal`. */
  readonly kernelInit?: Initializer;
  /** Defaults to zeros. */
  readonly biasInit?: Initializer;
}

/** y = x kernel + bias, [..., anything] -> [..., features]. */
export class Dense extends Module {
  readonly features: number;
  readonly useBias: boolean;
  readonly kernelInit: Initializer;
  readonly biasInit: Initializer;
  constructor(features: number, options: KernelOptions = {}) {
    super();
    this.features = features;
    this.useBias = options.useBias ?? true;
    this.kernelInit = options.kernelInit ?? lecunNormal();
    this.biasInit = options.biasInit ?? zeros;
  }
  override forward(x: Array): Array {
    const kernel = this.param("kernel", this.kernelInit, [x.shape[x.shape.length - 1], this.features]);
    const y = floatInput("Dense", x).matmul(kernel);
    return this.useBias ? y.add(this.param("bias", this.biasInit, [this.features])) : y;
  }
}

/** Vectors for whole numbers: [...] -> [..., features]. */
export class Embed extends Module {
  readonly numEmbeddings: number;
  readonly features: number;
  readonly embeddingInit: Initializer;
  constructor(numEmbeddings: number, features: number, options: { readonly embeddingInit?: Initializer } = {}) {
    super();
    this.numEmbeddings = numEmbeddings;
    this.features = features;
    this.embeddingInit = options.embeddingInit ?? varianceScaling(1, "fan_in", "normal", { inAxis: -1, outAxis: 0 });
  }
  private get embedding(): Array {
    return this.param("embedding", this.embeddingInit, [this.numEmbeddings, this.features]);
  }
  /** @throws RangeError for a number that has no vector. */
  override forward(indices: Array): Array {
    return ops.take(this.embedding, indices) as Array;
  }
  /** The products of queries [..., features] with all vectors: [..., numEmbeddings]. */
  attend(query: Array): Array {
    return ops.matmulTransposed(query, this.embedding) as Array;
  }
}

/** Modules, and functions, one after the other. */
export class Sequential extends Module {
  readonly layers: readonly (Module | ((x: Array) => Array))[];
  constructor(layers: readonly (Module | ((x: Array) => Array))[]) {
    super();
    this.layers = layers;
  }
  override forward(x: Array): Array {
    return this.layers.reduce((value, layer) => (layer instanceof Module ? layer.call(value) : layer(value)), x);
  }
}

/** Whether a layer behaves as in evaluation. */
export interface Deterministic {
  readonly deterministic?: boolean;
}

/**
 * Leaves elements out with probability `rate`, and scales the others up (Srivastava et al., 2014). It draws by the key of the use
 * "dropout": `apply(variables, x, { rngs: { dropout: key } })`. Where it is deterministic it does nothing.
 */
export class Dropout extends Module {
  readonly rate: number;
  readonly deterministic: boolean | undefined;
  /** Over these axes one draw is for all. */
  readonly broadcastDims: readonly number[];
  constructor(rate: number, options: Deterministic & { readonly broadcastDims?: readonly number[] } = {}) {
    super();
    this.rate = rate;
    this.deterministic = options.deterministic;
    this.broadcastDims = options.broadcastDims ?? [];
  }
  /** @throws TypeError where nobody says whether it is deterministic, Error without a key. */
  override forward(x: Array, { deterministic = this.deterministic }: Deterministic = {}): Array {
    if (deterministic === undefined)
      throw new TypeError("Dropout: say { deterministic } to the constructor or to the call");
    if (deterministic || this.rate === 0) return x;
    if (this.rate === 1) return x.mul(0);
    const keeps = 1 - this.rate;
    const shape = x.shape.map((n, i) => (this.broadcastDims.includes(i) ? 1 : n));
    return ops.where(bernoulli(this.makeRng("dropout"), keeps, shape), x.div(keeps), 0) as Array;
  }
}
