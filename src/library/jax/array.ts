// jax.Array: immutable arrays.

import * as ops from "../ops/index.ts";
import { type Axes, Fluent, type Operand, shapeFrom } from "../ops/index.ts";
import {
  copyElements,
  type DType,
  type Index,
  make,
  printNumpy,
  type Shape,
  sizeOf,
  type TypedArray,
  wrap,
} from "../tensor/index.ts";

/** `{ axis, keepdims }` of reductions. */
export interface ReduceOptions {
  readonly axis?: Axes;
  readonly keepdims?: boolean;
}

/** An immutable multi-dimensional array. Made by `jnp.array`, `jnp.zeros`, … */
export class Array extends Fluent {
  /** As `print` shows it: "[1. 2.]". */
  override toString(): string {
    return printNumpy(this);
  }
  /** As a cell shows it: "Array([1., 2.], dtype=float32)". */
  [Symbol.for("Jupyter.display")](): { "text/plain": string } {
    return { "text/plain": `Array(${printNumpy(this, { comma: ",", prefix: "Array(" })}, dtype=${this.dtype})` };
  }

  /** A new array with a number or an array written over the part that the indices name; JAX's `x.at[…].set(…)`. @throws Error inside a derivative by this array. */
  override set(indices: readonly Index[], value: Operand): this {
    if (this.origin !== undefined)
      throw new Error("set: an array that is being differentiated cannot be written to; use jnp.where");
    const copy = wrap(this, copyElements(this), this.shape, this.dtype);
    ops.assign(copy, indices, value);
    return copy;
  }
  /** The same numbers as another type; itself when it is of that type. */
  astype(dtype: DType): this {
    return ops.cast(this, dtype) as this;
  }
  /** Number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }
  /** The sum of all elements, or along axes. */
  sum(options: ReduceOptions = {}): this {
    return ops.sum(this, options.axis, options.keepdims) as this;
  }
  /** The mean of all elements, or along axes; a float. */
  mean(options: ReduceOptions = {}): this {
    return ops.mean(this, options.axis, options.keepdims) as this;
  }
  /** The product of all elements, or along axes. */
  prod(options: ReduceOptions = {}): this {
    return ops.prod(this, options.axis, options.keepdims) as this;
  }
  /** The largest element, of all or along axes. */
  max(options: ReduceOptions = {}): this {
    return ops.max(this, options.axis, options.keepdims) as this;
  }
  /** The smallest element, of all or along axes. */
  min(options: ReduceOptions = {}): this {
    return ops.min(this, options.axis, options.keepdims) as this;
  }
  /** The variance of all elements, or along axes. */
  var(options: ReduceOptions & { readonly ddof?: number } = {}): this {
    return ops.variance(this, options.axis, options.keepdims, options.ddof) as this;
  }
  /** The standard deviation of all elements, or along axes. */
  std(options: ReduceOptions & { readonly ddof?: number } = {}): this {
    return ops.std(this, options.axis, options.keepdims, options.ddof) as this;
  }
  /** Where the largest element is, the first of equals: of all elements in row-major order, or along an axis; int32. */
  argmax(options: { readonly axis?: number } = {}): this {
    return ops.argmax(this, options.axis) as this;
  }
  /** Running sums along an axis. */
  cumsum(axis = 0): this {
    return ops.cumsum(this, axis) as this;
  }
  /** The inner product of vectors, the product of matrices. @throws RangeError when the inner sizes differ. */
  dot(other: Array): this {
    return this.matmul(other);
  }
  /** The axes in reverse order, or in a given one; a view. */
  transpose(...axes: (number | Shape)[]): this {
    return axes.length === 0 ? this.T : (ops.permute(this, shapeFrom(axes)) as this);
  }
  /** All elements along one axis. */
  flatten(): this {
    return this.reshape(-1);
  }
}

/** An array of this class that owns its elements. */
export function fromArray(array: TypedArray, shape: Shape, dtype: DType): Array {
  return make(Array, array, shape, dtype);
}
