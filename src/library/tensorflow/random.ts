// tf.random: numbers of our own counter-based generator, started from the program's seed.

import * as ops from "../ops/index.ts";
import {
  type DType,
  normal as drawNormal,
  uniform as drawUniform,
  integers,
  permutation,
  programSeed,
  type Shape,
  sizeOf,
  Threefry,
  type TypedArray,
  toNested,
  zeros,
} from "../tensor/index.ts";
import { fromArray, type Tensor } from "./tensor.ts";

let generator: Threefry | undefined;
/** The generator of all random tensors. */
export function source(): Threefry {
  generator ??= new Threefry(programSeed());
  return generator;
}
function drawn(size: Shape, fill: (out: TypedArray) => void, dtype: DType = "float32"): Tensor {
  const array = zeros(dtype, sizeOf(size));
  fill(array);
  return fromArray(array, size, dtype);
}

/** Starts the generator again. */
export function setSeed(seed: number): void {
  source().seed(seed);
}
/** Normal with this mean and standard deviation. */
export const normal = (
  size: Shape,
  { mean = 0, stddev = 1 }: { readonly mean?: number; readonly stddev?: number } = {},
): Tensor => drawn(size, (out) => drawNormal(source(), out, mean, stddev));
/** Normal, drawn again beyond two standard deviations. */
export const truncatedNormal = (
  size: Shape,
  { mean = 0, stddev = 1 }: { readonly mean?: number; readonly stddev?: number } = {},
): Tensor =>
  drawn(size, (out) => {
    const one = new Float32Array(2);
    for (let i = 0; i < out.length; i++) {
      do drawNormal(source(), one, 0, 1);
      while (Math.abs(one[0]) > 2);
      out[i] = mean + stddev * one[0];
    }
  });
/** On [minval, maxval); whole numbers when `dtype` is int32. */
export function uniform(
  size: Shape,
  {
    minval = 0,
    maxval = 1,
    dtype = "float32",
  }: { readonly minval?: number; readonly maxval?: number; readonly dtype?: DType } = {},
): Tensor {
  const fill = dtype === "int32" ? integers : drawUniform;
  return drawn(size, (out) => fill(source(), out, minval, maxval), dtype);
}
/** The parts along the first axis in random order. */
export const shuffle = (a: Tensor): Tensor => ops.index(a, [[...permutation(source(), a.length)]]) as Tensor;
/** `count` draws for each row of logarithms of weights: [batch, classes] -> [batch, count]; int32. */
export function categorical(logits: Tensor, count: number): Tensor {
  const [rows, classes] = logits.shape;
  const chances = toNested(ops.softmax(ops.detach(logits), -1)) as number[][];
  return drawn(
    [rows, count],
    (out) => {
      for (let i = 0; i < out.length; i++) {
        const own = chances[Math.floor(i / count)];
        let left = source().next() * 2 ** -32;
        let at = 0;
        while (at < classes - 1 && left >= own[at]) left -= own[at++];
        out[i] = at;
      }
    },
    "int32",
  );
}
