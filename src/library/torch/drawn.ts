// What PyTorch's tensors draw in place: normal_, uniform_ and their kin.

import * as ops from "../ops/index.ts";
import {
  cauchy,
  exponential,
  geometric,
  isContiguous,
  isFloat,
  logNormal,
  type TypedArray,
  wholeNumbers,
} from "../tensor/index.ts";
import { defaultGenerator, type Generator, type GeneratorOption } from "./generator.ts";
import { Recorded } from "./recorded.ts";

/** The side of a tensor that fills itself with random numbers: the default generator's, unless options name another. `Tensor` extends it. */
export abstract class Drawn extends Recorded {
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
