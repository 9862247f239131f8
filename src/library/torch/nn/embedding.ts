// torch.nn.Embedding: a table with a row for each word.

import * as ops from "../../ops/index.ts";
import { randn } from "../random.ts";
import { noGrad } from "../scopes.ts";
import type { Tensor } from "../tensor.ts";
import { Module, type Parameter, parameter } from "./module.ts";

/** Options of embeddings. */
export interface EmbeddingOptions {
  /** The number of a word whose row has no gradient, and is zeros at first; negative ones count from the end. */
  readonly paddingIdx?: number | null;
}

/** The rows of a table [words, size] at positions of any shape: [..., size]. @throws RangeError for a position that is no row's. */
export function embedding(positions: Tensor, weight: Tensor, { paddingIdx }: EmbeddingOptions = {}): Tensor {
  const rows = weight.at(positions);
  if (paddingIdx === undefined || paddingIdx === null || !rows.requiresGrad) return rows;
  const isPadding = positions.eq(paddingIdx < 0 ? paddingIdx + weight.size(0) : paddingIdx).unsqueeze(-1);
  return ops.where(isPadding, rows.detach(), rows) as Tensor;
}

/** A row of `embeddingDim` numbers, standard normal at first, for each of `numEmbeddings` words. */
export class Embedding extends Module {
  readonly numEmbeddings: number;
  readonly embeddingDim: number;
  readonly paddingIdx: number | null;
  /** [numEmbeddings, embeddingDim] */
  readonly weight: Parameter;

  /** @throws RangeError for a `paddingIdx` that is no word's. */
  constructor(numEmbeddings: number, embeddingDim: number, { paddingIdx = null }: EmbeddingOptions = {}) {
    super();
    this.numEmbeddings = numEmbeddings;
    this.embeddingDim = embeddingDim;
    this.paddingIdx = paddingIdx !== null && paddingIdx < 0 ? paddingIdx + numEmbeddings : paddingIdx;
    const at = this.paddingIdx;
    if (at !== null && !(at >= 0 && at < numEmbeddings))
      throw new RangeError("Padding_idx must be within num_embeddings");
    this.weight = parameter(randn(numEmbeddings, embeddingDim));
    if (at !== null) noGrad(() => this.weight.set([at], 0));
  }
  /** A layer of a table [words, size] that is there, which is not trained unless `freeze` is false. */
  static fromPretrained(
    embeddings: Tensor,
    { freeze = true, ...options }: EmbeddingOptions & { readonly freeze?: boolean } = {},
  ): Embedding {
    const layer = new Embedding(embeddings.size(0), embeddings.size(1), options);
    noGrad(() => layer.weight.copy_(embeddings));
    layer.weight.requiresGrad = !freeze;
    return layer;
  }
  /** Whole numbers of any shape -> [..., embeddingDim]. @throws RangeError for one that is no word's. */
  override forward(positions: Tensor): Tensor {
    return embedding(positions, this.weight, this);
  }
  protected override extraRepr(): string {
    const padding = this.paddingIdx === null ? "" : `, padding_idx=${this.paddingIdx}`;
    return `${this.numEmbeddings}, ${this.embeddingDim}${padding}`;
  }
}
