// torch.utils.data: datasets and loaders.

import { type Batches, batches, inOrder, pick } from "../data/index.ts";
import { defaultGenerator } from "./functions.ts";
import type { Tensor } from "./tensor.ts";

/** Tensors whose first axes are the examples. @throws RangeError when their lengths differ. */
export class TensorDataset {
  readonly tensors: readonly Tensor[];
  constructor(...tensors: Tensor[]) {
    if (tensors.some((one) => one.length !== tensors[0].length))
      throw new RangeError("TensorDataset: size mismatch between tensors");
    this.tensors = tensors;
  }
  get length(): number {
    return this.tensors[0].length;
  }
}

/** Minibatches of a dataset, shuffled anew in each epoch when asked. */
export class DataLoader implements Batches<Tensor[]> {
  readonly dataset: TensorDataset;
  readonly options: { readonly batchSize?: number; readonly shuffle?: boolean; readonly dropLast?: boolean };

  constructor(
    dataset: TensorDataset,
    options: { readonly batchSize?: number; readonly shuffle?: boolean; readonly dropLast?: boolean } = {},
  ) {
    this.dataset = dataset;
    this.options = options;
  }

  get length(): number {
    const { batchSize = 1, dropLast } = this.options;
    return dropLast ? Math.floor(this.dataset.length / batchSize) : Math.ceil(this.dataset.length / batchSize);
  }

  *[Symbol.iterator](): Generator<Tensor[]> {
    const { batchSize = 1, shuffle, dropLast } = this.options;
    const order = shuffle ? defaultGenerator().permutation(this.dataset.length) : inOrder(this.dataset.length);
    for (const batch of batches(order, batchSize, dropLast)) yield pick(this.dataset.tensors, batch);
  }
}
