// Tensors of random numbers from any source: what tf.random's functions, its generators and its stateless functions share.

import * as ops from "../../ops/index.ts";
import {
  type DType,
  categorical as drawCategorical,
  gamma as drawGamma,
  normal as drawNormal,
  truncatedNormal as drawTruncated,
  uniform as drawUniform,
  integers,
  isFloat,
  permutation,
  type RandomSource,
  type Shape,
  show,
  type TypedArray,
} from "../../tensor/index.ts";
import { Tensor } from "../tensor.ts";

/** Gives the source when numbers are drawn, which may be again and again. */
export type From = () => RandomSource;

/** Options of normal numbers. */
export interface NormalOptions {
  /** Defaults to 0. */
  readonly mean?: number;
  /** Defaults to 1. */
  readonly stddev?: number;
  /** "float32", the default, or "float64". */
  readonly dtype?: DType;
}

/** Options of uniform numbers. */
export interface UniformOptions {
  /** Defaults to 0. */
  readonly minval?: number;
  /** Is not reached. Defaults to 1 for floats; whole numbers need one. */
  readonly maxval?: number;
  /** Defaults to "float32". */
  readonly dtype?: DType;
}

function drawn(size: Shape, dtype: DType, fill: (out: TypedArray) => void): Tensor {
  return ops.draw(Tensor, size, dtype, fill);
}

function floatOf(name: string, dtype: DType = "float32"): DType {
  if (!isFloat(dtype)) throw new TypeError(`${name}: dtype must be float32 or float64, but got ${dtype}`);
  return dtype;
}

/** Normal numbers. @throws TypeError for whole numbers. */
export function normalFrom(from: From, size: Shape, { mean = 0, stddev = 1, dtype }: NormalOptions = {}): Tensor {
  return drawn(size, floatOf("normal", dtype), (out) => drawNormal(from(), out, mean, stddev));
}

/** Normal numbers, drawn again beyond two standard deviations. @throws TypeError for whole numbers. */
export function truncatedNormalFrom(
  from: From,
  size: Shape,
  { mean = 0, stddev = 1, dtype }: NormalOptions = {},
): Tensor {
  return drawn(size, floatOf("truncatedNormal", dtype), (out) => drawTruncated(from(), out, mean, stddev));
}

/** Uniform numbers of [minval, maxval). @throws TypeError for whole numbers without maxval, RangeError when there is none. */
export function uniformFrom(
  from: From,
  size: Shape,
  { minval = 0, maxval, dtype = "float32" }: UniformOptions = {},
): Tensor {
  if (isFloat(dtype)) return drawn(size, dtype, (out) => drawUniform(from(), out, minval, maxval ?? 1));
  if (maxval === undefined) throw new TypeError(`uniform: must specify maxval for integer dtype ${dtype}`);
  if (!(minval < maxval)) throw new RangeError(`uniform: need minval < maxval, got ${minval} >= ${maxval}`);
  return drawn(size, dtype, (out) => integers(from(), out, minval, maxval));
}

/** The gamma distribution of a shape and a rate. @throws RangeError unless both are positive. */
export function gammaFrom(from: From, size: Shape, alpha: number, beta: number): Tensor {
  if (!(alpha > 0 && beta > 0))
    throw new RangeError(`gamma: alpha and beta must be positive, but got ${alpha} and ${beta}`);
  return ops.div(
    drawn(size, "float32", (out) => drawGamma(from(), out, alpha)),
    beta,
  ) as Tensor;
}

/** The parts along the first axis in random order. */
export function shuffledFrom(from: From, a: Tensor): Tensor {
  if (a.shape.length === 0) return a;
  const order = drawn([a.shape[0]], "int32", (out) => out.set(permutation(from(), out.length)));
  return ops.index(a, [order]) as Tensor;
}

/** Draws for each row of logarithms of weights. @throws RangeError for other than a matrix. */
export function categoricalFrom(from: From, logits: Tensor, count: number): Tensor {
  if (logits.shape.length !== 2)
    throw new RangeError(`categorical: logits should be a matrix, got shape ${show(logits.shape)}`);
  const [rows, classes] = logits.shape;
  const chances = ops.softmax(ops.detach(logits), -1) as Tensor;
  return ops.drawFrom(chances, [rows, count], "int32", (all, out) => {
    const generator = from();
    for (let row = 0; row < rows; row++)
      drawCategorical(
        generator,
        out.subarray(row * count, (row + 1) * count),
        all.subarray(row * classes, (row + 1) * classes),
      );
  });
}
