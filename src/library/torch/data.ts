// torch.utils.data: datasets and loaders.

import { type Batches, batches, inOrder, pick } from "../data/index.ts";
import { stack } from "./functions.ts";
import { defaultGenerator, type Generator, type GeneratorOption } from "./generator.ts";
import { RandomSampler, type Sampler } from "./samplers.ts";
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

/** Examples of a dataset by their positions there. */
export class Subset implements Dataset {
  readonly dataset: Dataset;
  readonly indices: readonly number[];
  constructor(dataset: Dataset, indices: readonly number[]) {
    this.dataset = dataset;
    this.indices = indices;
  }
  /** Number of examples. */
  get length(): number {
    return this.indices.length;
  }
  /** The tensors of one example. */
  at(position: number): Tensor[] {
    return this.dataset.at(this.indices[position]);
  }
}

/**
 * A dataset cut at random into parts of these lengths, or of these shares of the whole (a rest goes to the first of them).
 * @throws RangeError when the lengths are not those of the whole.
 */
export function randomSplit(dataset: Dataset, lengths: readonly number[], options: GeneratorOption = {}): Subset[] {
  const sizes = sizesOf(dataset.length, lengths);
  const order = (options.generator ?? defaultGenerator()).permutation(dataset.length);
  let from = 0;
  return sizes.map((size) => {
    const indices = [...order.subarray(from, from + size)];
    from += size;
    return new Subset(dataset, indices);
  });
}

function sizesOf(count: number, lengths: readonly number[]): readonly number[] {
  const sum = lengths.reduce((total, one) => total + one, 0);
  if (Math.abs(sum - 1) > 1e-9) {
    if (sum !== count) throw new RangeError("Sum of input lengths does not equal the length of the input dataset!");
    return lengths;
  }
  const sizes = lengths.map((share, i) => {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`Fraction at index ${i} is not between 0 and 1`);
    return Math.floor(count * share);
  });
  const rest = count - sizes.reduce((total, one) => total + one, 0);
  for (let i = 0; i < rest; i++) sizes[i % sizes.length]++;
  return sizes;
}

/** Options of a loader. */
export interface LoaderOptions {
  /** Examples in a batch. Defaults to 1. */
  readonly batchSize?: number;
  /** Another order in each epoch, PyTorch's own for the seed. Defaults to false. */
  readonly shuffle?: boolean;
  /** Leave out the last batch when it is smaller. Defaults to false. */
  readonly dropLast?: boolean;
  /** Which examples, in which order: in the place of `shuffle`. */
  readonly sampler?: Sampler;
  /** Where the order comes from; the default generator otherwise. */
  readonly generator?: Generator;
}

/** Minibatches of a dataset: `for (const [X, y] of new DataLoader(dataset, { batchSize: 32, shuffle: true })) …`. @throws RangeError for both a sampler and `shuffle`. */
export class DataLoader implements Batches<Tensor[]> {
  readonly dataset: Dataset;
  readonly options: LoaderOptions;

  constructor(dataset: Dataset, options: LoaderOptions = {}) {
    if (options.sampler && options.shuffle) throw new RangeError("sampler option is mutually exclusive with shuffle");
    this.dataset = dataset;
    this.options = options;
  }

  /** Number of batches in an epoch. */
  get length(): number {
    const { batchSize = 1, dropLast, sampler = this.dataset } = this.options;
    return dropLast ? Math.floor(sampler.length / batchSize) : Math.ceil(sampler.length / batchSize);
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
    const { shuffle, sampler, generator } = this.options;
    // PyTorch draws a seed for its workers, whether there are any or not.
    (generator ?? defaultGenerator()).nextSeed();
    if (sampler !== undefined) return Int32Array.from(sampler);
    if (!shuffle || this.dataset.length === 0) return inOrder(this.dataset.length);
    return Int32Array.from(new RandomSampler(this.dataset, generator ? { generator } : {}));
  }
}

type Generator_<T> = globalThis.Generator<T>;

/** Lists of examples' tensors as lists of each tensor's examples. */
function transposed(examples: readonly Tensor[][]): Tensor[][] {
  return examples[0].map((_, i) => examples.map((one) => one[i]));
}
