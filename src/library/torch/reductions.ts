// What PyTorch's tensors are reduced by: sums, means, extremes, along all axes or some; and the forms in which axes are given.
//
//   x.sum()   x.sum(0)   x.sum([0, 1], { keepdim: true })   x.sum({ dim: 0, keepdim: true })

import type { Axes } from "../ops/index.ts";
import * as ops from "../ops/index.ts";
import { Tensor as Base } from "../tensor/index.ts";
import { Drawn } from "./drawn.ts";

/** Options of reductions. */
export interface KeepOptions {
  /** Leave the reduced axes, with size 1. Defaults to false. */
  readonly keepdim?: boolean;
}
/** Options of reductions that name their axes there. */
export interface ReduceOptions extends KeepOptions {
  /** One axis or several; all of them by default. */
  readonly dim?: Axes;
}
/** `()`, `(0)`, `([0, 1])`, `(0, { keepdim: true })` or `({ dim: 0, keepdim: true })`. */
export type ReduceArguments<Options extends KeepOptions = KeepOptions> =
  | [dim?: Axes, options?: Options | undefined]
  | [options: Options & { readonly dim?: Axes }];

/** Options of `norm`. */
export interface NormOptions extends ReduceOptions {
  /** Defaults to 2. */
  readonly p?: number | undefined;
}
/** `()`, `(1)`, `(1, 0)`, `(1, 0, { keepdim: true })` or `({ p: 1, dim: 0, keepdim: true })`. */
export type NormArguments = [p?: number, dim?: Axes, options?: KeepOptions] | [options: NormOptions];
/** What `std` and `var` take besides: what is taken from the number of elements, 1 by default; `unbiased: false` takes nothing. */
export interface SpreadOptions extends KeepOptions {
  readonly correction?: number;
  readonly unbiased?: boolean;
}
const correctionOf = ({ unbiased = true, correction = unbiased ? 1 : 0 }: SpreadOptions = {}): number => correction;

/** An axis, and whether it stays: `(0)`, `(0, { keepdim: true })` or `({ dim: 0, keepdim: true })`. */
export type DimArguments =
  | [dim: number, options?: KeepOptions | undefined]
  | [options: KeepOptions & { readonly dim: number }];

/** What `max` and `min` along an axis give. */
export interface Extremes<T> {
  readonly values: T;
  /** Where each of them was found. */
  readonly indices: T;
}

/** The side of a tensor that reduces. `Tensor` extends it. */
export abstract class Reducible extends Drawn {
  /** The sum of all elements, or along axes. */
  sum(...args: ReduceArguments): this {
    return ops.sum(this, ...reduceArguments(args)) as this;
  }
  /** The mean of all elements, or along axes; a float. */
  mean(...args: ReduceArguments): this {
    return ops.mean(this, ...reduceArguments(args)) as this;
  }
  /** The product of all elements, or along axes. */
  prod(...args: ReduceArguments): this {
    return ops.prod(this, ...reduceArguments(args)) as this;
  }
  /** The largest element, of all or along axes; a gradient is shared by equals. */
  amax(...args: ReduceArguments): this {
    const [dim, keepdim] = reduceArguments(args);
    return ops.max(this, dim ?? [], keepdim) as this;
  }
  /** The smallest element, of all or along axes; a gradient is shared by equals. */
  amin(...args: ReduceArguments): this {
    const [dim, keepdim] = reduceArguments(args);
    return ops.min(this, dim ?? [], keepdim) as this;
  }
  /** The largest of all elements; along an axis, the largest and where they are; of two tensors, the larger elements. */
  max(): this;
  max(other: Base): this;
  max(...args: DimArguments): Extremes<this>;
  max(...args: [] | [Base] | DimArguments): this | Extremes<this> {
    const [first] = args;
    if (first === undefined) return ops.max(this) as this;
    if (first instanceof Base) return ops.maximum(this, first) as this;
    return this.extremes(ops.argmax, args as DimArguments);
  }
  /** The smallest of all elements; along an axis, the smallest and where they are; of two tensors, the smaller elements. */
  min(): this;
  min(other: Base): this;
  min(...args: DimArguments): Extremes<this>;
  min(...args: [] | [Base] | DimArguments): this | Extremes<this> {
    const [first] = args;
    if (first === undefined) return ops.min(this) as this;
    if (first instanceof Base) return ops.minimum(this, first) as this;
    return this.extremes(ops.argmin, args as DimArguments);
  }
  private extremes(find: typeof ops.argmax, args: DimArguments): Extremes<this> {
    const [dim, keepdim] = reduceArguments(args) as [number, boolean];
    const indices = find(this, dim, true) as this;
    const values = ops.gather(this, dim, indices) as this;
    return keepdim ? { values, indices } : { values: values.squeeze(dim), indices: indices.squeeze(dim) };
  }
  /** Where the largest element is, the first of equals: of all elements in row-major order, or along an axis; int32. */
  argmax(...args: ReduceArguments): this {
    return ops.argmax(this, ...(reduceArguments(args) as [number, boolean])) as this;
  }
  /** Where the smallest element is, the first of equals: of all elements in row-major order, or along an axis; int32. */
  argmin(...args: ReduceArguments): this {
    return ops.argmin(this, ...(reduceArguments(args) as [number, boolean])) as this;
  }
  /** The variance, estimated from a sample: divided by n - `correction`, which defaults to 1. */
  var(...args: ReduceArguments<SpreadOptions>): this {
    return ops.variance(this, ...reduceArguments(args), correctionOf(optionsOf(args))) as this;
  }
  /** The root of the variance. */
  std(...args: ReduceArguments<SpreadOptions>): this {
    return ops.std(this, ...reduceArguments(args), correctionOf(optionsOf(args))) as this;
  }
  /** (Σ |x|^p)^(1/p) of all elements, or along axes; `p` defaults to 2: `norm()`, `norm(1)`, `norm(2, 0)`, `norm({ p: 1, dim: 0 })`. */
  norm(...args: NormArguments): this {
    const [first, dim, keep] = args;
    const { p = 2, ...over } = typeof first === "object" ? first : { p: first, dim, ...keep };
    return ops.norm(this, over.dim, over.keepdim, p) as this;
  }
  /** Whether no element is 0, of all or along axes. */
  all(...args: ReduceArguments): this {
    return ops.all(this, ...reduceArguments(args)) as this;
  }
  /** Whether an element is not 0, of all or along axes. */
  any(...args: ReduceArguments): this {
    return ops.any(this, ...reduceArguments(args)) as this;
  }
  /** Running sums along an axis. */
  cumsum(dim: number | { readonly dim: number }): this {
    return ops.cumsum(this, dimOf(dim)) as this;
  }

  /** e^this / Σ e^a along an axis. */
  softmax(dim: number | { readonly dim: number }): this {
    return ops.softmax(this, dimOf(dim)) as this;
  }
  /** log softmax along an axis, without overflow. */
  logSoftmax(dim: number | { readonly dim: number }): this {
    return ops.logSoftmax(this, dimOf(dim)) as this;
  }
  /** log Σ exp along an axis. */
  logsumexp(...args: DimArguments): this {
    return ops.logSumExp(this, ...(reduceArguments(args) as [number, boolean])) as this;
  }
}

/** The axes and whether they stay, of either form. */
export function reduceArguments(args: ReduceArguments | DimArguments): [Axes, boolean] {
  const [first, second] = args;
  if (first === undefined || typeof first === "number" || Array.isArray(first))
    return [first as Axes, (second as KeepOptions | undefined)?.keepdim ?? false];
  const { dim, keepdim = false } = first as ReduceOptions;
  return [dim, keepdim];
}

function optionsOf<Options extends KeepOptions>(args: ReduceArguments<Options>): Options | undefined {
  const last = args[args.length - 1];
  return typeof last === "object" && !Array.isArray(last) ? (last as Options) : undefined;
}

/** `0` or `{ dim: 0 }`. */
export function dimOf(dim: number | { readonly dim?: number }): number {
  return typeof dim === "number" ? dim : (dim.dim ?? 0);
}
