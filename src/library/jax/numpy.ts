// jnp: JAX's NumPy.

import type { Operand } from "../ops/index.ts";
import * as ops from "../ops/index.ts";
import { type DType, fromNested, type Shape, sizeOf, type TensorLike, zeros as zerosOf } from "../tensor/index.ts";
import { type Array, fromArray, type ReduceOptions } from "./array.ts";

/** What creates a tensor takes besides. */
export interface Options {
  readonly dtype?: DType;
}
const shaped = (shape: number | Shape): Shape => (typeof shape === "number" ? [shape] : shape);

/** An array of nested arrays of numbers or booleans, copied. Numbers are float32 unless `dtype` says otherwise. */
export function array(data: TensorLike, options: Options = {}): Array {
  const { array: elements, shape, dtype } = fromNested(data, options.dtype);
  return fromArray(elements, shape, dtype);
}
export const asarray = array;
export function full(shape: number | Shape, value: number, { dtype = "float32" }: Options = {}): Array {
  return fromArray(zerosOf(dtype, sizeOf(shaped(shape))).fill(value), shaped(shape), dtype);
}
export const zeros = (shape: number | Shape, options?: Options): Array => full(shape, 0, options);
export const ones = (shape: number | Shape, options?: Options): Array => full(shape, 1, options);
export const zerosLike = (a: Array): Array => full(a.shape, 0, { dtype: a.dtype });
export const onesLike = (a: Array): Array => full(a.shape, 1, { dtype: a.dtype });
export function eye(n: number): Array {
  const out = zeros([n, n]);
  for (let i = 0; i < n; i++) out.storage.array[i * n + i] = 1;
  return out;
}
/** `arange(stop)`, `arange(start, stop)`, `arange(start, stop, step)`. */
export function arange(start: number, stop?: number, step = 1): Array {
  const [from, to] = stop === undefined ? [0, start] : [start, stop];
  const out = zeros(Math.max(0, Math.ceil((to - from) / step)));
  const { array: elements } = out.storage;
  for (let i = 0; i < elements.length; i++) elements[i] = from + i * step;
  return out;
}
/** `num` numbers from `start` to `stop`, both included. */
export function linspace(start: number, stop: number, num = 50): Array {
  const out = zeros(num);
  const { array: elements } = out.storage;
  for (let i = 0; i < num; i++) elements[i] = num === 1 ? start : start + ((stop - start) * i) / (num - 1);
  return out;
}

export const add = (a: Array, b: Operand): Array => a.add(b);
export const subtract = (a: Operand, b: Operand): Array => ops.sub(a, b) as Array;
export const multiply = (a: Array, b: Operand): Array => a.mul(b);
export const divide = (a: Operand, b: Operand): Array => ops.div(a, b) as Array;
export const power = (a: Operand, b: Operand): Array => ops.pow(a, b) as Array;
export const exp = (a: Array): Array => a.exp();
export const log = (a: Array): Array => a.log();
export const sqrt = (a: Array): Array => a.sqrt();
export const square = (a: Array): Array => a.square();
export const abs = (a: Array): Array => a.abs();
export const sin = (a: Array): Array => a.sin();
export const cos = (a: Array): Array => a.cos();
export const tanh = (a: Array): Array => a.tanh();
export const dot = (a: Array, b: Array): Array => a.dot(b);
export const matmul = (a: Array, b: Array): Array => a.matmul(b);
export const sum = (a: Array, options?: ReduceOptions): Array => a.sum(options);
export const mean = (a: Array, options?: ReduceOptions): Array => a.mean(options);
export const std = (a: Array, options?: ReduceOptions): Array => a.std(options);
export const argmax = (a: Array, options?: { readonly axis?: number }): Array => a.argmax(options);
export const reshape = (a: Array, shape: Shape): Array => a.reshape(shape);
export const transpose = (a: Array): Array => a.T;
export const maximum = (a: Operand, b: Operand): Array => ops.maximum(a, b) as Array;
export const minimum = (a: Operand, b: Operand): Array => ops.minimum(a, b) as Array;
export const where = (condition: Array, a: Operand, b: Operand): Array => ops.where(condition, a, b) as Array;
export const expandDims = (a: Array, axis: number): Array => ops.unsqueeze(a, axis) as Array;
/** Arrays one after the other along an axis. */
export function concatenate(arrays: readonly Array[], { axis = 0 }: { readonly axis?: number } = {}): Array {
  return ops.cat(arrays, axis) as Array;
}
/** Arrays of one shape along a new axis. */
export function stack(arrays: readonly Array[], { axis = 0 }: { readonly axis?: number } = {}): Array {
  return ops.stack(arrays, axis) as Array;
}
