// Tensors in order, their elements elsewhere, and what stands out among them.

import * as numeric from "../numeric/index.ts";
import * as ops from "../ops/index.ts";
import { Tensor as Base, type DType, elements, fromNested, make, rowMajor, zeros } from "../tensor/index.ts";
import { dimOf, Reducible } from "./reductions.ts";

/** Elements in order, and the places from which they come. */
export interface Sorted<T> {
  readonly values: T;
  /** int32 */
  readonly indices: T;
}

/** Along which axis, and which way. */
export interface SortOptions {
  /** Defaults to -1. */
  readonly dim?: number;
  /** Defaults to false. */
  readonly descending?: boolean;
}

/** `()`, `(0)`, `(0, true)` for descending, or `({ dim: 0, descending: true })`. */
export type SortArguments = [dim?: number, descending?: boolean] | [options: SortOptions];

const sortOptions = ([first, descending = false]: SortArguments): SortOptions =>
  typeof first === "object" ? first : { dim: first ?? -1, descending };

/** What `unique` gives besides the elements. */
export interface UniqueOptions {
  /** For each element, which of the values it is. Defaults to false. */
  readonly returnInverse?: boolean;
  /** How often each value comes. Defaults to false. */
  readonly returnCounts?: boolean;
}

/** The side of a tensor that sorts, picks and scatters. `Tensor` extends it. */
export abstract class Arranged extends Reducible {
  /** The elements along an axis in order, and their places; equals keep theirs. NaN comes last. */
  sort(...args: SortArguments): Sorted<this> {
    const { dim = -1, descending = false } = sortOptions(args);
    const indices = ops.argsort(this, dim, descending) as this;
    return { values: ops.gather(this, this.axis(dim), indices) as this, indices };
  }
  /** The places of the elements in order; int32. */
  argsort(...args: SortArguments): this {
    const { dim = -1, descending = false } = sortOptions(args);
    return ops.argsort(this, dim, descending) as this;
  }
  /** The `k` largest along an axis, or smallest, in order, and their places. @throws RangeError when there are fewer. */
  topk(k: number, options: number | { readonly dim?: number; readonly largest?: boolean } = {}): Sorted<this> {
    const { dim = -1, largest = true } = typeof options === "number" ? { dim: options } : options;
    const { values, indices } = ops.topK(this, k, dim, largest);
    return { values: values as this, indices: indices as this };
  }
  /** The `k`-th smallest along an axis, from 1, and its place. */
  kthvalue(k: number, dim = -1): Sorted<this> {
    const { values, indices } = this.sort({ dim });
    const at = this.axis(dim);
    const part = (a: this): this => ops.index(a, [...new Array<string>(at).fill(":"), k - 1]) as this;
    return { values: part(values), indices: part(indices) };
  }
  /** The smaller of the middle elements, of all or along an axis; with an axis its place, too. */
  median(): this;
  median(dim: number | { readonly dim: number }): Sorted<this>;
  median(dim?: number | { readonly dim: number }): this | Sorted<this> {
    if (dim === undefined) return (ops.reshape(this, [-1]) as this).median(0).values;
    const axis = dimOf(dim);
    return this.kthvalue(Math.floor((this.shape[this.axis(axis)] + 1) / 2), axis);
  }
  /** The element below which a share `q` lies, of all or along an axis; between two of them, linear. */
  quantile(q: number, options: number | { readonly dim?: number; readonly keepdim?: boolean } = {}): this {
    const { dim, keepdim = false } = typeof options === "number" ? { dim: options } : options;
    return numeric.quantile(this, q, dim, keepdim) as this;
  }
  /** Running products along an axis. */
  cumprod(dim: number | { readonly dim: number }): this {
    return ops.cumprod(this, dimOf(dim)) as this;
  }
  /** The error function of each element. */
  erf(): this {
    return ops.erf(this) as this;
  }
  /** The tangent of radians. */
  tan(): this {
    return numeric.tan(this) as this;
  }
  /** The angle with this tangent. */
  atan(): this {
    return numeric.atan(this) as this;
  }
  /** The parts along an axis, without it. */
  unbind(dim = 0): this[] {
    return ops.split(this, 1, dim).map((one) => ops.squeeze(one, dim) as this);
  }
  /** Moved round the end along an axis. */
  roll(shifts: number, dims = 0): this {
    return numeric.roll(this, shifts, dims) as this;
  }
  /** Each element so many times along an axis; of all elements in row-major order when none is given. */
  repeatInterleave(repeats: number, { dim }: { readonly dim?: number } = {}): this {
    return (
      dim === undefined ? numeric.repeat(ops.reshape(this, [-1]), repeats, 0) : numeric.repeat(this, repeats, dim)
    ) as this;
  }
  /** A copy in which, along an axis, the elements of `source`, or a number, stand at the places that `index` names. @throws RangeError for sizes that do not fit. */
  scatter(dim: number, index: Base, source: Base | number): this {
    const flat = ops.reshape(this, [-1]);
    const places = ops.reshape(this.placesOf(dim, index), [-1]);
    const part = index.shape.map((n) => `:${n}`);
    const values = typeof source === "number" ? source : ops.reshape(ops.index(source, part), [-1]);
    return ops.reshape(numeric.assigned(flat, [places], values), this.shape) as this;
  }
  /** A copy to which, along an axis, the elements of `source` are added at the places that `index` names. @throws RangeError as `scatter` does. */
  scatterAdd(dim: number, index: Base, source: Base): this {
    const places = ops.reshape(this.placesOf(dim, index), [-1]);
    const values = ops.reshape(
      ops.index(
        source,
        index.shape.map((n) => `:${n}`),
      ),
      [-1],
    );
    return ops.reshape(numeric.addedAt(ops.reshape(this, [-1]), [places], values), this.shape) as this;
  }
  /** Where in row-major order the elements stand that `index` names along an axis. */
  private placesOf(dim: number, index: Base): Base {
    const at = this.axis(dim);
    const fits =
      index.shape.length === this.shape.length && index.shape.every((n, i) => i === at || n <= this.shape[i]);
    if (!fits)
      throw new RangeError(
        `Expected index [${index.shape}] to be smaller than self [${this.shape}] apart from dimension ${dim}`,
      );
    const strides = rowMajor(this.shape);
    return index.shape.reduce(
      (sum: Base, n, i) => {
        if (i === at) return sum;
        const along = index.shape.map((_, j) => (j === i ? n : 1));
        const steps = make(
          Base,
          Int32Array.from({ length: n }, (_, j) => j * strides[i]),
          along,
          "int32",
        );
        return ops.add(sum, steps);
      },
      ops.mul(index, strides[at]),
    );
  }
  /** The places of all elements that are not 0: [count, axes]; int32. */
  nonzero(): this {
    const source = elements(this);
    const rank = this.shape.length;
    const found: number[] = [];
    for (let i = 0; i < source.length; i++) if (source[i] !== 0) found.push(i);
    const out = zeros("int32", found.length * rank);
    for (const [row, at] of found.entries())
      for (let axis = rank - 1, rest = at; axis >= 0; axis--) {
        out[row * rank + axis] = rest % this.shape[axis];
        rest = Math.floor(rest / this.shape[axis]);
      }
    return make(this.constructor as never, out, [found.length, rank], "int32") as this;
  }
  /** The places of all elements that are not 0: [count, axes]; int32. */
  argwhere(): this {
    return this.nonzero();
  }
  /** Neighbours that are the same, once; with `returnCounts` also how often: `[values, counts]`. */
  uniqueConsecutive(): this;
  uniqueConsecutive(options: { readonly returnCounts: true }): this[];
  uniqueConsecutive(options?: { readonly returnCounts: true }): this | this[] {
    const source = elements(this);
    const starts: number[] = [];
    for (let i = 0; i < source.length; i++) if (i === 0 || source[i] !== source[i - 1]) starts.push(i);
    const own = (from: readonly number[], dtype: DType): this =>
      make(this.constructor as never, fromNested(from, dtype).array, [from.length], dtype) as this;
    const values = own(
      starts.map((i) => source[i]),
      this.dtype,
    );
    if (!options) return values;
    return [
      values,
      own(
        starts.map((from, i) => (starts[i + 1] ?? source.length) - from),
        "int32",
      ),
    ];
  }
  /** The different elements in order; with options, also where each element went, and how often each came: `[values, inverse, counts]`. */
  unique(): this;
  unique(options: UniqueOptions): this[];
  unique(options: UniqueOptions = {}): this | this[] {
    const source = elements(this);
    const values = [...new Set(source)].sort((a, b) => a - b);
    const own = (from: readonly number[], shape: readonly number[], dtype: DType): this =>
      make(this.constructor as never, fromNested(from, dtype).array, shape, dtype) as this;
    const first = own(values, [values.length], this.dtype);
    if (!options.returnInverse && !options.returnCounts) return first;
    const places = new Map(values.map((value, i) => [value, i]));
    const inverse = Array.from(source, (value) => places.get(value) as number);
    const counts = new Array<number>(values.length).fill(0);
    for (const place of inverse) counts[place] += 1;
    return [
      first,
      ...(options.returnInverse ? [own(inverse, this.shape, "int32")] : []),
      ...(options.returnCounts ? [own(counts, [values.length], "int32")] : []),
    ];
  }
  /** How often each whole number from 0 on comes; int32. @throws RangeError for negative ones. */
  bincount({ minlength = 0 }: { readonly minlength?: number } = {}): this {
    const source = elements(this);
    let length = minlength;
    for (const value of source) {
      if (!(value >= 0) || value !== Math.floor(value))
        throw new RangeError("bincount only supports 1-d non-negative integral inputs.");
      length = Math.max(length, value + 1);
    }
    const counts = zeros("int32", length);
    for (const value of source) counts[value] += 1;
    return make(this.constructor as never, counts, [length], "int32") as this;
  }

  private axis(dim: number): number {
    return dim < 0 ? dim + Math.max(1, this.shape.length) : dim;
  }
  /** Number of elements that are not 0, of all or along axes. */
  countNonzero(dim?: number | readonly number[]): this {
    return ops.sum(ops.ne(this, 0), dim) as this;
  }
  /** The largest element so far along an axis, and where it stood, the last of equals. */
  cummax(dim: number | { readonly dim: number }): Sorted<this> {
    return this.extremesSoFar(dimOf(dim), (one, best) => one >= best || Number.isNaN(one));
  }
  /** The smallest element so far along an axis, and where it stood, the last of equals. */
  cummin(dim: number | { readonly dim: number }): Sorted<this> {
    return this.extremesSoFar(dimOf(dim), (one, best) => one <= best || Number.isNaN(one));
  }
  private extremesSoFar(dim: number, isBetter: (one: number, best: number) => boolean): Sorted<this> {
    const at = this.axis(dim);
    const source = elements(this);
    const stride = rowMajor(this.shape)[at] ?? 1;
    const count = this.shape[at] ?? 1;
    const out = zeros("int32", source.length);
    for (let i = 0; i < out.length; i++) {
      const place = Math.floor(i / stride) % count;
      const before = i - stride;
      const best = place === 0 ? i : before + (out[before] - (place - 1)) * stride;
      out[i] = place === 0 || isBetter(source[i], source[best]) ? place : out[before];
    }
    const indices = make(this.constructor as never, out, this.shape, "int32") as this;
    return { values: ops.gather(this, at, indices) as this, indices };
  }
}
