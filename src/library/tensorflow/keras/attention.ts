// tf.keras.layers.MultiHeadAttention and Attention.

import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import { show } from "../../tensor/index.ts";
import { fill } from "../functions.ts";
import { dropout } from "../nn.ts";
import type { Tensor, Variable } from "../tensor.ts";
import { type CallOptions, isTraining, Layer } from "./layer.ts";

/** What attention is told besides queries and values. */
export interface AttentionCall extends CallOptions {
  /** [N, S, …]; the values by default. */
  readonly key?: Tensor;
  /** [N, T, S] or what broadcasts to it; true, or 1, where a query may look. */
  readonly attentionMask?: Tensor;
  /** Whether no query looks at a later place. Defaults to false. */
  readonly useCausalMask?: boolean;
}

/** Scores with a large negative number where a mask is 0, as Keras adds it. */
function masked(scores: Tensor, mask: Tensor | undefined, isCausal: boolean): Tensor {
  const hide = (from: Tensor, visible: Tensor): Tensor =>
    ops.add(from, ops.mul(ops.sub(1, ops.cast(visible, from.dtype)), -1e9)) as Tensor;
  const earlier = isCausal ? hide(scores, numeric.tril(fill(scores.shape.slice(-2), 1)) as Tensor) : scores;
  if (mask === undefined) return earlier;
  // One mask for all heads.
  return hide(earlier, mask.shape.length === scores.shape.length - 1 ? (ops.unsqueeze(mask, 1) as Tensor) : mask);
}

/** Options of MultiHeadAttention. */
export interface MultiHeadOptions {
  readonly numHeads: number;
  /** Numbers of each head's queries and keys. */
  readonly keyDim: number;
  /** Numbers of each head's values; by default as many. */
  readonly valueDim?: number;
  /** Share of the weights that is dropped in training. Defaults to 0. */
  readonly dropout?: number;
  /** Defaults to true. */
  readonly useBias?: boolean;
}

/** A kernel [inputs, heads, size] with a bias [heads, size]. */
interface Projection {
  readonly kernel: Variable;
  readonly bias: Variable | undefined;
}

/**
 * Attention with several heads (Vaswani et al., 2017): `layer.call(query, value, { key, attentionMask })`. Its variables are Keras's:
 * kernels [C, heads, size] and biases [heads, size] of query, key and value, then [heads, valueDim, C] and [C] of the output.
 */
export class MultiHeadAttention extends Layer {
  readonly options: MultiHeadOptions;
  #parts: readonly [query: Projection, key: Projection, value: Projection, output: Projection] | undefined;
  #scores: Tensor | undefined;

  constructor(options: MultiHeadOptions) {
    super();
    this.options = options;
  }
  /** [N, T, C] and [N, S, …] -> [N, T, C]. @throws RangeError for other than three axes. */
  override call(query: Tensor, value: Tensor, call: AttentionCall = {}): Tensor {
    const { key = value, attentionMask, useCausalMask = false } = call;
    if ([query, key, value].some(({ shape }) => shape.length !== 3))
      throw new RangeError(
        `MultiHeadAttention: queries, keys and values have three axes, not the shapes ${[query, key, value].map(({ shape }) => show(shape)).join(", ")}`,
      );
    const { numHeads, keyDim, valueDim = keyDim, dropout: rate = 0 } = this.options;
    this.#parts ??= this.#start(query.shape[2], key.shape[2], value.shape[2]);
    const [forQuery, forKey, forValue, output] = this.#parts;
    const [q, k, v] = [
      this.#heads(query, forQuery, keyDim),
      this.#heads(key, forKey, keyDim),
      this.#heads(value, forValue, valueDim),
    ];
    const scores = ops.matmul(ops.mul(q, 1 / Math.sqrt(keyDim)), ops.transpose(k)) as Tensor;
    const weights = ops.softmax(masked(scores, attentionMask, useCausalMask), -1) as Tensor;
    this.#scores = weights;
    const dropped = isTraining(this, call) && rate > 0 ? dropout(weights, { rate }) : weights;
    const joined = ops.reshape(ops.transpose(ops.matmul(dropped, v), 1, 2), [
      ...query.shape.slice(0, 2),
      numHeads * valueDim,
    ]);
    const y = ops.matmul(joined, ops.reshape(output.kernel, [numHeads * valueDim, -1]));
    return (output.bias === undefined ? y : ops.add(y, output.bias)) as Tensor;
  }
  /** The output and the weights, [N, heads, T, S]: Keras's `return_attention_scores`. */
  callWithScores(query: Tensor, value: Tensor, call: AttentionCall = {}): [Tensor, Tensor] {
    const output = this.call(query, value, call);
    return [output, this.#scores as Tensor];
  }

  #start(query: number, key: number, value: number): [Projection, Projection, Projection, Projection] {
    const { numHeads, keyDim, valueDim = keyDim, useBias = true } = this.options;
    const part = (shape: readonly number[], bias: readonly number[]): Projection => ({
      kernel: this.addWeight({ shape }),
      bias: useBias ? this.addWeight({ shape: bias, initializer: "zeros" }) : undefined,
    });
    return [
      part([query, numHeads, keyDim], [numHeads, keyDim]),
      part([key, numHeads, keyDim], [numHeads, keyDim]),
      part([value, numHeads, valueDim], [numHeads, valueDim]),
      part([numHeads, valueDim, query], [query]),
    ];
  }
  /** [N, L, C] -> [N, heads, L, size] */
  #heads(x: Tensor, { kernel, bias }: Projection, size: number): Tensor {
    const { numHeads } = this.options;
    const y = ops.matmul(x, ops.reshape(kernel, [x.shape[2], numHeads * size]));
    const shifted = bias === undefined ? y : ops.add(y, ops.reshape(bias, [numHeads * size]));
    return ops.transpose(ops.reshape(shifted, [x.shape[0], x.shape[1], numHeads, size]), 1, 2) as Tensor;
  }
}

/** Dot-product attention (Luong et al., 2015): `layer.call([query, value])` or `layer.call([query, value, key])`. */
export class Attention extends Layer {
  /** [N, T, C], [N, S, V] and keys [N, S, C] -> [N, T, V] */
  override call([query, value, key = value]: readonly Tensor[], call: AttentionCall = {}): Tensor {
    const scores = ops.matmul(query, ops.transpose(key)) as Tensor;
    const hidden = masked(scores, call.attentionMask, call.useCausalMask ?? false);
    return ops.matmul(ops.softmax(hidden, -1), value) as Tensor;
  }
}
