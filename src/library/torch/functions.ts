// torch.exp, torch.sum, torch.cat …: PyTorch's functions of tensors, and the scopes in which they are recorded or not.

import { backward } from "../autograd/index.ts";
import * as ops from "../ops/index.ts";
import { type Operand, withRecording } from "../ops/index.ts";
import { type DimArguments, dimOf, type KeepOptions, type ReduceArguments, Tensor } from "./tensor.ts";

/** Calls `fn` with nothing recorded, and gives what it gives. A promise keeps the scope until it settles. */
export function noGrad<R>(fn: () => R): R {
  return withRecording("never", fn);
}
/** Calls `fn` with operations recorded, inside `noGrad` too. */
export function enableGrad<R>(fn: () => R): R {
  return withRecording("default", fn);
}
/** Whether operations are recorded here. */
export function isGradEnabled(): boolean {
  return ops.isRecording(Tensor);
}

/** torch.autograd */
export const autograd = {
  /**
   * The gradients of `outputs`, summed, by each of `inputs`; null for what they do not depend on.
   * `gradOutputs` counts the outputs' elements; with `createGraph` the gradients can be differentiated again.
   */
  grad(
    outputs: Tensor | readonly Tensor[],
    inputs: Tensor | readonly Tensor[],
    options: {
      readonly gradOutputs?: Tensor | readonly Tensor[];
      readonly retainGraph?: boolean;
      readonly createGraph?: boolean;
    } = {},
  ): (Tensor | null)[] {
    const ys = listOf(outputs);
    const seeds = options.gradOutputs === undefined ? undefined : listOf(options.gradOutputs);
    const ones = ys.map((y, i) => {
      if (!seeds && y.numel() !== 1) throw new Error("grad can be implicitly created only for scalar outputs");
      return seeds?.[i] ?? (ops.add(ops.mul(y.detach(), 0), 1) as Tensor);
    });
    const xs = listOf(inputs);
    if (xs.some((x) => !x.requiresGrad)) throw new Error("One of the differentiated Tensors does not require grad");
    return backward(ys, ones, { ...options, inputs: xs }).map((one) => (one as Tensor | undefined) ?? null);
  },
};

function listOf(tensors: Tensor | readonly Tensor[]): readonly Tensor[] {
  return tensors instanceof Tensor ? [tensors] : tensors;
}

/** Of vectors, matrices and batches of them; see `Tensor.matmul`. */
export const matmul = (a: Tensor, b: Tensor): Tensor => a.matmul(b);
/** The product of two matrices. */
export const mm = matmul;
/** The product of a matrix and a vector. */
export const mv = matmul;
/** The products of two batches of matrices. */
export const bmm = matmul;
/** The inner product of two vectors. */
export const dot = matmul;

export const add = (a: Operand, b: Operand): Tensor => ops.add(a, b) as Tensor;
export const sub = (a: Operand, b: Operand): Tensor => ops.sub(a, b) as Tensor;
export const mul = (a: Operand, b: Operand): Tensor => ops.mul(a, b) as Tensor;
export const div = (a: Operand, b: Operand): Tensor => ops.div(a, b) as Tensor;
export const pow = (a: Operand, b: Operand): Tensor => ops.pow(a, b) as Tensor;
export const remainder = (a: Operand, b: Operand): Tensor => ops.remainder(a, b) as Tensor;
export const floorDivide = (a: Operand, b: Operand): Tensor => ops.floorDivide(a, b) as Tensor;
export const maximum = (a: Operand, b: Operand): Tensor => ops.maximum(a, b) as Tensor;
export const minimum = (a: Operand, b: Operand): Tensor => ops.minimum(a, b) as Tensor;
export const eq = (a: Tensor, b: Operand): Tensor => a.eq(b);
export const ne = (a: Tensor, b: Operand): Tensor => a.ne(b);
export const lt = (a: Tensor, b: Operand): Tensor => a.lt(b);
export const le = (a: Tensor, b: Operand): Tensor => a.le(b);
export const gt = (a: Tensor, b: Operand): Tensor => a.gt(b);
export const ge = (a: Tensor, b: Operand): Tensor => a.ge(b);
export const logicalAnd = (a: Tensor, b: Operand): Tensor => a.logicalAnd(b);
export const logicalOr = (a: Tensor, b: Operand): Tensor => a.logicalOr(b);
export const logicalNot = (a: Tensor): Tensor => a.logicalNot();
/** Whether two tensors have the same shape and elements. */
export const equal = (a: Tensor, b: Tensor): boolean => a.equal(b);
/** Whether two tensors have the same shape and nearly the same elements. */
export const allclose = (a: Tensor, b: Tensor, options?: { readonly rtol?: number; readonly atol?: number }): boolean =>
  a.allclose(b, options);

export const neg = (a: Tensor): Tensor => a.neg();
export const abs = (a: Tensor): Tensor => a.abs();
export const sign = (a: Tensor): Tensor => a.sign();
export const exp = (a: Tensor): Tensor => a.exp();
export const expm1 = (a: Tensor): Tensor => a.expm1();
export const log = (a: Tensor): Tensor => a.log();
export const log2 = (a: Tensor): Tensor => a.log2();
export const log1p = (a: Tensor): Tensor => a.log1p();
export const sqrt = (a: Tensor): Tensor => a.sqrt();
export const rsqrt = (a: Tensor): Tensor => a.rsqrt();
export const square = (a: Tensor): Tensor => a.square();
export const reciprocal = (a: Tensor): Tensor => a.reciprocal();
export const sin = (a: Tensor): Tensor => a.sin();
export const cos = (a: Tensor): Tensor => a.cos();
export const tanh = (a: Tensor): Tensor => a.tanh();
export const sigmoid = (a: Tensor): Tensor => a.sigmoid();
export const relu = (a: Tensor): Tensor => a.relu();
export const floor = (a: Tensor): Tensor => a.floor();
export const ceil = (a: Tensor): Tensor => a.ceil();
export const round = (a: Tensor): Tensor => a.round();
export const trunc = (a: Tensor): Tensor => a.trunc();
export const isnan = (a: Tensor): Tensor => a.isnan();
export const isfinite = (a: Tensor): Tensor => a.isfinite();
/** Not below `min`, not above `max`. */
export const clamp = (
  a: Tensor,
  min: number | { readonly min?: number; readonly max?: number },
  max?: number,
): Tensor => a.clamp(min, max);
export const softmax = (a: Tensor, dim: number | { readonly dim: number }): Tensor => a.softmax(dim);
export const logSoftmax = (a: Tensor, dim: number | { readonly dim: number }): Tensor => a.logSoftmax(dim);

// Reductions take the axis and options as the methods do: `torch.sum(x)`, `torch.sum(x, 0)`, `torch.sum(x, { dim: 0 })`.
export const sum = (a: Tensor, ...args: ReduceArguments): Tensor => a.sum(...args);
export const mean = (a: Tensor, ...args: ReduceArguments): Tensor => a.mean(...args);
export const prod = (a: Tensor, ...args: ReduceArguments): Tensor => a.prod(...args);
export const amax = (a: Tensor, ...args: ReduceArguments): Tensor => a.amax(...args);
export const amin = (a: Tensor, ...args: ReduceArguments): Tensor => a.amin(...args);
export const std = (a: Tensor, ...args: ReduceArguments<KeepOptions & { readonly correction?: number }>): Tensor =>
  a.std(...args);
export const norm = (a: Tensor, ...args: ReduceArguments<KeepOptions & { readonly p?: number }>): Tensor =>
  a.norm(...args);
export const argmax = (a: Tensor, ...args: ReduceArguments): Tensor => a.argmax(...args);
export const argmin = (a: Tensor, ...args: ReduceArguments): Tensor => a.argmin(...args);
export const all = (a: Tensor, ...args: ReduceArguments): Tensor => a.all(...args);
export const any = (a: Tensor, ...args: ReduceArguments): Tensor => a.any(...args);
export const logsumexp = (a: Tensor, ...args: DimArguments): Tensor => a.logsumexp(...args);
export const cumsum = (a: Tensor, dim: number | { readonly dim: number }): Tensor => a.cumsum(dimOf(dim));
/** The largest of all elements. */
export const max = (a: Tensor): Tensor => a.max();
/** The smallest of all elements. */
export const min = (a: Tensor): Tensor => a.min();

export const reshape = (a: Tensor, shape: readonly number[]): Tensor => a.reshape(shape);
export const transpose = (a: Tensor, dim0: number, dim1: number): Tensor => a.transpose(dim0, dim1);
export const permute = (a: Tensor, dims: readonly number[]): Tensor => a.permute(dims);
export const flatten = (a: Tensor, startDim = 0, endDim = -1): Tensor => a.flatten(startDim, endDim);
export const squeeze = (a: Tensor, dim?: number): Tensor => a.squeeze(dim);
export const unsqueeze = (a: Tensor, dim: number): Tensor => a.unsqueeze(dim);
export const flip = (a: Tensor, dims: readonly number[]): Tensor => a.flip(dims);
export const tril = (a: Tensor, diagonal = 0): Tensor => a.tril(diagonal);
export const triu = (a: Tensor, diagonal = 0): Tensor => a.triu(diagonal);
export const diag = (a: Tensor): Tensor => a.diag();
export const gather = (a: Tensor, dim: number, positions: Tensor): Tensor => a.gather(dim, positions);

/** One after the other along an axis: `torch.cat([X, Y])`, `torch.cat([X, Y], 1)`, `torch.cat([X, Y], { dim: 1 })`. */
export function cat(tensors: readonly Tensor[], dim: number | { readonly dim?: number } = 0): Tensor {
  return ops.cat(tensors, dimOf(dim)) as Tensor;
}
/** Tensors of one shape along a new axis. */
export function stack(tensors: readonly Tensor[], dim: number | { readonly dim?: number } = 0): Tensor {
  return ops.stack(tensors, dimOf(dim)) as Tensor;
}
/** Parts of `size`, or of these sizes, along an axis. */
export function split(
  a: Tensor,
  size: number | readonly number[],
  dim: number | { readonly dim?: number } = 0,
): Tensor[] {
  return a.split(size, dim);
}
/** So many parts along an axis. */
export function chunk(a: Tensor, chunks: number, dim: number | { readonly dim?: number } = 0): Tensor[] {
  return a.chunk(chunks, dim);
}
/** `a` where the condition holds, else `b`. */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  return ops.where(condition, a, b) as Tensor;
}
/** Grids of two vectors' values: the first changes along rows, the second along columns ("ij" order). */
export function meshgrid(a: Tensor, b: Tensor): [Tensor, Tensor] {
  const shape = [a.numel(), b.numel()];
  return [a.reshape(-1, 1).expand(shape), b.reshape(1, -1).expand(shape)];
}
/** Whether a value is a tensor. */
export const isTensor = (value: unknown): value is Tensor => value instanceof Tensor;
/** Number of elements. */
export const numel = (a: Tensor): number => a.numel();
