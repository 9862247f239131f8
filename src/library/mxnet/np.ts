// np: MXNet's NumPy.

import type { Operand } from "../ops/index.ts";
import * as ops from "../ops/index.ts";
import {
  type DType,
  normal as drawNormal,
  uniform as drawUniform,
  fromNested,
  integers,
  permutation,
  programSeed,
  type Shape,
  sizeOf,
  type TensorLike,
  Threefry,
  type TypedArray,
  zeros as zerosOf,
} from "../tensor/index.ts";
import { fromArray, NDArray, type ReduceOptions } from "./ndarray.ts";

/** `{ dtype }`; float32 unless it says otherwise. */
export interface Options {
  readonly dtype?: DType;
}
const shaped = (shape: number | Shape): Shape => (typeof shape === "number" ? [shape] : shape);

/** An array of nested arrays of numbers or booleans, copied. Numbers are float32 unless `dtype` says otherwise. */
export function array(data: TensorLike, options: Options = {}): NDArray {
  const { array: elements, shape, dtype } = fromNested(data, options.dtype);
  return fromArray(elements, shape, dtype);
}
export function full(shape: number | Shape, value: number, { dtype = "float32" }: Options = {}): NDArray {
  return fromArray(zerosOf(dtype, sizeOf(shaped(shape))).fill(value), shaped(shape), dtype);
}
export const zeros = (shape: number | Shape, options?: Options): NDArray => full(shape, 0, options);
export const ones = (shape: number | Shape, options?: Options): NDArray => full(shape, 1, options);
export const zerosLike = (a: NDArray): NDArray => full(a.shape, 0, { dtype: a.dtype });
export const onesLike = (a: NDArray): NDArray => full(a.shape, 1, { dtype: a.dtype });
export function eye(n: number): NDArray {
  const out = zeros([n, n]);
  for (let i = 0; i < n; i++) out.storage.array[i * n + i] = 1;
  return out;
}
/** `arange(stop)`, `arange(start, stop)`, `arange(start, stop, step)`. */
export function arange(start: number, stop?: number, step = 1): NDArray {
  const [from, to] = stop === undefined ? [0, start] : [start, stop];
  const out = zeros(Math.max(0, Math.ceil((to - from) / step)));
  out.storage.array.forEach((_, i, all) => {
    all[i] = from + i * step;
  });
  return out;
}
/** `num` numbers from `start` to `stop`, both included. */
export function linspace(start: number, stop: number, num = 50): NDArray {
  const out = zeros(num);
  out.storage.array.forEach((_, i, all) => {
    all[i] = num === 1 ? start : start + ((stop - start) * i) / (num - 1);
  });
  return out;
}

export const add = (a: NDArray, b: Operand): NDArray => a.add(b);
export const subtract = (a: NDArray, b: Operand): NDArray => a.sub(b);
export const multiply = (a: NDArray, b: Operand): NDArray => a.mul(b);
export const divide = (a: NDArray, b: Operand): NDArray => a.div(b);
export const power = (a: Operand, b: Operand): NDArray => ops.pow(a, b) as NDArray;
export const exp = (a: NDArray): NDArray => a.exp();
export const log = (a: NDArray): NDArray => a.log();
export const sqrt = (a: NDArray): NDArray => a.sqrt();
export const square = (a: NDArray): NDArray => a.square();
export const abs = (a: NDArray): NDArray => a.abs();
export const sin = (a: NDArray): NDArray => a.sin();
export const cos = (a: NDArray): NDArray => a.cos();
export const tanh = (a: NDArray): NDArray => a.tanh();
export const dot = (a: NDArray, b: NDArray): NDArray => a.dot(b);
export const matmul = (a: NDArray, b: NDArray): NDArray => a.matmul(b);
export const sum = (a: NDArray, options?: ReduceOptions): NDArray => a.sum(options);
export const mean = (a: NDArray, options?: ReduceOptions): NDArray => a.mean(options);
export const std = (a: NDArray, options?: ReduceOptions): NDArray => a.std(options);
export const argmax = (a: NDArray, options?: { readonly axis?: number }): NDArray => a.argmax(options);
export const reshape = (a: NDArray, shape: Shape): NDArray => a.reshape(shape);
export const maximum = (a: Operand, b: Operand): NDArray => ops.maximum(a, b) as NDArray;
export const minimum = (a: Operand, b: Operand): NDArray => ops.minimum(a, b) as NDArray;
export const where = (condition: NDArray, a: Operand, b: Operand): NDArray => ops.where(condition, a, b) as NDArray;
/** Arrays one after the other along an axis. */
export function concatenate(arrays: readonly NDArray[], options: { readonly axis?: number } = {}): NDArray {
  return ops.cat(arrays, options.axis ?? 0) as NDArray;
}
/** Arrays of one shape along a new axis. */
export function stack(arrays: readonly NDArray[], options: { readonly axis?: number } = {}): NDArray {
  return ops.stack(arrays, options.axis ?? 0) as NDArray;
}

let generator: Threefry | undefined;
/** The generator of all random arrays; a counter-based one of our own, started from the program's seed. */
export function source(): Threefry {
  generator ??= new Threefry(programSeed());
  return generator;
}
function drawn(shape: number | Shape, fill: (out: TypedArray) => void, dtype: DType = "float32"): NDArray {
  const out = full(shape, 0, { dtype });
  fill(out.storage.array);
  return out;
}

/** np.random */
export const random = {
  /** Starts the generator again. */
  seed(seed: number): void {
    source().seed(seed);
  },
  /** Normal with mean `loc` and standard deviation `scale`. */
  normal: (loc = 0, scale = 1, size: number | Shape = []): NDArray =>
    drawn(size, (out) => drawNormal(source(), out, loc, scale)),
  /** Uniform on [low, high). */
  uniform: (low = 0, high = 1, size: number | Shape = []): NDArray =>
    drawn(size, (out) => drawUniform(source(), out, low, high)),
  /** Whole numbers from `low` to `high - 1`. */
  randint: (low: number, high: number, size: number | Shape = []): NDArray =>
    drawn(size, (out) => integers(source(), out, low, high), "int32"),
  /** The numbers 0 to n - 1 in random order. */
  permutation: (n: number): NDArray => fromArray(permutation(source(), n), [n], "int32"),
};

export { NDArray };
