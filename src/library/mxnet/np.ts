// np: MXNet's NumPy.

import type { Operand, ReduceOptions } from "../ops/index.ts";
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
import { fromArray, NDArray } from "./ndarray.ts";

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
/** One number everywhere; float32 unless `dtype` says otherwise. */
export function full(shape: number | Shape, value: number, { dtype = "float32" }: Options = {}): NDArray {
  return fromArray(zerosOf(dtype, sizeOf(shaped(shape))).fill(value), shaped(shape), dtype);
}
/** Zeros; float32 unless `dtype` says otherwise. */
export const zeros = (shape: number | Shape, options?: Options): NDArray => full(shape, 0, options);
/** Ones; float32 unless `dtype` says otherwise. */
export const ones = (shape: number | Shape, options?: Options): NDArray => full(shape, 1, options);
/** Zeros in the shape and type of `a`. */
export const zerosLike = (a: NDArray): NDArray => full(a.shape, 0, { dtype: a.dtype });
/** Ones in the shape and type of `a`. */
export const onesLike = (a: NDArray): NDArray => full(a.shape, 1, { dtype: a.dtype });
/** The [n, n] matrix with ones on its diagonal; float32. */
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

/** a + b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const add = (a: NDArray, b: Operand): NDArray => a.add(b);
/** a - b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const subtract = (a: NDArray, b: Operand): NDArray => a.sub(b);
/** a · b, element by element, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const multiply = (a: NDArray, b: Operand): NDArray => a.mul(b);
/** a / b, broadcast; a float, also of whole numbers. @throws RangeError when the shapes do not broadcast. */
export const divide = (a: NDArray, b: Operand): NDArray => a.div(b);
/** a to the b, broadcast; whole numbers and floats meet in floats. @throws RangeError when the shapes do not broadcast. */
export const power = (a: Operand, b: Operand): NDArray => ops.pow(a, b) as NDArray;
/** e to the power of each element. */
export const exp = (a: NDArray): NDArray => a.exp();
/** The natural logarithm, element by element. */
export const log = (a: NDArray): NDArray => a.log();
/** The square root, element by element. */
export const sqrt = (a: NDArray): NDArray => a.sqrt();
/** a², element by element. */
export const square = (a: NDArray): NDArray => a.square();
/** |a|, element by element. */
export const abs = (a: NDArray): NDArray => a.abs();
/** The sine of radians, element by element. */
export const sin = (a: NDArray): NDArray => a.sin();
/** The cosine of radians, element by element. */
export const cos = (a: NDArray): NDArray => a.cos();
/** The hyperbolic tangent, element by element. */
export const tanh = (a: NDArray): NDArray => a.tanh();
/** The inner product of vectors, the product of matrices. @throws RangeError when the inner sizes differ. */
export const dot = (a: NDArray, b: NDArray): NDArray => a.dot(b);
/** The product of vectors, matrices, or batches of matrices. @throws RangeError when the inner sizes differ. */
export const matmul = (a: NDArray, b: NDArray): NDArray => a.matmul(b);
/** The sum of all elements, or along axes. */
export const sum = (a: NDArray, options?: ReduceOptions): NDArray => a.sum(options);
/** The mean of all elements, or along axes; a float. */
export const mean = (a: NDArray, options?: ReduceOptions): NDArray => a.mean(options);
/** The standard deviation of all elements, or along axes. */
export const std = (a: NDArray, options?: ReduceOptions): NDArray => a.std(options);
/** Where the largest element is, the first of equals: of all elements in row-major order, or along an axis; int32. */
export const argmax = (a: NDArray, options?: { readonly axis?: number }): NDArray => a.argmax(options);
/** The same elements in another shape, in which one size may be -1. @throws RangeError when the sizes do not fit. */
export const reshape = (a: NDArray, shape: Shape): NDArray => a.reshape(shape);
/** The larger of a and b, element by element, broadcast. */
export const maximum = (a: Operand, b: Operand): NDArray => ops.maximum(a, b) as NDArray;
/** The smaller of a and b, element by element, broadcast. */
export const minimum = (a: Operand, b: Operand): NDArray => ops.minimum(a, b) as NDArray;
/** `a` where the condition holds, else `b`, broadcast. */
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

/** The number of an outcome, each with its probability. */
function drawOne(chances: readonly number[]): number {
  let left = source().next() * 2 ** -32;
  for (let i = 0; i < chances.length - 1; i++) {
    left -= chances[i];
    if (left < 0) return i;
  }
  return chances.length - 1;
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
  /** The numbers 0 to n - 1 in random order; of an array, its parts along the first axis. */
  permutation(n: number | NDArray): NDArray {
    if (typeof n === "number") return fromArray(permutation(source(), n), [n], "int32");
    return ops.index(n, [fromArray(permutation(source(), n.shape[0]), [n.shape[0]], "int32")]) as NDArray;
  },
  /** Puts the parts along the first axis in random order, in place. */
  shuffle(a: NDArray): void {
    a.set(["..."], random.permutation(a).copy());
  },
  /** Whole numbers from 0 to a - 1, or elements of an array: with replacement unless it is false, with the probabilities `p` if given. */
  choice(
    a: number | NDArray,
    size: number | Shape = [],
    { replace = true, p }: { readonly replace?: boolean; readonly p?: readonly number[] } = {},
  ): NDArray {
    const count = typeof a === "number" ? a : a.shape[0];
    const shape = shaped(size);
    if (!replace && sizeOf(shape) > count)
      throw new RangeError("choice: cannot take a larger sample than population when replace is false");
    const places = zeros(shape, { dtype: "int32" });
    const out = places.storage.array;
    if (!replace) out.set(permutation(source(), count).subarray(0, out.length));
    else
      for (let i = 0; i < out.length; i++)
        out[i] = p === undefined ? Math.floor(source().next() * 2 ** -32 * count) : drawOne(p);
    return typeof a === "number" ? places : (ops.index(a, [places]) as NDArray);
  },
  /** How often each outcome comes in `n` draws with these probabilities; int32. */
  multinomial(n: number, pvals: readonly number[] | NDArray, size: number | Shape = []): NDArray {
    const chances = pvals instanceof NDArray ? ([...(pvals.flatten().tolist() as number[])] as const) : pvals;
    const shape = shaped(size);
    const out = zeros([...shape, chances.length], { dtype: "int32" });
    const counts = out.storage.array;
    for (let row = 0; row < sizeOf(shape); row++)
      for (let i = 0; i < n; i++) counts[row * chances.length + drawOne(chances)] += 1;
    return out;
  },
  /** Exponential with mean `scale`. */
  exponential: (scale = 1, size: number | Shape = []): NDArray =>
    ops.mul(ops.log(random.uniform(0, 1, size).neg().add(1)), -scale) as NDArray,
};

export { load, loadz, save, savez, savezCompressed } from "./files.ts";
export * from "./np-functions.ts";
export { NDArray };
