// What PyTorch's tensors draw in place: normal_, uniform_ and their kin.

import * as ops from "../ops/index.ts";
import {
  cauchy,
  exponential,
  geometric,
  isContiguous,
  isFloat,
  logNormal,
  multinomialApart,
  multinomial as multinomialOf,
  type TypedArray,
  wholeNumbers,
} from "../tensor/index.ts";
import { defaultGenerator, type Generator, type GeneratorOption } from "./generator.ts";
import { InPlace } from "./in-place.ts";

/** The side of a tensor that fills itself with random numbers: the default generator's, unless options name another. `Tensor` extends it. */
export abstract class Drawn extends InPlace {
  /** Normal random numbers. @throws TypeError for whole numbers, RangeError for a negative standard deviation. */
  normal_(mean = 0, std = 1, options?: GeneratorOption): this {
    if (!(std >= 0)) throw new RangeError(`normal_ expects std >= 0.0, but found std=${std}`);
    return this.draw("normal_", options, (generator, out) => generator.normal(out, mean, std, isContiguous(this)));
  }
  /** Uniform random numbers of [low, high). @throws TypeError for whole numbers, RangeError when low is above high. */
  uniform_(low = 0, high = 1, options?: GeneratorOption): this {
    if (!(low <= high))
      throw new RangeError(`uniform_ expects to return a [from, to) range, but found from=${low} > to=${high}`);
    return this.draw("uniform_", options, (generator, out) => generator.uniform(out, low, high));
  }
  /** 1 with probability `p`, else 0. @throws RangeError for what is no probability. */
  bernoulli_(p = 0.5, options?: GeneratorOption): this {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`bernoulli_ expects p to be in [0, 1], but got p=${p}`);
    return this.draw("bernoulli_", options, (generator, out) => generator.bernoulli(p, out), true);
  }
  /** Exponential random numbers: the waiting times of what happens `lambd` times in a unit of time. @throws RangeError unless it is positive. */
  exponential_(lambd = 1, options?: GeneratorOption): this {
    if (!(lambd > 0)) throw new RangeError(`exponential_ expects lambda > 0.0, but found lambda=${lambd}`);
    return this.draw("exponential_", options, (generator, out) => exponential(generator, out, lambd));
  }
  /** The numbers of first trials that succeed, when each does with probability `p`. @throws RangeError unless 0 < p < 1. */
  geometric_(p: number, options?: GeneratorOption): this {
    if (!(p > 0 && p < 1)) throw new RangeError(`geometric_ expects p to be in (0, 1), but got p=${p}`);
    return this.draw("geometric_", options, (generator, out) => geometric(generator, out, p), true);
  }
  /** Cauchy's distribution around a median; `sigma` is half its width at half of its height. */
  cauchy_(median = 0, sigma = 1, options?: GeneratorOption): this {
    return this.draw("cauchy_", options, (generator, out) => cauchy(generator, out, median, sigma));
  }
  /** e to the power of normal random numbers of this mean and standard deviation. @throws RangeError unless the latter is positive. */
  logNormal_(mean = 1, std = 2, options?: GeneratorOption): this {
    if (!(std > 0)) throw new RangeError(`log_normal_ expects std > 0.0, but found std=${std}`);
    return this.draw("logNormal_", options, (generator, out) => logNormal(generator, out, mean, std));
  }
  /**
   * Whole numbers from `from` to `to - 1`: `random_(10)`, `random_(5, 10)`. Without bounds any that the type holds: of floats, those below
   * which each is held. @throws RangeError when there is none.
   */
  random_(...args: readonly (number | GeneratorOption)[]): this {
    const bounds = args.filter((one) => typeof one === "number");
    const options = args.find((one) => typeof one === "object");
    if (bounds.length === 0)
      return this.draw(
        "random_",
        options,
        (generator, out) => wholeNumbers(generator, out, this.dtype === "bool"),
        true,
      );
    const [from, to] = bounds.length === 1 ? [0, bounds[0]] : bounds;
    if (!(from < to))
      throw new RangeError(`random_ expects 'from' to be less than 'to', but got from=${from} >= to=${to}`);
    return this.draw("random_", options, (generator, out) => generator.integers(out, from, to), true);
  }

  /** 1 with the probabilities that the tensor holds, else 0; in its shape and type. @throws TypeError for whole numbers, RangeError for what is no probability. */
  bernoulli({ generator = defaultGenerator() }: GeneratorOption = {}): this {
    if (!isFloat(this.dtype)) throw new TypeError(`"bernoulli" not implemented for '${this.dtype}'`);
    return ops.drawFrom(this, this.shape, this.dtype, (chances, out) => {
      const wrong = chances.find((chance) => !(chance >= 0 && chance <= 1));
      if (wrong !== undefined) throw new RangeError(`Expected p_in >= 0 && p_in <= 1, but got ${wrong}`);
      generator.bernoulli(chances, out);
    });
  }
  /** Positions in rows of chances, [n] or [rows, n], which need not sum to one; see `torch.multinomial`. */
  multinomial(
    numSamples: number,
    { replacement = false, generator = defaultGenerator() }: GeneratorOption & { readonly replacement?: boolean } = {},
  ): this {
    if (!isFloat(this.dtype))
      throw new TypeError(`multinomial only supports floating-point dtypes for input, got: ${this.dtype}`);
    if (this.ndim < 1 || this.ndim > 2) throw new RangeError("prob_dist must be 1 or 2 dim");
    const categories = this.shape[this.ndim - 1];
    if (!(numSamples > 0)) throw new RangeError("cannot sample n_sample <= 0 samples");
    if (!replacement && numSamples > categories)
      throw new RangeError("cannot sample n_sample > prob_dist.size(-1) samples without replacement");
    const shape = [...this.shape.slice(0, -1), numSamples];
    return ops.drawFrom(this, shape, "int32", (all, out) => {
      const rows = all.length / categories;
      for (let row = 0; row < rows; row++) mustBeChances(all.subarray(row * categories, (row + 1) * categories));
      const picks = out as Int32Array;
      if (!replacement) return multinomialApart(generator, all, categories, picks);
      for (let row = 0; row < rows; row++) {
        const own = all.subarray(row * categories, (row + 1) * categories);
        multinomialOf(generator, own, picks.subarray(row * numSamples, (row + 1) * numSamples));
      }
    });
  }

  private draw(
    name: string,
    options: GeneratorOption | undefined,
    fill: (generator: Generator, out: TypedArray) => void,
    isForAnyType = false,
  ): this {
    if (!isForAnyType && !isFloat(this.dtype)) throw new TypeError(`"${name}" not implemented for '${this.dtype}'`);
    this.forbidInPlace(name);
    ops.change(this, (again) => {
      // In the order of memory, as PyTorch does: of a transposed matrix by columns.
      const order = again.shape.map((_, axis) => axis).sort((a, b) => again.strides[b] - again.strides[a] || a - b);
      const inMemory = isContiguous(again) ? again : ops.permute(again, order);
      const fresh = ops.converted(inMemory, again.dtype);
      fill(options?.generator ?? defaultGenerator(), fresh.storage.array);
      ops.copyInto(inMemory, fresh);
    });
    return this;
  }
}

/** @throws RangeError for numbers that are no chances. */
function mustBeChances(chances: TypedArray): void {
  let sum = 0;
  for (const chance of chances) {
    if (!(chance >= 0 && chance < Number.POSITIVE_INFINITY))
      throw new RangeError("probability tensor contains either `inf`, `nan` or element < 0");
    sum += chance;
  }
  if (sum === 0) throw new RangeError("invalid multinomial distribution (sum of probabilities <= 0)");
}
