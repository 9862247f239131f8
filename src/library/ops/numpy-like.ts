// The methods that NumPy's arrays have and those of MXNet and JAX took over: reductions with `{ axis, keepdims }`, and their kin.

import { type DType, type Shape, sizeOf } from "../tensor/index.ts";
import { cast } from "./arithmetic.ts";
import { cumsum } from "./cumulative.ts";
import { Fluent, shapeFrom } from "./fluent.ts";
import { permute } from "./movement.ts";
import * as reduce from "./reduce.ts";

/** `{ axis, keepdims }` of reductions. */
export interface ReduceOptions {
  readonly axis?: reduce.Axes;
  readonly keepdims?: boolean;
}

/** An array with NumPy's methods. */
export abstract class NumpyLike extends Fluent {
  /** The same numbers as another type; itself when it is of that type. */
  astype(dtype: DType): this {
    return cast(this, dtype) as this;
  }
  /** Number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }
  /** The sum of all elements, or along axes. */
  sum(options: ReduceOptions = {}): this {
    return reduce.sum(this, options.axis, options.keepdims) as this;
  }
  /** The mean of all elements, or along axes; a float. */
  mean(options: ReduceOptions = {}): this {
    return reduce.mean(this, options.axis, options.keepdims) as this;
  }
  /** The product of all elements, or along axes. */
  prod(options: ReduceOptions = {}): this {
    return reduce.prod(this, options.axis, options.keepdims) as this;
  }
  /** The largest element, of all or along axes. */
  max(options: ReduceOptions = {}): this {
    return reduce.max(this, options.axis, options.keepdims) as this;
  }
  /** The smallest element, of all or along axes. */
  min(options: ReduceOptions = {}): this {
    return reduce.min(this, options.axis, options.keepdims) as this;
  }
  /** The variance of all elements, or along axes. */
  var(options: ReduceOptions & { readonly ddof?: number } = {}): this {
    return reduce.variance(this, options.axis, options.keepdims, options.ddof) as this;
  }
  /** The standard deviation of all elements, or along axes. */
  std(options: ReduceOptions & { readonly ddof?: number } = {}): this {
    return reduce.std(this, options.axis, options.keepdims, options.ddof) as this;
  }
  /** Where the largest element is, the first of equals: of all elements in row-major order, or along an axis; int32. */
  argmax(options: { readonly axis?: number } = {}): this {
    return reduce.argmax(this, options.axis) as this;
  }
  /** Running sums along an axis. */
  cumsum(axis = 0): this {
    return cumsum(this, axis) as this;
  }
  /** The axes in reverse order, or in a given one; a view. */
  transpose(...axes: (number | Shape)[]): this {
    return axes.length === 0 ? this.T : (permute(this, shapeFrom(axes)) as this);
  }
  /** All elements along one axis. */
  flatten(): this {
    return this.reshape(-1);
  }
}
