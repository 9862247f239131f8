// tf.random.Generator: a source of random numbers of its own.

import { type Key, type Shape, Threefry } from "../../tensor/index.ts";
import type { Tensor } from "../tensor.ts";
import {
  type NormalOptions,
  normalFrom,
  truncatedNormalFrom,
  type UniformOptions,
  uniformFrom,
} from "./distributions.ts";

/** A source of random numbers of its own, which leaves the others alone: `tf.random.Generator.fromSeed(1)`. */
export class Generator {
  readonly #source: Threefry;

  private constructor(seed: number | Key) {
    this.#source = new Threefry(seed);
  }

  /** A generator that starts from a seed: the same numbers come for the same seed. */
  static fromSeed(seed: number): Generator {
    return new Generator(seed);
  }

  /** Starts again from a seed. */
  resetFromSeed(seed: number): void {
    this.#source.seed(seed);
  }
  /** Generators that are apart from this one and from each other. */
  split(count = 1): Generator[] {
    return Array.from({ length: count }, () => new Generator([this.#source.next(), this.#source.next()]));
  }
  /** Normal numbers. @throws TypeError for whole numbers. */
  normal(size: Shape, options?: NormalOptions): Tensor {
    return normalFrom(() => this.#source, size, options);
  }
  /** Normal numbers, drawn again beyond two standard deviations. @throws TypeError for whole numbers. */
  truncatedNormal(size: Shape, options?: NormalOptions): Tensor {
    return truncatedNormalFrom(() => this.#source, size, options);
  }
  /** Uniform numbers of [minval, maxval); whole ones when `dtype` is. @throws TypeError for whole numbers without maxval. */
  uniform(size: Shape, options?: UniformOptions): Tensor {
    return uniformFrom(() => this.#source, size, options);
  }
}
