// jax.Array: immutable arrays.

import * as numeric from "../numeric/index.ts";
import * as ops from "../ops/index.ts";
import { NumpyLike, type Operand, type ReduceOptions } from "../ops/index.ts";
import { type DType, type Index, make, printNumpy, type Shape, type TypedArray } from "../tensor/index.ts";

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

  /** A new array with a number or an array, broadcast, over the part that the indices name; JAX's `x.at[…].set(…)`. */
  override set(indices: readonly Index[], value: Operand): this {
    return numeric.assigned(this, indices, value) as this;
  }
  /** A new array with a number or an array added to the part that the indices name, as often as they name it; JAX's `x.at[…].add(…)`. */
  addAt(indices: readonly Index[], value: Operand): this {
    return numeric.addedAt(this, indices, value) as this;
  }
  /** A new array with the part that the indices name multiplied; JAX's `x.at[…].multiply(…)`. */
  multiplyAt(indices: readonly Index[], value: Operand): this {
    return this.applyAt(indices, (part) => part.mul(value));
  }
  /** A new array with the part that the indices name divided; JAX's `x.at[…].divide(…)`. */
  divideAt(indices: readonly Index[], value: Operand): this {
    return this.applyAt(indices, (part) => part.div(value));
  }
  /** A new array with the part that the indices name to a power; JAX's `x.at[…].power(…)`. */
  powerAt(indices: readonly Index[], value: Operand): this {
    return this.applyAt(indices, (part) => part.pow(value));
  }
  /** A new array with the smaller of both in the part that the indices name; JAX's `x.at[…].min(…)`. */
  minAt(indices: readonly Index[], value: Operand): this {
    return this.applyAt(indices, (part) => ops.minimum(part, value) as this);
  }
  /** A new array with the larger of both in the part that the indices name; JAX's `x.at[…].max(…)`. */
  maxAt(indices: readonly Index[], value: Operand): this {
    return this.applyAt(indices, (part) => ops.maximum(part, value) as this);
  }
  /** A new array with a function of the part that the indices name in its place; JAX's `x.at[…].apply(…)`. */
  applyAt(indices: readonly Index[], fn: (part: this) => Operand): this {
    return this.set(indices, fn(this.at(...indices)));
  }

  /** The product of vectors and matrices as NumPy's `dot` has it; of scalars the plain product. @throws RangeError when the inner sizes differ. */
  dot(other: Array): this {
    if (this.shape.length === 0 || other.shape.length === 0) return this.mul(other);
    return other.shape.length <= 2 ? this.matmul(other) : (numeric.tensordot(this, other, [-1], [-2]) as this);
  }
  /** True where all elements, or all along axes, are not zero. */
  all(options: ReduceOptions = {}): this {
    return ops.all(this, options.axis, options.keepdims) as this;
  }
  /** True where one element, or one along axes, is not zero. */
  any(options: ReduceOptions = {}): this {
    return ops.any(this, options.axis, options.keepdims) as this;
  }
  /** Where the smallest element is, the first of equals: of all elements in row-major order, or along an axis; int32. */
  argmin(options: { readonly axis?: number } = {}): this {
    return ops.argmin(this, options.axis) as this;
  }
  /** The elements along an axis in order. */
  sort(axis = -1): this {
    return ops.sort(this, axis) as this;
  }
  /** The positions that put the elements along an axis in order; int32. */
  argsort(axis = -1): this {
    return ops.argsort(this, axis) as this;
  }
  /** Not below `min` nor above `max`. */
  clip(min?: number, max?: number): this {
    return ops.clamp(this, min, max) as this;
  }
  /** All elements along one axis. */
  ravel(): this {
    return this.reshape(-1);
  }
  /** Two axes exchanged; a view. */
  swapaxes(first: number, second: number): this {
    return ops.transpose(this, first, second) as this;
  }
  /** The array itself: what operations give is there when they return. */
  blockUntilReady(): this {
    return this;
  }
}

// The first places, which is where one tries it: `x[0] = 1` would else be kept beside the array, and change nothing.
for (let i = 0; i < 16; i++)
  Object.defineProperty(Array.prototype, i, {
    set() {
      throw new TypeError(
        "JAX arrays are immutable and do not support in-place item assignment. Instead of x[idx] = y, use x = x.set([idx], y), or addAt, multiplyAt or another method.",
      );
    },
  });

/** An array of this class that owns its elements. */
export function fromArray(array: TypedArray, shape: Shape, dtype: DType): Array {
  return make(Array, array, shape, dtype);
}
