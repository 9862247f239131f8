// Sums, means, extremes along axes. `axes`: one, several, or all when it is not given; `keep` leaves them with size 1.

import {
  axesOf,
  type DType,
  elements,
  isContiguous,
  isFloat,
  room,
  sizeOf,
  type Tensor,
  toFloat,
  wrap,
  zeros,
} from "../tensor/index.ts";
import * as kernels from "../tensor/kernels/reduce.ts";
import { cast, div, mul, square, sub } from "./arithmetic.ts";
import { eq, where } from "./compare.ts";
import { expandTo } from "./expand.ts";
import { abs, pow, sign, sqrt } from "./math.ts";
import { reshape } from "./movement.ts";
import { type BatchRule, bind, type GradientRule, type Primitive, primitive } from "./primitive.ts";

/** Axes to reduce over. */
export type Axes = number | readonly number[] | undefined;

/** Over which axes, all when absent, and whether they stay. */
interface Reduction {
  readonly axes: readonly number[] | undefined;
  readonly keep: boolean;
}

const all_: Reduction = { axes: undefined, keep: false };

function reduction(name: string, a: Tensor, axes: Axes, keep: boolean): Reduction {
  if (axes === undefined && !keep) return all_;
  // An empty list of axes means all, as in PyTorch.
  const given = typeof axes === "object" && axes.length === 0 ? undefined : axes;
  return { axes: axesOf(name, given, a.shape.length), keep };
}

function fold(a: Tensor, { axes, keep }: Reduction, kernel: kernels.Fold, dtype: DType = a.dtype, divisor = 1): Tensor {
  if (axes === undefined) {
    const out = room(dtype, 1);
    const isRow = a.strides.length === 1;
    const isFlat = isRow || isContiguous(a);
    const storage = isFlat ? a.storage : { array: elements(a), version: 0 };
    kernels.foldAll(storage, isFlat ? a.offset : 0, isRow ? a.strides[0] : 1, sizeOf(a.shape), kernel, out, divisor);
    return wrap(a, out, scalarShape, dtype);
  }
  const shape = kernels.reducedShape(a.shape, axes, keep);
  const out = zeros(dtype, sizeOf(shape));
  kernels.reduce(a, axes, kernel, out);
  if (divisor !== 1) for (let i = 0; i < out.length; i++) out[i] /= divisor;
  return wrap(a, out, shape, dtype);
}
const scalarShape: readonly number[] = [];

/** Of batches: along the same axes of the examples. */
const perExample: BatchRule<Reduction> = ([a], { axes, keep }, { again }) =>
  again([a], { axes: axes?.map((axis) => axis + 1) ?? a.shape.map((_, i) => i).slice(1), keep });

/** What was reduced, repeated to the shape that it was reduced from. */
function spread(reduced: Tensor, a: Tensor, { axes, keep }: Reduction): Tensor {
  if (axes === undefined || keep) return expandTo(reduced, a.shape);
  return expandTo(reshape(reduced, kernels.reducedShape(a.shape, axes, true)), a.shape);
}

/** In the place of `spread` where nothing records and all elements get one number: it is written out at once. */
function fill(a: Tensor, dy: Tensor, divisor: number): Tensor {
  const out = room(a.dtype, sizeOf(a.shape));
  kernels.spreadOne(dy.storage, dy.offset, divisor, out);
  return wrap(a, out, a.shape, a.dtype);
}

/** "SumBackward0" over all elements, "SumBackward1" along axes. */
function named(name: string) {
  return ({ axes }: Reduction) => `${name}Backward${axes === undefined ? 0 : 1}`;
}

const sumPrimitive = primitive<Reduction>({
  name: named("Sum"),
  form: "linear",
  batch: perExample,
  value: ([a], over) => fold(a, over, kernels.sum, isFloat(a.dtype) ? a.dtype : "int32"),
  gradient: [(dy, [a], _output, over) => spread(dy, a, over)],
  fast: [(dy, [a], _output, over) => (over.axes === undefined ? fill(a, dy, 1) : spread(dy, a, over))],
});

/** How many elements are folded into one. */
function countOf({ shape }: Tensor, { axes }: Reduction): number {
  return axes === undefined ? sizeOf(shape) : axes.reduce((count, axis) => count * shape[axis], 1);
}

const meanPrimitive = primitive<Reduction>({
  name: named("Mean"),
  form: "linear",
  batch: perExample,
  value: ([a], over) => fold(a, over, kernels.sum, toFloat(a.dtype), countOf(a, over)),
  gradient: [(dy, [a], output, over) => spread(div(dy, sizeOf(a.shape) / sizeOf(output.shape)), a, over)],
  fast: [
    (dy, [a], output, over) =>
      over.axes === undefined
        ? fill(a, dy, sizeOf(a.shape))
        : spread(div(dy, sizeOf(a.shape) / sizeOf(output.shape)), a, over),
  ],
});

const prodPrimitive = primitive<Reduction>({
  name: ({ axes }) => `ProdBackward${axes === undefined ? 0 : 1}`,
  batch: perExample,
  value: ([a], over) => fold(a, over, kernels.prod, isFloat(a.dtype) ? a.dtype : "int32"),
  gradient: [
    (dy, [a], y, over) => {
      // The product of the others: with one zero it is that of the rest, with two it is 0.
      const isZero = eq(a, 0);
      const others = prod(where(isZero, 1, a), over.axes, over.keep);
      const zerosThere = sum(isZero, over.axes, over.keep);
      const ofZeros = where(eq(zerosThere, 1), others, 0);
      return mul(spread(dy, a, over), where(isZero, spread(ofZeros, a, over), div(spread(y, a, over), a)));
    },
  ],
  saves: "inputs",
});

/** Of several that are largest, each gets an equal part of the gradient. */
const toExtremes: GradientRule<Reduction> = (dy, [a], y, over) => {
  const hits = eq(a, spread(y, a, over));
  const count = cast(sum(hits, over.axes, over.keep), dy.dtype);
  return where(hits, spread(div(dy, count), a, over), 0);
};
/** `names`: over all elements, along axes. */
function extreme(names: readonly [string, string], kernel: kernels.Fold) {
  return primitive<Reduction>({
    name: ({ axes }) => names[axes === undefined ? 0 : 1],
    batch: perExample,
    value: ([a], over) => fold(a, over, kernel),
    gradient: [toExtremes],
    saves: "inputs",
  });
}
const maxPrimitive = extreme(["MaxBackward1", "AmaxBackward0"], kernels.max);
const minPrimitive = extreme(["MinBackward1", "AminBackward0"], kernels.min);

/** The sum. Of booleans, how many are true. */
export function sum(a: Tensor, axes?: Axes, keep = false): Tensor {
  return bind(sumPrimitive, [a], reduction("sum", a, axes, keep));
}
/** The mean; a float. */
export function mean(a: Tensor, axes?: Axes, keep = false): Tensor {
  return bind(meanPrimitive, [a], reduction("mean", a, axes, keep));
}
/** The product. */
export function prod(a: Tensor, axes?: Axes, keep = false): Tensor {
  return bind(prodPrimitive, [a], reduction("prod", a, axes, keep));
}
/** The largest. @throws RangeError when there are no elements. */
export function max(a: Tensor, axes?: Axes, keep = false): Tensor {
  return bind(maxPrimitive, [a], nonEmpty("max", a, reduction("max", a, axes, keep)));
}
/** The smallest. @throws RangeError when there are no elements. */
export function min(a: Tensor, axes?: Axes, keep = false): Tensor {
  return bind(minPrimitive, [a], nonEmpty("min", a, reduction("min", a, axes, keep)));
}

/** The mean square distance from the mean; `correction` is taken from the count, 1 for an estimate from a sample. */
export function variance(a: Tensor, axes?: Axes, keep = false, correction = 0): Tensor {
  const over = reduction("var", a, axes, keep);
  const squares = square(sub(a, mean(a, over.axes, true)));
  const count = (over.axes ?? a.shape.map((_, i) => i)).reduce((product, axis) => product * a.shape[axis], 1);
  return div(sum(squares, over.axes, keep), Math.max(0, count - correction));
}
const stdPrimitive = primitive({
  name: "Std",
  form: "elementwise",
  value: ([squares]) => sqrt(squares),
  // Where all are equal the root has no derivative, and PyTorch says 0.
  gradient: [(dy, _inputs, y) => div(where(eq(y, 0), 0, dy), where(eq(y, 0), 1, mul(y, 2)))],
  saves: "output",
});

/** The root of the variance. */
export function std(a: Tensor, axes?: Axes, keep = false, correction = 0): Tensor {
  return bind(stdPrimitive, [variance(a, axes, keep, correction)], undefined);
}

const normPrimitive = primitive<Reduction>({
  name: () => "NormBackward1",
  batch: perExample,
  value: ([a], over) => {
    const total = fold(a, over, kernels.sumSquares, toFloat(a.dtype));
    const { array } = total.storage;
    for (let i = 0; i < array.length; i++) array[i] = Math.sqrt(array[i]);
    return total;
  },
  // a / |a|, and 0 where the length is 0.
  gradient: [(dy, [a], y, over) => mul(a, spread(where(eq(y, 0), 0, div(dy, where(eq(y, 0), 1, y))), a, over))],
  saves: "inputs",
});

/** The Euclidean length, or with another `p` (Σ |a|^p)^(1/p). */
export function norm(a: Tensor, axes?: Axes, keep = false, p = 2): Tensor {
  const x = cast(a, toFloat(a.dtype));
  if (p === 2) return bind(normPrimitive, [x], reduction("norm", x, axes, keep));
  if (p === 1) return sum(abs(x), axes, keep);
  if (p === Number.POSITIVE_INFINITY) return max(abs(x), axes, keep);
  if (p === 0) return sum(cast(abs(sign(x)), x.dtype), axes, keep);
  return pow(sum(pow(abs(x), p), axes, keep), 1 / p);
}

/** A reduction without a gradient, to whole numbers or booleans. */
const counted = (name: string, kernel: kernels.Fold, dtype: DType): Primitive<Reduction> =>
  primitive({ name, value: ([a], over) => fold(a, over, kernel, dtype), batch: perExample });

const allPrimitive = counted("All", kernels.all, "bool");
const anyPrimitive = counted("Any", kernels.any, "bool");
const argmaxPrimitive = counted("Argmax", kernels.argmax, "int32");
const argminPrimitive = counted("Argmin", kernels.argmin, "int32");

/** Whether all are not zero. */
export function all(a: Tensor, axes?: Axes, keep = false): Tensor {
  return bind(allPrimitive, [a], reduction("all", a, axes, keep));
}
/** Whether one is not zero. */
export function any(a: Tensor, axes?: Axes, keep = false): Tensor {
  return bind(anyPrimitive, [a], reduction("any", a, axes, keep));
}
/** The index of the first largest along an axis, or among all elements. */
export function argmax(a: Tensor, axis?: number, keep = false): Tensor {
  return bind(argmaxPrimitive, [a], nonEmpty("argmax", a, reduction("argmax", a, axis, keep)));
}
/** The index of the first smallest along an axis, or among all elements. */
export function argmin(a: Tensor, axis?: number, keep = false): Tensor {
  return bind(argminPrimitive, [a], nonEmpty("argmin", a, reduction("argmin", a, axis, keep)));
}

function nonEmpty(name: string, a: Tensor, over: Reduction): Reduction {
  const isEmpty = over.axes === undefined ? sizeOf(a.shape) === 0 : over.axes.some((axis) => a.shape[axis] === 0);
  if (isEmpty) throw new RangeError(`${name}: there is none of no elements (shape [${a.shape.join(", ")}])`);
  return over;
}
