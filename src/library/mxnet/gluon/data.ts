// gluon.data: datasets and their minibatches.

import { type Batches, batches, inOrder, pick } from "../../data/index.ts";
import { stack } from "../../ops/index.ts";
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

/** Examples one by one: a list, or what has a length and `at`. */
export class SimpleDataset<Example> {
  readonly examples: readonly Example[];
  constructor(examples: Iterable<Example>) {
    this.examples = [...examples];
  }
  /** Number of examples. */
  get length(): number {
    return this.examples.length;
  }
  /** One example. */
  at(position: number): Example {
    return this.examples[position];
  }
  /** The same with a function of each example. */
  transform<Other>(fn: (example: Example) => Other): SimpleDataset<Other> {
    return new SimpleDataset(this.examples.map(fn));
  }
}

/** What becomes of a last batch that is smaller: it is kept, left out, or its examples begin the next epoch. */
export type LastBatch = "keep" | "discard" | "rollover";

/** Which examples, in which order. */
export interface Sampler extends Iterable<number> {
  readonly length: number;
}
/** 0, 1, 2, … */
export class SequentialSampler implements Sampler {
  constructor(readonly length: number) {}
  [Symbol.iterator](): Iterator<number> {
    return inOrder(this.length)[Symbol.iterator]();
  }
}
/** All positions in random order. */
export class RandomSampler implements Sampler {
  constructor(readonly length: number) {}
  [Symbol.iterator](): Iterator<number> {
    return permutation(source(), this.length)[Symbol.iterator]();
  }
}

/** Options of a loader. */
export interface LoaderOptions<Example, Batch> {
  /** Another order in each epoch. Defaults to false. */
  readonly shuffle?: boolean;
  /** Which examples, in which order: in the place of `shuffle`. */
  readonly sampler?: Sampler;
  /** Defaults to "keep". */
  readonly lastBatch?: LastBatch;
  /** What makes a batch of a list of examples; by default their arrays are stacked. */
  readonly batchifyFn?: (examples: Example[]) => Batch;
}

/** Minibatches of a dataset, shuffled anew in each epoch when asked. @throws RangeError for both a sampler and `shuffle`. */
export class DataLoader<Example = NDArray[], Batch = NDArray[]> implements Batches<Batch> {
  readonly dataset: { readonly length: number; at(position: number): Example };
  readonly batchSize: number;
  readonly shuffle: boolean;
  /** What becomes of a last batch that is smaller. */
  readonly lastBatch: LastBatch;
  readonly #options: LoaderOptions<Example, Batch>;
  /** Positions that the last epoch has left over. */
  #left: readonly number[] = [];

  constructor(
    dataset: { readonly length: number; at(position: number): Example },
    batchSize: number,
    options: LoaderOptions<Example, Batch> = {},
  ) {
    if (options.shuffle && options.sampler)
      throw new RangeError("shuffle must not be specified if sampler is specified");
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.shuffle = options.shuffle ?? false;
    this.lastBatch = options.lastBatch ?? "keep";
    this.#options = options;
  }
  /** Number of batches in an epoch: of the next one, when examples roll over. */
  get length(): number {
    const count = this.#options.sampler?.length ?? this.dataset.length;
    if (this.lastBatch === "keep") return Math.ceil(count / this.batchSize);
    return Math.floor((count + this.#left.length) / this.batchSize);
  }
  *[Symbol.iterator](): Generator<Batch> {
    const { sampler, batchifyFn } = this.#options;
    const { dataset, batchSize } = this;
    const own = sampler ?? (this.shuffle ? new RandomSampler(dataset.length) : new SequentialSampler(dataset.length));
    const order = Int32Array.from([...this.#left, ...own]);
    const isRolling = this.lastBatch === "rollover";
    const over = isRolling ? order.length % batchSize : 0;
    this.#left = [...order.subarray(order.length - over)];
    for (const batch of batches(order, batchSize, this.lastBatch !== "keep")) {
      if (dataset instanceof ArrayDataset && !batchifyFn) yield pick(dataset.arrays, batch) as Batch;
      else {
        const examples = Array.from(batch, (position) => dataset.at(position));
        yield batchifyFn ? batchifyFn(examples) : (stacked(examples as unknown as NDArray[][]) as Batch);
      }
    }
  }
}

/** Lists of examples' arrays as batches of each. */
function stacked(examples: readonly NDArray[][]): NDArray[] {
  return examples[0].map((_, i) => stack(examples.map((one) => one[i])) as NDArray);
}
