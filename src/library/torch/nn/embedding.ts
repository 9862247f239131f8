// torch.nn.Embedding: a table with a row for each word.

import { randn } from "../random.ts";
import type { Tensor } from "../tensor.ts";
import { Module, type Parameter, parameter } from "./module.ts";

/** The rows of a table [words, size] at positions of any shape: [..., size]. */
export function embedding(positions: Tensor, weight: Tensor): Tensor {
  return weight.at(positions);
}

/** A row of `embeddingDim` numbers, standard normal at first, for each of `numEmbeddings` words. */
export class Embedding extends Module {
  readonly numEmbeddings: number;
  readonly embeddingDim: number;
  /** [numEmbeddings, embeddingDim] */
  readonly weight: Parameter;

  constructor(numEmbeddings: number, embeddingDim: number) {
    super();
    this.numEmbeddings = numEmbeddings;
    this.embeddingDim = embeddingDim;
    this.weight = parameter(randn(numEmbeddings, embeddingDim));
  }
  /** Whole numbers of any shape -> [..., embeddingDim]. @throws RangeError for one that is no word's. */
  override forward(positions: Tensor): Tensor {
    return embedding(positions, this.weight);
  }
  protected override extraRepr(): string {
    return `${this.numEmbeddings}, ${this.embeddingDim}`;
  }
}
