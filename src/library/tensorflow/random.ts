// tf.random: TensorFlow's own numbers are not known; these come from a counter-based generator (threefry), by the seed.

import { type Shape, Threefry } from "../tensor/index.ts";
import {
  categoricalFrom,
  type From,
  gammaFrom,
  type NormalOptions,
  normalFrom,
  shuffledFrom,
  truncatedNormalFrom,
  type UniformOptions,
  uniformFrom,
} from "./random/distributions.ts";
import { source } from "./random/source.ts";
import type { Tensor } from "./tensor.ts";

export type { NormalOptions, UniformOptions } from "./random/distributions.ts";
export { Generator } from "./random/generator.ts";
export { setSeed } from "./random/source.ts";

/** Normal numbers. @throws TypeError for whole numbers. */
export const normal = (size: Shape, options?: NormalOptions): Tensor => normalFrom(source, size, options);
/** Normal numbers, drawn again beyond two standard deviations. @throws TypeError for whole numbers. */
export const truncatedNormal = (size: Shape, options?: NormalOptions): Tensor =>
  truncatedNormalFrom(source, size, options);
/** Uniform numbers of [minval, maxval); whole ones when `dtype` is. @throws TypeError for whole numbers without maxval. */
export const uniform = (size: Shape, options?: UniformOptions): Tensor => uniformFrom(source, size, options);
/** The gamma distribution of shape `alpha` and rate `beta`, 1 by default. @throws RangeError unless both are positive. */
export const gamma = (size: Shape, alpha: number, { beta = 1 }: { readonly beta?: number } = {}): Tensor =>
  gammaFrom(source, size, alpha, beta);
/** The parts along the first axis in random order. */
export const shuffle = (a: Tensor): Tensor => shuffledFrom(source, a);
/** `count` draws for each row of logarithms of weights: [batch, classes] -> [batch, count]; int32. @throws RangeError for other than a matrix. */
export const categorical = (logits: Tensor, count: number): Tensor => categoricalFrom(source, logits, count);

/** The seed of a stateless function: two whole numbers. The same numbers come each time. */
export interface StatelessSeed {
  readonly seed: readonly [number, number];
}

function fresh({ seed }: StatelessSeed): From {
  if (!Array.isArray(seed) || seed.length !== 2)
    throw new RangeError(`seed must have shape [2], but got ${Array.isArray(seed) ? `[${seed.length}]` : seed}`);
  return () => new Threefry([seed[0] >>> 0, seed[1] >>> 0]);
}

/** Normal numbers that depend on the seed alone: `statelessNormal([2], { seed: [1, 2] })`. @throws RangeError for a seed of other than two numbers. */
export const statelessNormal = (size: Shape, options: NormalOptions & StatelessSeed): Tensor =>
  normalFrom(fresh(options), size, options);
/** Normal numbers within two standard deviations that depend on the seed alone. @throws RangeError for a seed of other than two numbers. */
export const statelessTruncatedNormal = (size: Shape, options: NormalOptions & StatelessSeed): Tensor =>
  truncatedNormalFrom(fresh(options), size, options);
/** Uniform numbers that depend on the seed alone. @throws RangeError for a seed of other than two numbers. */
export const statelessUniform = (size: Shape, options: UniformOptions & StatelessSeed): Tensor =>
  uniformFrom(fresh(options), size, options);
/** Draws for each row of logarithms of weights that depend on the seed alone. @throws RangeError for a seed of other than two numbers. */
export const statelessCategorical = (logits: Tensor, count: number, options: StatelessSeed): Tensor =>
  categoricalFrom(fresh(options), logits, count);
