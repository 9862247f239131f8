// torch.nn.MultiheadAttention, and attention as a function.

import { show } from "../../tensor/index.ts";
import { empty } from "../create.ts";
import { own } from "../printing.ts";
import type { Tensor } from "../tensor.ts";
import { dropout, linear, masked } from "./functional.ts";
import { constant_, xavierUniform_ } from "./init.ts";
import { Linear } from "./linear.ts";
import { Module, type Parameter } from "./module.ts";

/** Options of MultiheadAttention. */
export interface AttentionOptions {
  /** Share of the weights that is dropped in training. Defaults to 0. */
  readonly dropout?: number;
  /** Defaults to true. */
  readonly bias?: boolean;
  /** Sizes of keys and of values; by default that of queries. */
  readonly kdim?: number;
  readonly vdim?: number;
  /** Whether sequences are [N, L, E] instead of [L, N, E]. Defaults to false. */
  readonly batchFirst?: boolean;
}

/** What a call is told. */
export interface AttentionCall {
  /** [N, S]; true where a key counts not. */
  readonly keyPaddingMask?: Tensor | null;
  /** [L, S] or [N · heads, L, S]; true where a query must not look, or numbers to add. */
  readonly attnMask?: Tensor | null;
  /** Whether the weights are given, too. Defaults to true. */
  readonly needWeights?: boolean;
  /** Whether they are averaged over the heads. Defaults to true. */
  readonly averageAttnWeights?: boolean;
}

/**
 * Attention with several heads (Vaswani et al., 2017): `mha.call(query, key, value)` gives `[output, weights]`. Parameters are PyTorch's:
 * `inProjWeight` [3 E, E] (or `qProjWeight`, `kProjWeight`, `vProjWeight` for other sizes of keys or values), `inProjBias`, `outProj`.
 * @throws RangeError when the heads do not part the embedding evenly.
 */
export class MultiheadAttention extends Module<[Tensor, Tensor, Tensor, AttentionCall?], [Tensor, Tensor | null]> {
  readonly embedDim: number;
  readonly numHeads: number;
  readonly batchFirst: boolean;
  readonly dropout: number;
  readonly inProjWeight: Parameter | null = null;
  readonly qProjWeight: Parameter | null = null;
  readonly kProjWeight: Parameter | null = null;
  readonly vProjWeight: Parameter | null = null;
  readonly inProjBias: Parameter | null;
  readonly outProj: Linear;

  constructor(embedDim: number, numHeads: number, options: AttentionOptions = {}) {
    super();
    if (embedDim % numHeads !== 0) throw new RangeError("embed_dim must be divisible by num_heads");
    const { bias = true, kdim = embedDim, vdim = embedDim } = options;
    this.embedDim = embedDim;
    this.numHeads = numHeads;
    this.batchFirst = options.batchFirst ?? false;
    this.dropout = options.dropout ?? 0;
    const weight = (rows: number, columns: number) => own(empty(rows, columns, { requiresGrad: true }));
    if (kdim === embedDim && vdim === embedDim) this.inProjWeight = weight(3 * embedDim, embedDim);
    else {
      this.qProjWeight = weight(embedDim, embedDim);
      this.kProjWeight = weight(embedDim, kdim);
      this.vProjWeight = weight(embedDim, vdim);
    }
    this.inProjBias = bias ? own(empty(3 * embedDim, { requiresGrad: true })) : null;
    this.outProj = new Linear(embedDim, embedDim, { bias });
    for (const one of [this.inProjWeight, this.qProjWeight, this.kProjWeight, this.vProjWeight])
      if (one) xavierUniform_(one);
    if (this.outProj.bias) constant_(this.outProj.bias, 0);
  }

  /** [L, N, E], [S, N, …], [S, N, …] -> [L, N, E] and the weights [N, L, S]; without a batch [L, E] … @throws RangeError for other sizes. */
  override forward(query: Tensor, key: Tensor, value: Tensor, call: AttentionCall = {}): [Tensor, Tensor | null] {
    const { needWeights = true, averageAttnWeights = true, keyPaddingMask, attnMask } = call;
    if (query.size(-1) !== this.embedDim)
      throw new RangeError(`was expecting embedding dimension of ${this.embedDim}, but got ${query.size(-1)}`);
    if (query.dim() !== key.dim() || key.dim() !== value.dim() || query.dim() < 2 || query.dim() > 3)
      throw new RangeError(
        `For batched (3-D) or unbatched (2-D) query, expected key and value of as many axes, but found ${show(query.shape)}, ${show(key.shape)} and ${show(value.shape)}`,
      );
    const isBatched = query.dim() === 3;
    // To [N, L, E].
    const [q, k, v] = [query, key, value].map((one) =>
      isBatched ? (this.batchFirst ? one : one.transpose(0, 1)) : one.unsqueeze(0),
    );
    const [Q, K, V] = [q, k, v].map((one, i) => this.heads(this.project(one, i)));
    const [count, length] = [q.size(0), q.size(1)];
    let scores = Q.matmul(K.transpose(-2, -1)).div(Math.sqrt(this.embedDim / this.numHeads));
    if (attnMask) {
      const wide = attnMask.dim() === 3 ? attnMask.reshape(count, this.numHeads, length, -1) : attnMask;
      scores = masked(scores, wide, true);
    }
    if (keyPaddingMask) scores = masked(scores, keyPaddingMask.reshape(count, 1, 1, -1), true);
    const weights = dropout(scores.softmax(-1), { p: this.dropout, training: this.training });
    const joined = weights.matmul(V).transpose(1, 2).reshape(count, length, this.embedDim);
    const out = this.outProj.call(joined);
    const output = isBatched ? (this.batchFirst ? out : out.transpose(0, 1)) : out.squeeze(0);
    if (!needWeights) return [output, null];
    const shown = averageAttnWeights ? weights.mean(1) : weights;
    return [output, isBatched ? shown : shown.squeeze(0)];
  }

  /** Query, key or value through its matrix. */
  private project(x: Tensor, which: number): Tensor {
    const part = `${which * this.embedDim}:${(which + 1) * this.embedDim}`;
    const own = [this.qProjWeight, this.kProjWeight, this.vProjWeight][which];
    const weight = own ?? (this.inProjWeight as Parameter).at(part);
    return linear(x, weight, this.inProjBias === null ? null : this.inProjBias.at(part));
  }
  /** [N, L, E] -> [N, heads, L, E / heads] */
  private heads(x: Tensor): Tensor {
    return x.reshape(x.size(0), x.size(1), this.numHeads, -1).transpose(1, 2);
  }
}
