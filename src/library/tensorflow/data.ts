// tf.data: datasets that are cut, shuffled and batched step by step.

import { type Batches, batches, inOrder, pick } from "../data/index.ts";
import { stack } from "../ops/index.ts";
import { integers, permutation } from "../tensor/index.ts";
import { constant, range } from "./functions.ts";
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

  /** One element of these tensors as they are. */
  static fromTensors(tensors: Tensor | readonly Tensor[]): Dataset {
    const list = [...(Array.isArray(tensors) ? (tensors as readonly Tensor[]) : [tensors as Tensor])];
    return new Dataset(1, () => [list]);
  }
  /** Numbers as scalars, int32: `range(5)`, `range(1, 5)`, `range(1, 5, 2)`; the end is left out. */
  static range(...bounds: readonly number[]): Dataset {
    const [start, stop] = bounds.length === 1 ? [0, bounds[0]] : bounds;
    const step = bounds[2] ?? 1;
    return Dataset.fromTensorSlices(range(start, stop, step, { dtype: "int32" }));
  }

  /**
   * In random order: each next example is drawn from `bufferSize` of them, in the place of which the next one comes; wholly random when
   * the buffer holds all. `shuffle(1000)` or `shuffle({ bufferSize: 1000 })`. @throws RangeError for a buffer below 1.
   */
  shuffle(buffer: number | { readonly bufferSize: number }): Dataset {
    const bufferSize = typeof buffer === "number" ? buffer : buffer.bufferSize;
    if (!(bufferSize >= 1))
      throw new RangeError(`shuffle: buffer_size must be greater than zero, but got ${bufferSize}`);
    const { length } = this;
    const mixed = (): Int32Array =>
      bufferSize >= length ? permutation(source(), length) : throughBuffer(length, bufferSize);
    if (this.#rows) {
      const { tensors, order } = this.#rows;
      return Dataset.#ofRows(
        tensors,
        () => {
          const before = order();
          return mixed().map((at) => before[at]);
        },
        length,
      );
    }
    const epoch = this.#epoch;
    return new Dataset(length, function* () {
      const all = [...epoch()];
      for (const at of mixed()) yield all[at];
    });
  }
  /** Each element with its number in front, a scalar: `for (const [i, X, y] of data.enumerate()) …`. */
  enumerate(start = 0): Dataset {
    const epoch = this.#epoch;
    return new Dataset(this.length, function* () {
      let i = start;
      for (const one of epoch()) yield [constant(i++, { dtype: "int32" }), ...one];
    });
  }
  /** The elements of which a function says so; it is asked once to count them. */
  filter(predicate: (...tensors: Tensor[]) => boolean | Tensor): Dataset {
    const epoch = this.#epoch;
    const isKept = (one: readonly Tensor[]): boolean => {
      const answer = predicate(...one);
      return typeof answer === "boolean" ? answer : answer.item() !== 0;
    };
    let length = 0;
    for (const one of epoch()) if (isKept(one)) length += 1;
    return new Dataset(length, function* () {
      for (const one of epoch()) if (isKept(one)) yield one;
    });
  }
  /** Its elements, then another dataset's. */
  concatenate(other: Dataset): Dataset {
    const epoch = this.#epoch;
    return new Dataset(this.length + other.length, function* () {
      yield* epoch();
      yield* other;
    });
  }
  /** Batches taken apart again: one element for each part along their first axes. */
  unbatch(): Dataset {
    const epoch = this.#epoch;
    let length = 0;
    for (const [first] of epoch()) length += first.length;
    return new Dataset(length, function* () {
      for (const one of epoch()) for (let i = 0; i < one[0].length; i++) yield one.map((part) => part.at(i) as Tensor);
    });
  }
  /** Number of elements of an epoch. */
  cardinality(): number {
    return this.length;
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

/** The order that a buffer of so many examples gives. */
function throughBuffer(count: number, size: number): Int32Array {
  const buffer = Int32Array.from({ length: size }, (_, i) => i);
  const drawn = new Int32Array(1);
  let [held, next] = [size, size];
  return Int32Array.from({ length: count }, () => {
    integers(source(), drawn, 0, held);
    const one = buffer[drawn[0]];
    buffer[drawn[0]] = next < count ? next++ : buffer[--held];
    return one;
  });
}

/** Elements of one form as one, along a new first axis. */
function stacked(elements: readonly Tensor[][]): Tensor[] {
  return elements[0].map((_, i) => stack(elements.map((one) => one[i])) as Tensor);
}
