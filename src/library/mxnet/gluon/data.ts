// gluon.data: datasets and their minibatches.

import { type Batches, batches, inOrder, pick } from "../../data/index.ts";
import { permutation } from "../../tensor/index.ts";
import { source } from "../generator.ts";
import type { NDArray } from "../ndarray.ts";

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
  /** The arrays of one example. */
  at(position: number): NDArray[] {
    return this.arrays.map((one) => one.at(position) as NDArray);
  }
  /** The same with a function of the first array of each batch: `dataset.transformFirst((X) => X.div(255))`. */
  transformFirst(fn: (first: NDArray) => NDArray): ArrayDataset {
    const [first, ...rest] = this.arrays;
    return new ArrayDataset(fn(first), ...rest);
  }
}

/** Minibatches of a dataset, shuffled anew in each epoch when asked. */
export class DataLoader implements Batches<NDArray[]> {
  readonly dataset: ArrayDataset;
  readonly batchSize: number;
  readonly shuffle: boolean;
  /** What becomes of a last batch that is smaller. */
  readonly lastBatch: "keep" | "discard";
  constructor(
    dataset: ArrayDataset,
    batchSize: number,
    options: { readonly shuffle?: boolean; readonly lastBatch?: "keep" | "discard" } = {},
  ) {
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.shuffle = options.shuffle ?? false;
    this.lastBatch = options.lastBatch ?? "keep";
  }
  /** Number of batches in an epoch. */
  get length(): number {
    const batches = this.dataset.length / this.batchSize;
    return this.lastBatch === "discard" ? Math.floor(batches) : Math.ceil(batches);
  }
  *[Symbol.iterator](): Generator<NDArray[]> {
    const order = this.shuffle ? permutation(source(), this.dataset.length) : inOrder(this.dataset.length);
    for (const batch of batches(order, this.batchSize, this.lastBatch === "discard"))
      yield pick(this.dataset.arrays, batch);
  }
}
