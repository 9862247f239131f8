// torch.utils.data: datasets and loaders.

import { type Batches, batches, inOrder, pick } from "../data/index.ts";
import { tensor } from "./create.ts";
import { stack } from "./functions.ts";
import { defaultGenerator, type Generator, type GeneratorOption } from "./generator.ts";
import { RandomSampler, type Sampler } from "./samplers.ts";
import { Tensor } from "./tensor.ts";

/** Examples by position, to be extended, or anything that has `length` and `at`: by default lists of tensors; of anything else with a `collateFn`, or as `defaultCollate` joins it. */
export abstract class Dataset<Example = Tensor[]> {
  abstract get length(): number;
  /** One example, as its tensors. */
  abstract at(position: number): Example;
}

/** Examples one after the other, which one extends with an iterator; a loader takes them as they come. */
export abstract class IterableDataset<Example = Tensor[]> {
  abstract [Symbol.iterator](): Iterator<Example>;
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
export class Subset<Example = Tensor[]> implements Dataset<Example> {
  readonly dataset: Dataset<Example>;
  readonly indices: readonly number[];
  constructor(dataset: Dataset<Example>, indices: readonly number[]) {
    this.dataset = dataset;
    this.indices = indices;
  }
  /** Number of examples. */
  get length(): number {
    return this.indices.length;
  }
  /** One example. */
  at(position: number): Example {
    return this.dataset.at(this.indices[position]);
  }
}

/** Datasets one after the other. */
export class ConcatDataset<Example = Tensor[]> implements Dataset<Example> {
  readonly datasets: readonly Dataset<Example>[];
  constructor(datasets: Iterable<Dataset<Example>>) {
    this.datasets = [...datasets];
    if (this.datasets.length === 0) throw new RangeError("datasets should not be an empty iterable");
  }
  /** Number of examples. */
  get length(): number {
    return this.datasets.reduce((sum, one) => sum + one.length, 0);
  }
  /** One example. @throws RangeError where there is none. */
  at(position: number): Example {
    let rest = position;
    for (const one of this.datasets) {
      if (rest < one.length) return one.at(rest);
      rest -= one.length;
    }
    throw new RangeError(`index ${position} is out of range`);
  }
}

/**
 * A dataset cut at random into parts of these lengths, or of these shares of the whole (a rest goes to the first of them).
 * @throws RangeError when the lengths are not those of the whole.
 */
export function randomSplit<Example = Tensor[]>(
  dataset: Dataset<Example>,
  lengths: readonly number[],
  options: GeneratorOption = {},
): Subset<Example>[] {
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

/** What a loader makes of examples: what was a tensor or a number in each is a tensor with one more axis in front, lists and records keep their form. */
export type Collated<Example> = Example extends Tensor | number | boolean
  ? Tensor
  : Example extends string
    ? string[]
    : { -readonly [Key in keyof Example]: Collated<Example[Key]> };

/** Examples as a batch: tensors are stacked, numbers become one tensor, lists and records are joined part by part, texts stay a list. */
export function defaultCollate<Example>(examples: readonly Example[]): Collated<Example> {
  const [first] = examples;
  const parts = (key: string): readonly unknown[] => examples.map((one) => (one as Record<string, unknown>)[key]);
  const joined = (): unknown => {
    if (first instanceof Tensor) return stack(examples as unknown as Tensor[]);
    if (typeof first === "number" || typeof first === "boolean") return tensor(examples as unknown as number[]);
    if (typeof first === "string") return [...examples];
    if (Array.isArray(first)) return first.map((_, i) => defaultCollate(parts(`${i}`)));
    if (typeof first === "object" && first !== null)
      return Object.fromEntries(Object.keys(first).map((key) => [key, defaultCollate(parts(key))]));
    throw new TypeError(
      `defaultCollate: batches hold tensors, numbers, texts, lists or records, not ${first === null ? "null" : typeof first}; pass a collateFn`,
    );
  };
  return joined() as Collated<Example>;
}

/** Whether examples are found by position. */
const hasPlaces = <Example>(dataset: Dataset<Example> | IterableDataset<Example>): dataset is Dataset<Example> =>
  "at" in dataset;

/** Options of a loader. */
export interface LoaderOptions<Example = Tensor[], Batch = Collated<Example>> {
  /** Examples in a batch. Defaults to 1. */
  readonly batchSize?: number;
  /** Another order in each epoch, PyTorch's own for the seed. Defaults to false. */
  readonly shuffle?: boolean;
  /** Leave out the last batch when it is smaller. Defaults to false. */
  readonly dropLast?: boolean;
  /** Which examples, in which order: in the place of `shuffle`. */
  readonly sampler?: Sampler;
  /** Which examples come together: in the place of `batchSize`, `shuffle`, `sampler` and `dropLast`. */
  readonly batchSampler?: Iterable<readonly number[]> & { readonly length: number };
  /** What makes a batch of a list of examples. Defaults to `defaultCollate`. */
  readonly collateFn?: (examples: Example[]) => Batch;
  /** Where the order comes from; the default generator otherwise. */
  readonly generator?: Generator;
}

/** Minibatches of a dataset: `for (const [X, y] of new DataLoader(dataset, { batchSize: 32, shuffle: true })) …`. @throws RangeError for both a sampler and `shuffle`. */
export class DataLoader<Example = Tensor[], Batch = Collated<Example>> implements Batches<Batch> {
  readonly dataset: Dataset<Example> | IterableDataset<Example>;
  readonly options: LoaderOptions<Example, Batch>;

  constructor(dataset: Dataset<Example> | IterableDataset<Example>, options: LoaderOptions<Example, Batch> = {}) {
    const { batchSize = 1, shuffle = false, dropLast = false, sampler, batchSampler } = options;
    if (!hasPlaces(dataset) && (shuffle || sampler || batchSampler))
      throw new RangeError(
        "DataLoader with IterableDataset: expected unspecified shuffle, sampler and batch_sampler option",
      );
    if (sampler && shuffle) throw new RangeError("sampler option is mutually exclusive with shuffle");
    if (batchSampler && (batchSize !== 1 || shuffle || sampler || dropLast))
      throw new RangeError(
        "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last",
      );
    this.dataset = dataset;
    this.options = options;
  }

  /** Number of batches in an epoch. @throws TypeError when nobody knows how many examples there are. */
  get length(): number {
    if (!hasPlaces(this.dataset)) throw new TypeError("a loader of an IterableDataset has no length");
    const { batchSize = 1, dropLast, sampler = this.dataset, batchSampler } = this.options;
    if (batchSampler) return batchSampler.length;
    return dropLast ? Math.floor(sampler.length / batchSize) : Math.ceil(sampler.length / batchSize);
  }

  *[Symbol.iterator](): Generator_<Batch> {
    const { batchSize = 1, dropLast, collateFn, batchSampler } = this.options;
    const { dataset } = this;
    if (!hasPlaces(dataset)) {
      this.nextSeed();
      let examples: Example[] = [];
      for (const one of dataset) {
        examples.push(one);
        if (examples.length < batchSize) continue;
        yield this.joined(examples);
        examples = [];
      }
      if (examples.length > 0 && !dropLast) yield this.joined(examples);
      return;
    }
    if (batchSampler) this.nextSeed();
    const all = batchSampler ?? batches(this.order(dataset), batchSize, dropLast);
    for (const batch of all) {
      if (dataset instanceof TensorDataset && !collateFn)
        yield pick((dataset as TensorDataset).tensors, Int32Array.from(batch)) as Batch;
      else yield this.joined(Array.from(batch, (position) => dataset.at(position)));
    }
  }
  private joined(examples: Example[]): Batch {
    const { collateFn } = this.options;
    return collateFn ? collateFn(examples) : (defaultCollate(examples) as Batch);
  }

  /** PyTorch draws a seed for its workers, whether there are any or not. */
  private nextSeed(): void {
    (this.options.generator ?? defaultGenerator()).nextSeed();
  }

  private order(dataset: Dataset<Example>): Int32Array {
    const { shuffle, sampler, generator } = this.options;
    this.nextSeed();
    if (sampler !== undefined) return Int32Array.from(sampler);
    if (!shuffle || dataset.length === 0) return inOrder(dataset.length);
    return Int32Array.from(new RandomSampler(dataset, generator ? { generator } : {}));
  }
}

type Generator_<T> = globalThis.Generator<T>;
