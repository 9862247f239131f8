// jax.Array: immutable arrays.

import * as ops from "../ops/index.ts";
import { NumpyLike, type Operand } from "../ops/index.ts";
import {
  copyElements,
  type DType,
  type Index,
  make,
  printNumpy,
  type Shape,
  type TypedArray,
  wrap,
} from "../tensor/index.ts";

/** An immutable multi-dimensional array. Made by `jnp.array`, `jnp.zeros`, … */
export class Array extends NumpyLike {
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
  /** The inner product of vectors, the product of matrices. @throws RangeError when the inner sizes differ. */
  dot(other: Array): this {
    return this.matmul(other);
  }
}

/** An array of this class that owns its elements. */
export function fromArray(array: TypedArray, shape: Shape, dtype: DType): Array {
  return make(Array, array, shape, dtype);
}
