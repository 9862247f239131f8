// torch.utils.data's samplers: in which order examples come, with PyTorch's own numbers for a seed.

import { batches, inOrder } from "../data/index.ts";
import { tensor } from "./create.ts";
import { defaultGenerator, Generator, type GeneratorOption } from "./generator.ts";
import { multinomial } from "./random.ts";

/** Positions of examples, in another order each time where it is random. */
export interface Sampler extends Iterable<number> {
  readonly length: number;
}

/** What has a length: a dataset, an array. */
interface Sized {
  readonly length: number;
}

/** 0, 1, 2, … */
export class SequentialSampler implements Sampler {
  readonly dataSource: Sized;
  constructor(dataSource: Sized) {
    this.dataSource = dataSource;
  }
  /** Number of examples. */
  get length(): number {
    return this.dataSource.length;
  }
  [Symbol.iterator](): Iterator<number> {
    return inOrder(this.length)[Symbol.iterator]();
  }
}

/** Options of `RandomSampler`. */
export interface RandomSamplerOptions extends GeneratorOption {
  /** Whether an example may come twice before another has come. Defaults to false. */
  readonly replacement?: boolean;
  /** How many positions to give; by default as many as there are examples. */
  readonly numSamples?: number;
}

/** All positions in random order, or random ones. @throws RangeError for fewer than one sample. */
export class RandomSampler implements Sampler {
  readonly dataSource: Sized;
  readonly options: RandomSamplerOptions;
  constructor(dataSource: Sized, options: RandomSamplerOptions = {}) {
    this.dataSource = dataSource;
    this.options = options;
    if (!(this.length > 0))
      throw new RangeError(`num_samples should be a positive integer value, but got num_samples=${this.length}`);
  }
  /** Number of positions. */
  get length(): number {
    return this.options.numSamples ?? this.dataSource.length;
  }
  *[Symbol.iterator](): IterableIterator<number> {
    const count = this.dataSource.length;
    // Without a generator of its own it starts one from the default one's numbers.
    const generator = this.options.generator ?? new Generator(defaultGenerator().nextSeed());
    if (this.options.replacement) {
      const positions = new Int32Array(this.length);
      generator.integers(positions, 0, count);
      yield* positions;
      return;
    }
    let left = this.length;
    for (; left >= count; left -= count) yield* generator.permutation(count);
    // One more order is drawn for what is left, even when that is nothing: a generator given goes on from there, as PyTorch's.
    yield* generator.permutation(count).subarray(0, left);
  }
}

/** Positions in proportion to weights, `replacement` as `torch.multinomial` has it. @throws RangeError for fewer than one sample. */
export class WeightedRandomSampler implements Sampler {
  readonly weights: readonly number[];
  readonly length: number;
  readonly options: GeneratorOption & { readonly replacement?: boolean };
  constructor(
    weights: readonly number[],
    numSamples: number,
    options: GeneratorOption & { readonly replacement?: boolean } = {},
  ) {
    if (!(Number.isInteger(numSamples) && numSamples > 0))
      throw new RangeError(`num_samples should be a positive integer value, but got num_samples=${numSamples}`);
    this.weights = weights;
    this.length = numSamples;
    this.options = options;
  }
  [Symbol.iterator](): Iterator<number> {
    const weights = tensor(this.weights, { dtype: "float64" });
    const positions = multinomial(weights, this.length, { replacement: true, ...this.options });
    return positions.toArray()[Symbol.iterator]();
  }
}

/** Some positions in random order. */
export class SubsetRandomSampler implements Sampler {
  readonly indices: readonly number[];
  readonly options: GeneratorOption;
  constructor(indices: Iterable<number>, options: GeneratorOption = {}) {
    this.indices = [...indices];
    this.options = options;
  }
  /** Number of positions. */
  get length(): number {
    return this.indices.length;
  }
  *[Symbol.iterator](): IterableIterator<number> {
    const generator = this.options.generator ?? defaultGenerator();
    for (const at of generator.permutation(this.length)) yield this.indices[at];
  }
}

/** A sampler's positions in batches of `batchSize`; the last may be smaller, or is left out. @throws RangeError for a size below 1. */
export class BatchSampler implements Iterable<readonly number[]> {
  readonly sampler: Sampler;
  readonly batchSize: number;
  readonly dropLast: boolean;
  constructor(sampler: Sampler, batchSize: number, dropLast: boolean) {
    if (!(Number.isInteger(batchSize) && batchSize > 0))
      throw new RangeError(`batch_size should be a positive integer value, but got batch_size=${batchSize}`);
    this.sampler = sampler;
    this.batchSize = batchSize;
    this.dropLast = dropLast;
  }
  /** Number of batches. */
  get length(): number {
    const count = this.sampler.length / this.batchSize;
    return this.dropLast ? Math.floor(count) : Math.ceil(count);
  }
  *[Symbol.iterator](): IterableIterator<readonly number[]> {
    for (const batch of batches(Int32Array.from(this.sampler), this.batchSize, this.dropLast)) yield [...batch];
  }
}
