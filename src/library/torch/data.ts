// torch.utils.data: datasets and loaders.

import { type Batches, batches, inOrder, pick } from "../data/index.ts";
import { stack } from "./functions.ts";
import { defaultGenerator, Generator } from "./generator.ts";
import type { Tensor } from "./tensor.ts";

/** Examples by position. */
export interface Dataset {
  readonly length: number;
  /** The tensors of one example. */
  at(position: number): Tensor[];
}

/** Tensors whose first axes are the examples. @throws RangeError when their lengths differ. */
export class TensorDataset implements Dataset {
  readonly tensors: readonly Tensor[];
  constructor(...tensors: Tensor[]) {
    if (tensors.some((one) => one.length !== tensors[0].length)) throw new RangeError("Size mismatch between tensors");
    this.tensors = tensors;
  }
  /** Number of examples. */
  get length(): number {
    return this.tensors[0].length;
  }
  /** The tensors of one example. */
  at(position: number): Tensor[] {
    return this.tensors.map((one) => one.at(position));
  }
}

/** Options of a loader. */
export interface LoaderOptions {
  /** Examples in a batch. Defaults to 1. */
  readonly batchSize?: number;
  /** Another order in each epoch, PyTorch's own for the seed. Defaults to false. */
  readonly shuffle?: boolean;
  /** Leave out the last batch when it is smaller. Defaults to false. */
  readonly dropLast?: boolean;
  /** Where the order comes from; the default generator otherwise. */
  readonly generator?: Generator;
}

/** Minibatches of a dataset: `for (const [X, y] of new DataLoader(dataset, { batchSize: 32, shuffle: true })) …`. */
export class DataLoader implements Batches<Tensor[]> {
  readonly dataset: Dataset;
  readonly options: LoaderOptions;

  constructor(dataset: Dataset, options: LoaderOptions = {}) {
    this.dataset = dataset;
    this.options = options;
  }

  /** Number of batches in an epoch. */
  get length(): number {
    const { batchSize = 1, dropLast } = this.options;
    return dropLast ? Math.floor(this.dataset.length / batchSize) : Math.ceil(this.dataset.length / batchSize);
  }

  *[Symbol.iterator](): Generator_<Tensor[]> {
    const { batchSize = 1, dropLast } = this.options;
    const { dataset } = this;
    for (const batch of batches(this.order(), batchSize, dropLast)) {
      if (dataset instanceof TensorDataset) yield pick(dataset.tensors, batch);
      else yield transposed(Array.from(batch, (position) => dataset.at(position))).map((parts) => stack(parts));
    }
  }

  private order(): Int32Array {
    const { length } = this.dataset;
    const { shuffle, generator = defaultGenerator() } = this.options;
    // PyTorch draws a seed for its workers, whether there are any or not, …
    generator.nextSeed();
    if (!shuffle) return inOrder(length);
    // … and shuffles with a generator of its own unless it was given one.
    return this.options.generator
      ? generator.permutation(length)
      : new Generator(generator.nextSeed()).permutation(length);
  }
}

type Generator_<T> = globalThis.Generator<T>;

/** Lists of examples' tensors as lists of each tensor's examples. */
function transposed(examples: readonly Tensor[][]): Tensor[][] {
  return examples[0].map((_, i) => examples.map((one) => one[i]));
}
