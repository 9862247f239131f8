// tf.data: datasets that are cut, shuffled and batched step by step.

import { type Batches, batches, inOrder, pick } from "../data/index.ts";
import { stack } from "../ops/index.ts";
import { permutation } from "../tensor/index.ts";
import { source } from "./random/source.ts";
import type { Tensor } from "./tensor.ts";

/** How the examples of an epoch come about. */
type Source = () => Iterable<Tensor[]>;

/** Examples, in batches once `batch` has been called. Going through it again is another epoch, shuffled anew. */
export class Dataset implements Batches<Tensor[]> {
  readonly #epoch: Source;
  /** Number of elements of an epoch. */
  readonly length: number;
  /** Of examples that are rows of tensors: with them batches are picked at once. */
  readonly #rows: { readonly tensors: readonly Tensor[]; readonly order: () => Int32Array } | undefined;

  private constructor(
    length: number,
    epoch: Source,
    rows?: { readonly tensors: readonly Tensor[]; readonly order: () => Int32Array },
  ) {
    this.length = length;
    this.#epoch = epoch;
    this.#rows = rows;
  }

  static #ofRows(tensors: readonly Tensor[], order: () => Int32Array, length: number): Dataset {
    const each: Source = function* () {
      for (const at of order()) yield tensors.map((one) => one.at(at) as Tensor);
    };
    return new Dataset(length, each, { tensors, order });
  }

  /** One example for each part along the first axes. @throws RangeError when their lengths differ. */
  static fromTensorSlices(tensors: Tensor | readonly Tensor[]): Dataset {
    const list = Array.isArray(tensors) ? (tensors as readonly Tensor[]) : [tensors as Tensor];
    if (list.some((one) => one.length !== list[0].length))
      throw new RangeError("fromTensorSlices: the tensors' first axes differ in length");
    const { length } = list[0];
    return Dataset.#ofRows(list, () => inOrder(length), length);
  }
  /** The elements of several datasets side by side; as many as the shortest has. */
  static zip(...sets: readonly Dataset[]): Dataset {
    const length = Math.min(...sets.map((one) => one.length));
    return new Dataset(length, function* () {
      const iterators = sets.map((one) => one[Symbol.iterator]());
      for (let i = 0; i < length; i++) yield iterators.flatMap((one) => one.next().value as Tensor[]);
    });
  }

  /** In random order. `bufferSize` is how many examples TensorFlow would draw from; here it must be all of them, so that the order is wholly random. */
  shuffle({ bufferSize }: { readonly bufferSize: number }): Dataset {
    const { length } = this;
    if (bufferSize < length)
      throw new RangeError(
        `shuffle: a buffer of ${bufferSize} is smaller than the ${length} examples; here it holds all of them`,
      );
    if (this.#rows) {
      const { tensors, order } = this.#rows;
      return Dataset.#ofRows(
        tensors,
        () => {
          const before = order();
          return permutation(source(), length).map((at) => before[at]);
        },
        length,
      );
    }
    const epoch = this.#epoch;
    return new Dataset(length, function* () {
      const all = [...epoch()];
      for (const at of permutation(source(), all.length)) yield all[at];
    });
  }
  /** In batches of this size; the last may be smaller, or is dropped. @throws RangeError for a size below 1. */
  batch(batchSize: number, { dropRemainder = false }: { readonly dropRemainder?: boolean } = {}): Dataset {
    if (!(batchSize >= 1)) throw new RangeError(`batch: a batch size must be 1 or more, but got ${batchSize}`);
    const count = this.length / batchSize;
    const length = dropRemainder ? Math.floor(count) : Math.ceil(count);
    const rows = this.#rows;
    if (rows)
      return new Dataset(length, function* () {
        for (const batch of batches(rows.order(), batchSize, dropRemainder)) yield pick(rows.tensors, batch);
      });
    const epoch = this.#epoch;
    return new Dataset(length, function* () {
      let waiting: Tensor[][] = [];
      for (const one of epoch()) {
        waiting.push(one);
        if (waiting.length < batchSize) continue;
        yield stacked(waiting);
        waiting = [];
      }
      if (waiting.length > 0 && !dropRemainder) yield stacked(waiting);
    });
  }
  /** A function of each element's tensors, in the place of them. */
  map(fn: (...tensors: Tensor[]) => Tensor | readonly Tensor[]): Dataset {
    const epoch = this.#epoch;
    return new Dataset(this.length, function* () {
      for (const one of epoch()) {
        const made = fn(...one);
        yield Array.isArray(made) ? [...(made as readonly Tensor[])] : [made as Tensor];
      }
    });
  }
  /** Gone through so many times. */
  repeat(count: number): Dataset {
    const epoch = this.#epoch;
    return new Dataset(this.length * count, function* () {
      for (let i = 0; i < count; i++) yield* epoch();
    });
  }
  /** The first `count` elements. */
  take(count: number): Dataset {
    const length = Math.min(count, this.length);
    const epoch = this.#epoch;
    return new Dataset(length, function* () {
      let i = 0;
      for (const one of epoch()) {
        if (i++ >= length) return;
        yield one;
      }
    });
  }
  /** All but the first `count` elements. */
  skip(count: number): Dataset {
    const epoch = this.#epoch;
    return new Dataset(Math.max(0, this.length - count), function* () {
      let i = 0;
      for (const one of epoch()) if (i++ >= count) yield one;
    });
  }
  /** Itself: nothing has to be fetched beforehand. */
  prefetch(): this {
    return this;
  }
  /** Itself: the elements are in memory. */
  cache(): this {
    return this;
  }
  [Symbol.iterator](): Iterator<Tensor[]> & Iterable<Tensor[]> {
    const iterator = this.#epoch()[Symbol.iterator]();
    return {
      next: () => iterator.next() as IteratorResult<Tensor[]>,
      [Symbol.iterator]() {
        return this;
      },
    };
  }
}

/** Elements of one form as one, along a new first axis. */
function stacked(elements: readonly Tensor[][]): Tensor[] {
  return elements[0].map((_, i) => stack(elements.map((one) => one[i])) as Tensor);
}
