// tf.data: datasets that are cut, shuffled and batched step by step.

import { type Batches, batches, inOrder, pick } from "../data/index.ts";
import { permutation } from "../tensor/index.ts";
import { source } from "./functions.ts";
import type { Tensor } from "./tensor.ts";

/** Examples, in batches once `batch` has been called. Going through it again is another epoch, shuffled anew. */
export class Dataset implements Batches<Tensor[]> {
  readonly #tensors: readonly Tensor[];
  readonly #shuffled: boolean;
  readonly #batchSize: number | undefined;

  private constructor(tensors: readonly Tensor[], shuffled: boolean, batchSize: number | undefined) {
    this.#tensors = tensors;
    this.#shuffled = shuffled;
    this.#batchSize = batchSize;
  }

  /** One example for each part along the first axes. @throws RangeError when their lengths differ. */
  static fromTensorSlices(tensors: Tensor | readonly Tensor[]): Dataset {
    const list = Array.isArray(tensors) ? (tensors as readonly Tensor[]) : [tensors as Tensor];
    if (list.some((one) => one.length !== list[0].length))
      throw new RangeError("fromTensorSlices: the tensors' first axes differ in length");
    return new Dataset(list, false, undefined);
  }

  /** In random order. `bufferSize` is how many examples TensorFlow would draw from; here it must be all of them, so that the order is wholly random. */
  shuffle({ bufferSize }: { readonly bufferSize: number }): Dataset {
    if (bufferSize < this.#tensors[0].length)
      throw new RangeError(
        `shuffle: a buffer of ${bufferSize} is smaller than the ${this.#tensors[0].length} examples; here it holds all of them`,
      );
    return new Dataset(this.#tensors, true, this.#batchSize);
  }
  /** In batches of this size; the last may be smaller. @throws RangeError for a size below 1. */
  batch(batchSize: number): Dataset {
    if (!(batchSize >= 1)) throw new RangeError(`batch: a batch size must be 1 or more, but got ${batchSize}`);
    return new Dataset(this.#tensors, this.#shuffled, batchSize);
  }
  /** Number of batches, or of examples. */
  get length(): number {
    return Math.ceil(this.#tensors[0].length / (this.#batchSize ?? 1));
  }
  *[Symbol.iterator](): Generator<Tensor[]> {
    const count = this.#tensors[0].length;
    const order = this.#shuffled ? permutation(source(), count) : inOrder(count);
    if (this.#batchSize === undefined) for (const at of order) yield this.#tensors.map((one) => one.at(at));
    else for (const batch of batches(order, this.#batchSize)) yield pick(this.#tensors, batch);
  }
}
