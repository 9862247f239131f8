// torch.Tensor: PyTorch's methods, in camelCase, over the operations. Keyword arguments are one object that comes last.
//
//   torch.tensor([[1, 2], [3, 4]]).sum({ dim: 0, keepdim: true })   // tensor([[4., 6.]])

import * as numeric from "../numeric/index.ts";
import * as ops from "../ops/index.ts";
import { type Operand, shapeFrom } from "../ops/index.ts";
import {
  type DType,
  fromNested,
  make,
  printTorch,
  type Shape,
  sizeOf,
  type TensorLike,
  type TypedArray,
  zeros,
} from "../tensor/index.ts";
import { type Device, mustBeHere, processor } from "./device.ts";
import { Multiplied } from "./linear.ts";
import { isOwned, printOptions } from "./printing.ts";
import { dimOf } from "./reductions.ts";

/** Which axes become one. */
export interface FlattenOptions {
  /** Defaults to 0. */
  readonly startDim?: number;
  /** Defaults to -1. */
  readonly endDim?: number;
}

/**
 * A multi-dimensional array that can record what is computed with it. Made by `torch.tensor`, `torch.zeros`, …: see those.
 *
 * TypeScript has no operators for tensors, so arithmetic is methods: `X.mul(2).add(Y)`, `X.matmul(W)`, `X.gt(0)`.
 * Parts are read by `at` and written by `set`, with an index for each axis: `X.at(0, "1:3")`, `X.set([":", -1], 0)`.
 */
export class Tensor extends Multiplied {
  /** As PyTorch prints it. */
  override toString(): string {
    const { gradFn } = this;
    const suffixes = gradFn !== null ? [`grad_fn=<${gradFn}>`] : this.requiresGrad ? ["requires_grad=True"] : [];
    return `${isOwned(this) ? "Parameter containing:\n" : ""}${printTorch(this, suffixes, printOptions())}`;
  }

  /** The same numbers as another type, or as another tensor's; on a device, which can be the processor alone. Itself when nothing changes. */
  to(target: DType | Device | Tensor | "cpu" | "cuda" | `cuda:${number}`, dtype?: DType): this {
    if (target instanceof Tensor) return ops.cast(this, target.dtype) as this;
    if (isDType(target)) return ops.cast(this, target) as this;
    mustBeHere(target);
    return dtype === undefined ? this : (ops.cast(this, dtype) as this);
  }
  /** The same numbers as another type: `to`. */
  type(dtype: DType): this {
    return ops.cast(this, dtype) as this;
  }
  /** Where it lies: the processor. */
  get device(): Device {
    return processor;
  }
  /** Itself: it lies there already. */
  cpu(): this {
    return this;
  }
  /** Nowhere: there is no such device here. @throws Error always. */
  cuda(): this {
    return this.to("cuda");
  }
  /** As float32. */
  float(): this {
    return this.to("float32");
  }
  /** As float64. */
  double(): this {
    return this.to("float64");
  }
  /** As int32. */
  int(): this {
    return this.to("int32");
  }
  /** As whole numbers: int32, which is the integer type here. */
  long(): this {
    return this.to("int32");
  }
  /** As whole numbers from 0 to 255. */
  byte(): this {
    return this.to("uint8");
  }
  /** As booleans: true where elements are not 0. */
  bool(): this {
    return this.to("bool");
  }
  /** The elements as a typed array: the tensor's own where they lie in order, so that a change of one is a change of the other. */
  numpy(): TypedArray {
    if (this.requiresGrad)
      throw new Error("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.");
    const { array } = this.storage;
    return this.isContiguous() ? array.subarray(this.offset, this.offset + this.numel()) : this.toArray();
  }

  /** Sizes, or one of them. */
  size(): Shape;
  size(dim: number): number;
  size(dim?: number): Shape | number {
    return dim === undefined ? this.shape : this.shape[dim < 0 ? dim + this.shape.length : dim];
  }
  /** Number of elements. */
  numel(): number {
    return sizeOf(this.shape);
  }
  /** Number of axes. */
  dim(): number {
    return this.shape.length;
  }

  /** Zeros of its type. */
  newZeros(...shape: (number | Shape)[]): this {
    return this.newFull(shapeFrom(shape), 0);
  }
  /** Ones of its type. */
  newOnes(...shape: (number | Shape)[]): this {
    return this.newFull(shapeFrom(shape), 1);
  }
  /** Zeros of its type: there is no uninitialized memory here. */
  newEmpty(...shape: (number | Shape)[]): this {
    return this.newFull(shapeFrom(shape), 0);
  }
  /** One number everywhere, of its type. */
  newFull(shape: Shape, value: number): this {
    return fromArray(zeros(this.dtype, sizeOf(shape)).fill(value), shape, this.dtype) as this;
  }
  /** A tensor of its type of nested arrays of numbers. */
  newTensor(data: TensorLike, dtype: DType = this.dtype): this {
    const { array, shape } = fromNested(data, dtype);
    return fromArray(array, shape, dtype) as this;
  }

  /** Not below the first, not above the second: `clamp(0, 1)`, `clamp({ min: 0 })`. */
  clamp(min: number | { readonly min?: number; readonly max?: number }, max?: number): this {
    return (typeof min === "number" ? ops.clamp(this, min, max) : ops.clamp(this, min.min, min.max)) as this;
  }

  /** Not below the first, not above the second: `clamp`. */
  clip(min: number | { readonly min?: number; readonly max?: number }, max?: number): this {
    return this.clamp(min, max);
  }

  /** The same elements in another shape, as a view. @throws Error when that needs a copy. */
  view(...shape: (number | Shape)[]): this {
    const result = this.reshape(...shape);
    if (result.storage !== this.storage)
      throw new Error("view size is not compatible with input tensor's size and stride. Use .reshape(...) instead.");
    return result;
  }
  /** A matrix with rows and columns exchanged, as a view. */
  t(): this {
    return this.T;
  }
  /** Two axes exchanged, as a view. */
  transpose(dim0: number, dim1: number): this {
    return ops.transpose(this, dim0, dim1) as this;
  }
  /** The axes in another order, as a view. */
  permute(...dims: (number | Shape)[]): this {
    return ops.permute(this, shapeFrom(dims)) as this;
  }
  /** Axes `startDim` to `endDim` as one. */
  flatten(startDim: number | FlattenOptions = 0, endDim = -1): this {
    const range = typeof startDim === "number" ? { startDim, endDim } : startDim;
    return ops.flatten(this, range.startDim ?? 0, range.endDim ?? -1) as this;
  }
  /** With a new axis of size 1 before `dim`. */
  unsqueeze(dim: number | { readonly dim: number }): this {
    return ops.unsqueeze(this, dimOf(dim)) as this;
  }
  /** Without the axes of size 1, or without that one. */
  override squeeze(dim?: number | { readonly dim: number }): this {
    return ops.squeeze(this, dim === undefined ? undefined : dimOf(dim)) as this;
  }
  /** Axes of size 1 repeated to these sizes, as a view; -1 leaves a size as it is. */
  expand(...shape: (number | Shape)[]): this {
    return ops.expandTo(this, shapeFrom(shape)) as this;
  }
  /** The whole repeated, so many times along each axis. */
  repeat(...counts: (number | Shape)[]): this {
    return numeric.tile(this, shapeFrom(counts)) as this;
  }
  /** In reverse order along axes. */
  flip(...dims: (number | Shape)[]): this {
    return numeric.flip(this, shapeFrom(dims)) as this;
  }
  /** Itself when the elements lie in row-major order, else a copy in which they do. */
  contiguous(): this {
    return this.isContiguous() ? this : this.clone();
  }
  /** Parts of `size`, or of these sizes, along an axis. */
  split(size: number | readonly number[], dim: number | { readonly dim?: number } = 0): this[] {
    return ops.split(this, size, dimOf(dim)) as this[];
  }
  /** So many parts of equal size along an axis; the last may be smaller. */
  chunk(chunks: number, dim: number | { readonly dim?: number } = 0): this[] {
    const axis = dimOf(dim);
    return this.split(Math.max(1, Math.ceil(this.size(axis) / chunks)), axis);
  }
  /** The parts at these positions along an axis. */
  indexSelect(dim: number, positions: Tensor): this {
    return this.at(...new Array<string>(dim < 0 ? dim + this.dim() : dim).fill(":"), positions);
  }
  /** Along an axis, for each place of `positions` the element that it names there. */
  gather(dim: number, positions: Tensor): this {
    return ops.gather(this, dim, positions, "gather: index") as this;
  }
  /** The elements where a mask, broadcast, is true; one axis. */
  maskedSelect(mask: Tensor): this {
    return this.at(mask.expand(this.shape));
  }
  /** `value` where a mask, broadcast, is true. */
  maskedFill(mask: Tensor, value: Operand): this {
    return ops.where(mask, value, this) as this;
  }
  /** The lower triangle of matrices. */
  tril(diagonal = 0): this {
    return numeric.tril(this, diagonal) as this;
  }
  /** The upper triangle of matrices. */
  triu(diagonal = 0): this {
    return numeric.triu(this, diagonal) as this;
  }
  /** The diagonal of a matrix, or a matrix with this diagonal, so many places to the right of the main one. */
  diag(diagonal = 0): this {
    if (diagonal === 0) return numeric.diag(this) as this;
    if (this.dim() === 2) return this.diagonal({ offset: diagonal });
    const [before, after] = [Math.max(0, diagonal), Math.max(0, -diagonal)];
    const widths: readonly (readonly [number, number])[] = [
      [after, before],
      [before, after],
    ];
    return numeric.pad(numeric.diag(this), widths, "constant", 0) as this;
  }
}

const isDType = (name: unknown): name is DType =>
  name === "float32" || name === "float64" || name === "int32" || name === "uint8" || name === "bool";

/** The class behind `make`, for the functions that make tensors. */
export function fromArray(array: TypedArray, shape: Shape, dtype: DType, requiresGrad = false): Tensor {
  const tensor = make(Tensor, array, shape, dtype);
  if (requiresGrad) tensor.requiresGrad = true;
  return tensor;
}
