// nn.MultiHeadDotProductAttention, and masks.

import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import { show } from "../../tensor/index.ts";
import type { Array } from "../array.ts";
import { tri } from "../numpy/creation.ts";
import { bernoulli } from "../random/distributions.ts";
import type { Key } from "../random/keys.ts";
import { lecunNormal, zeros } from "./initializers.ts";
import type { Deterministic, KernelOptions } from "./linear.ts";
import { type Initializer, Module } from "./module.ts";

/** What attention takes besides queries, keys and values. */
export interface AttentionOptions {
  /** True where a query may see a key; broadcasts to [..., heads, queries, keys]. */
  readonly mask?: Array;
  /** Is added to the scores. */
  readonly bias?: Array;
  /** Leaves weights out with this probability, by `dropoutKey`. */
  readonly dropoutRate?: number;
  readonly dropoutKey?: Key;
}

/** softmax(q kᵀ / √depth) v for queries, keys and values [..., length, heads, depth] (Vaswani et al., 2017). @throws RangeError when they do not fit each other. */
export function dotProductAttention(query: Array, key: Array, value: Array, options: AttentionOptions = {}): Array {
  const depth = query.shape[query.shape.length - 1];
  if (depth !== key.shape[key.shape.length - 1] || key.shape.at(-3) !== value.shape.at(-3))
    throw new RangeError(
      `dotProductAttention: queries ${show(query.shape)}, keys ${show(key.shape)} and values ${show(value.shape)} do not fit`,
    );
  const { mask, bias, dropoutRate = 0, dropoutKey } = options;
  const scores = numeric.einsum("...qhd,...khd->...hqk", ops.div(query, Math.sqrt(depth)), key);
  const shifted = bias === undefined ? scores : ops.add(scores, bias);
  // The most negative float: a row without any key gets even weights, not NaN.
  const seen = mask === undefined ? shifted : ops.where(mask, shifted, -3.4028234663852886e38);
  const weights = ops.softmax(seen, -1);
  const kept =
    dropoutRate > 0 && dropoutKey !== undefined
      ? ops.where(bernoulli(dropoutKey, 1 - dropoutRate, weights.shape), ops.div(weights, 1 - dropoutRate), 0)
      : weights;
  return numeric.einsum("...hqk,...khd->...qhd", kept, value) as Array;
}

/** True where the position of a query is not before that of a key: [..., 1, length, length] for x [..., length]. */
export function makeCausalMask(x: Array): Array {
  const length = x.shape[x.shape.length - 1];
  const lower = tri(length, { dtype: "bool" });
  return ops.expandTo(lower, [...x.shape.slice(0, -1), 1, length, length]) as Array;
}
/** True where a query and a key are both not 0: [..., 1, queries, keys] for [..., queries] and [..., keys]. */
export const makeAttentionMask = (queries: Array, keys: Array): Array =>
  ops.unsqueeze(ops.logicalAnd(ops.unsqueeze(queries, -1), ops.unsqueeze(keys, -2)), -3) as Array;
/** True where all masks are; undefined ones are passed by. */
export function combineMasks(...masks: readonly (Array | undefined)[]): Array | undefined {
  return masks
    .filter((mask) => mask !== undefined)
    .reduce<Array | undefined>(
      (all, mask) => (all === undefined ? mask : (ops.logicalAnd(all, mask) as Array)),
      undefined,
    );
}

/** Products over several axes: [..., inputs] -> [..., ...features], or [..., heads, depth] -> [..., features] over the last two. */
class Projection extends Module {
  readonly features: readonly number[];
  /** How many of the input's last axes are summed over. */
  readonly summed: number;
  readonly options: KernelOptions;
  constructor(features: readonly number[], summed: number, options: KernelOptions) {
    super();
    this.features = features;
    this.summed = summed;
    this.options = options;
  }
  override forward(x: Array): Array {
    const { kernelInit = lecunNormal(), biasInit = zeros, useBias = true } = this.options;
    const inputs = x.shape.slice(-this.summed);
    const size = (list: readonly number[]) => list.reduce((product, n) => product * n, 1);
    const [rows, columns] = [size(inputs), size(this.features)];
    // Drawn as a matrix, so that its fans are those of the whole product.
    const shaped: Initializer = (key) => kernelInit(key, [rows, columns]).reshape([...inputs, ...this.features]);
    const kernel = this.param("kernel", shaped, [...inputs, ...this.features]);
    const flat = ops.reshape(x, [...x.shape.slice(0, -this.summed), rows]);
    const y = ops.matmul(flat, ops.reshape(kernel, [rows, columns]));
    const wide = ops.reshape(y, [...y.shape.slice(0, -1), ...this.features]) as Array;
    return useBias ? wide.add(this.param("bias", biasInit, this.features)) : wide;
  }
}

/** Options of attention with several heads. */
export interface MultiHeadOptions extends KernelOptions, Deterministic {
  /** Of queries, keys and values, all heads together; by default those of the queries. */
  readonly qkvFeatures?: number;
  /** By default those of the queries. */
  readonly outFeatures?: number;
  /** Defaults to 0. */
  readonly dropoutRate?: number;
}

/** What a call of attention takes besides the queries. */
export interface MultiHeadInputs extends Deterministic {
  /** Keys' inputs; by default the queries': self-attention. */
  readonly k?: Array;
  /** Values' inputs; by default the keys'. */
  readonly v?: Array;
  readonly mask?: Array;
}

/** Attention with several heads (Vaswani et al., 2017): [..., length, features] -> [..., length, outFeatures]. */
export class MultiHeadDotProductAttention extends Module {
  readonly numHeads: number;
  readonly options: MultiHeadOptions;
  constructor(numHeads: number, options: MultiHeadOptions = {}) {
    super();
    this.numHeads = numHeads;
    this.options = options;
  }
  /** @throws RangeError when the features cannot be parted among the heads, TypeError where nobody says whether dropout is deterministic. */
  override forward(
    q: Array,
    { k = q, v = k, mask, deterministic = this.options.deterministic }: MultiHeadInputs = {},
  ): Array {
    const features = q.shape[q.shape.length - 1];
    const { qkvFeatures = features, outFeatures = features, dropoutRate = 0 } = this.options;
    if (qkvFeatures % this.numHeads !== 0)
      throw new RangeError(`attention: ${qkvFeatures} features cannot be parted among ${this.numHeads} heads`);
    if (dropoutRate > 0 && deterministic === undefined)
      throw new TypeError("attention: say { deterministic } to the constructor or to the call");
    const heads = [this.numHeads, qkvFeatures / this.numHeads];
    const part = (name: string, shape: readonly number[], summed: number) =>
      this.child(name, new Projection(shape, summed, this.options));
    const drops = dropoutRate > 0 && deterministic === false;
    const seen = dotProductAttention(
      part("query", heads, 1).call(q),
      part("key", heads, 1).call(k),
      part("value", heads, 1).call(v),
      { ...(mask && { mask }), ...(drops && { dropoutRate, dropoutKey: this.makeRng("dropout") }) },
    );
    return part("out", [outFeatures], 2).call(seen);
  }
}
/** The same as `MultiHeadDotProductAttention`. */
export const MultiHeadAttention = MultiHeadDotProductAttention;
/** Attention of a sequence to itself. */
export const SelfAttention = MultiHeadDotProductAttention;
