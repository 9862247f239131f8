// torch.zeros, torch.rand, torch.exp …: PyTorch's functions.

import * as ops from "../ops/index.ts";
import { type Operand, shapeFrom, withRecording } from "../ops/index.ts";
import {
  fromNested,
  MersenneTwister,
  programSeed,
  type Shape,
  sizeOf,
  type TensorLike,
  zeros as zerosOf,
} from "../tensor/index.ts";
import { fromArray, type ReduceOptions, Tensor, type TensorOptions } from "./tensor.ts";

/** Of the arguments `2, 3, { dtype }` or `[2, 3], { dtype }`, the shape and the options. */
function shapeAndOptions(args: readonly (number | Shape | TensorOptions)[]): readonly [Shape, TensorOptions] {
  const last = args[args.length - 1];
  const hasOptions = typeof last === "object" && !Array.isArray(last);
  const shape = shapeFrom((hasOptions ? args.slice(0, -1) : args) as readonly (number | Shape)[]);
  return [shape, hasOptions ? (last as TensorOptions) : {}];
}

/** Sizes, as a list or one by one, and options last: `zeros(2, 3)`, `zeros([2, 3], { requiresGrad: true })`. */
export type ShapeArguments = (number | Shape | TensorOptions)[];

/** A tensor of nested arrays of numbers or booleans, of a typed array or of a tensor, copied. Numbers are float32 unless `dtype` says otherwise. */
export function tensor(data: TensorLike, options: TensorOptions = {}): Tensor {
  const { array, shape, dtype } = fromNested(data, options.dtype);
  return fromArray(array, shape, dtype, options);
}
export function zeros(...args: ShapeArguments): Tensor {
  return filled(args, 0);
}
export function ones(...args: ShapeArguments): Tensor {
  return filled(args, 1);
}
function filled(args: ShapeArguments, value: number): Tensor {
  const [shape, options] = shapeAndOptions(args);
  return full(shape, value, options);
}
export function full(shape: Shape, value: number, options: TensorOptions = {}): Tensor {
  const dtype = options.dtype ?? "float32";
  return fromArray(zerosOf(dtype, sizeOf(shape)).fill(value), shape, dtype, options);
}
export function zerosLike(a: Tensor, options: TensorOptions = {}): Tensor {
  return full(a.shape, 0, { dtype: a.dtype, ...options });
}
export function onesLike(a: Tensor, options: TensorOptions = {}): Tensor {
  return full(a.shape, 1, { dtype: a.dtype, ...options });
}
export function eye(n: number, options: TensorOptions = {}): Tensor {
  const out = zeros([n, n], options);
  for (let i = 0; i < n; i++) out.storage.array[i * n + i] = 1;
  return out;
}
/** `arange(end)`, `arange(start, end)`, `arange(start, end, step)`: the end is left out. float32, unlike PyTorch's integers, unless `dtype` says otherwise. */
export function arange(...args: (number | TensorOptions)[]): Tensor {
  const last = args[args.length - 1];
  const options = typeof last === "object" ? last : {};
  const numbers = args.filter((one) => typeof one === "number");
  const [start, end] = numbers.length === 1 ? [0, numbers[0]] : numbers;
  const step = numbers[2] ?? 1;
  if (step === 0) throw new RangeError("arange: step must be nonzero");
  const n = Math.max(0, Math.ceil((end - start) / step));
  const out = zeros([n], options);
  for (let i = 0; i < n; i++) out.storage.array[i] = start + i * step;
  return out;
}
/** `steps` numbers from `start` to `end`, both included. */
export function linspace(start: number, end: number, steps: number, options: TensorOptions = {}): Tensor {
  const out = zeros([steps], options);
  for (let i = 0; i < steps; i++)
    out.storage.array[i] = steps === 1 ? start : start + ((end - start) * i) / (steps - 1);
  return out;
}

let generator: MersenneTwister | undefined;

/** The generator from which all random tensors come: PyTorch's Mersenne Twister. Its first seed is the program's. */
export function defaultGenerator(): MersenneTwister {
  generator ??= new MersenneTwister(programSeed());
  return generator;
}
/** Starts the generator again: from the same seed come PyTorch's own numbers. */
export function manualSeed(seed: number): void {
  defaultGenerator().seed(seed);
}
/** Uniform on [0, 1). */
export function rand(...args: ShapeArguments): Tensor {
  return drawn(args, (out) => defaultGenerator().uniform(out));
}
/** Standard normal. */
export function randn(...args: ShapeArguments): Tensor {
  return drawn(args, (out) => defaultGenerator().normal(out, 0, 1));
}
/** Normal with this mean and standard deviation. */
export function normal(mean: number, std: number, size: Shape, options: TensorOptions = {}): Tensor {
  return drawn([size, options], (out) => defaultGenerator().normal(out, mean, std));
}
/** Whole numbers from `low` to `high - 1`. */
export function randint(low: number, high: number, size: Shape, options: TensorOptions = {}): Tensor {
  return drawn([size, { dtype: "int32", ...options }], (out) => defaultGenerator().integers(out, low, high));
}
/** The numbers 0 to n - 1 in random order. */
export function randperm(n: number): Tensor {
  return fromArray(defaultGenerator().permutation(n), [n], "int32");
}
function drawn(args: ShapeArguments, fill: (out: Tensor["storage"]["array"]) => void): Tensor {
  const [shape, { requiresGrad = false, ...options }] = shapeAndOptions(args);
  const out = zeros(shape, options);
  fill(out.storage.array);
  if (requiresGrad) out.requiresGrad = true;
  return out;
}

/** Calls `fn` with nothing recorded. */
export function noGrad<R>(fn: () => R): R {
  return withRecording("never", fn);
}
/** Calls `fn` with operations recorded, inside `noGrad` too. */
export function enableGrad<R>(fn: () => R): R {
  return withRecording("always", fn);
}

/** The matrix product; see `Tensor.matmul`. */
export const matmul = (a: Tensor, b: Tensor): Tensor => a.matmul(b);
export const mm = matmul;
export const mv = matmul;
export const dot = matmul;
export const add = (a: Tensor, b: Operand): Tensor => a.add(b);
export const sub = (a: Tensor, b: Operand): Tensor => a.sub(b);
export const mul = (a: Tensor, b: Operand): Tensor => a.mul(b);
export const div = (a: Tensor, b: Operand): Tensor => a.div(b);
export const pow = (a: Operand, b: Operand): Tensor => ops.pow(a, b) as Tensor;
export const exp = (a: Tensor): Tensor => a.exp();
export const log = (a: Tensor): Tensor => a.log();
export const sqrt = (a: Tensor): Tensor => a.sqrt();
export const abs = (a: Tensor): Tensor => a.abs();
export const sin = (a: Tensor): Tensor => a.sin();
export const cos = (a: Tensor): Tensor => a.cos();
export const tanh = (a: Tensor): Tensor => a.tanh();
export const sigmoid = (a: Tensor): Tensor => a.sigmoid();
export const relu = (a: Tensor): Tensor => a.relu();
export const softmax = (a: Tensor, dim: number): Tensor => a.softmax(dim);
export const sum = (a: Tensor, options?: ReduceOptions): Tensor => a.sum(options);
export const mean = (a: Tensor, options?: ReduceOptions): Tensor => a.mean(options);
export const std = (a: Tensor, options?: ReduceOptions): Tensor => a.std(options);
export const norm = (a: Tensor, options?: ReduceOptions): Tensor => a.norm(options);
export const argmax = (a: Tensor, options?: { readonly dim?: number; readonly keepdim?: boolean }): Tensor =>
  a.argmax(options);
export const reshape = (a: Tensor, shape: Shape): Tensor => a.reshape(shape);
/** Tensors one after the other along an axis. */
export function cat(tensors: readonly Tensor[], options: { readonly dim?: number } = {}): Tensor {
  return ops.cat(tensors, options.dim ?? 0) as Tensor;
}
/** Tensors of one shape along a new axis. */
export function stack(tensors: readonly Tensor[], options: { readonly dim?: number } = {}): Tensor {
  return ops.stack(tensors, options.dim ?? 0) as Tensor;
}
/** Parts of `size`, or of these sizes, along an axis. */
export function split(a: Tensor, size: number | readonly number[], options: { readonly dim?: number } = {}): Tensor[] {
  return ops.split(a, size, options.dim ?? 0) as Tensor[];
}
/** a where the condition holds, else b. */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  return ops.where(condition, a, b) as Tensor;
}
/** Several grids of two vectors' values, `ij` order. */
export function meshgrid(a: Tensor, b: Tensor): [Tensor, Tensor] {
  const [m, n] = [a.numel(), b.numel()];
  return [a.reshape([m, 1]).expand([m, n]), b.reshape([1, n]).expand([m, n])];
}
export const isTensor = (value: unknown): value is Tensor => value instanceof Tensor;
