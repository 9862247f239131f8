// gluon.data: datasets and their minibatches.

import { type Batches, batches, inOrder, pick } from "../../data/index.ts";
import { permutation } from "../../tensor/index.ts";
import type { NDArray } from "../ndarray.ts";
import { source } from "../np.ts";

/** Arrays whose first axes are the examples. */
export class ArrayDataset {
  readonly arrays: readonly NDArray[];
  constructor(...arrays: NDArray[]) {
    if (arrays.some((one) => one.length !== arrays[0].length))
      throw new RangeError("ArrayDataset: all arrays must have the same length");
    this.arrays = arrays;
  }
  /** Number of examples. */
  get length(): number {
    return this.arrays[0].length;
  }
}

/** Minibatches of a dataset, shuffled anew in each epoch when asked. */
export class DataLoader implements Batches<NDArray[]> {
  readonly dataset: ArrayDataset;
  readonly batchSize: number;
  readonly shuffle: boolean;
  constructor(dataset: ArrayDataset, batchSize: number, options: { readonly shuffle?: boolean } = {}) {
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.shuffle = options.shuffle ?? false;
  }
  /** Number of batches in an epoch. */
  get length(): number {
    return Math.ceil(this.dataset.length / this.batchSize);
  }
  *[Symbol.iterator](): Generator<NDArray[]> {
    const order = this.shuffle ? permutation(source(), this.dataset.length) : inOrder(this.dataset.length);
    for (const batch of batches(order, this.batchSize)) yield pick(this.dataset.arrays, batch);
  }
}
