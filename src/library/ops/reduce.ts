// Sums, means, extremes along axes. `axes`: one, several, or all when it is not given; `keep` leaves them with size 1.

import {
  axesOf,
  axisOf,
  type DType,
  elements,
  isFloat,
  sizeOf,
  type Tensor,
  toFloat,
  wrap,
  zeros,
} from "../tensor/index.ts";
import * as kernels from "../tensor/kernels/reduce.ts";
import { cast, div, mul, square, sub } from "./arithmetic.ts";
import { eq } from "./compare.ts";
import { expandTo } from "./expand.ts";
import { sqrt } from "./math.ts";
import { reshape } from "./movement.ts";
import { bind, type Primitive } from "./primitive.ts";

/** Axes to reduce over. */
export type Axes = number | readonly number[] | undefined;

interface Reduction {
  readonly axes: readonly number[];
  readonly keep: boolean;
}

function fold(a: Tensor, { axes, keep }: Reduction, kernel: kernels.Fold, dtype: DType = a.dtype): Tensor {
  const shape = kernels.reducedShape(a.shape, axes, keep);
  const out = zeros(dtype, sizeOf(shape));
  if (kernel === kernels.sum && out.length === 1) out[0] = kernels.sumAll(a);
  else kernels.reduce(a, axes, kernel, out);
  return wrap(a, out, shape, dtype);
}

/** What was reduced, with its axes back as size 1. */
function withAxes(reduced: Tensor, a: Tensor, axes: readonly number[]): Tensor {
  return reshape(reduced, kernels.reducedShape(a.shape, axes, true));
}

const sumPrimitive: Primitive<Reduction> = {
  name: "Sum",
  value: ([a], reduction) =>
    fold(a, reduction, kernels.sum, a.dtype === "bool" || a.dtype === "uint8" ? "int32" : a.dtype),
  gradient: [(dy, [a], _output, { axes }) => expandTo(withAxes(dy, a, axes), a.shape)],
};

const meanPrimitive: Primitive<Reduction> = {
  name: "Mean",
  value: ([a], reduction) => {
    const total = fold(a, reduction, kernels.sum, toFloat(a.dtype));
    const count = sizeOf(a.shape) / total.storage.array.length;
    const { array } = total.storage;
    for (let i = 0; i < array.length; i++) array[i] /= count;
    return total;
  },
  gradient: [
    (dy, [a], output, { axes }) =>
      expandTo(withAxes(div(dy, sizeOf(a.shape) / sizeOf(output.shape)), a, axes), a.shape),
  ],
};

const prodPrimitive: Primitive<Reduction> = {
  name: "Prod",
  value: ([a], reduction) => fold(a, reduction, kernels.prod),
  gradient: [(dy, [a], y, { axes }) => div(expandTo(withAxes(mul(dy, y), a, axes), a.shape), a)],
  saves: "inputs",
};

/** Of several that are largest, each gets an equal part of the gradient. */
function extreme(name: string, kernel: kernels.Fold): Primitive<Reduction> {
  return {
    name,
    value: ([a], reduction) => fold(a, reduction, kernel),
    gradient: [
      (dy, [a], y, { axes }) => {
        const hits = cast(eq(a, expandTo(withAxes(y, a, axes), a.shape)), dy.dtype);
        const count = sum(hits, axes, true);
        return mul(hits, expandTo(div(withAxes(dy, a, axes), count), a.shape));
      },
    ],
    saves: "inputs",
  };
}
const maxPrimitive = extreme("Amax", kernels.max);
const minPrimitive = extreme("Amin", kernels.min);

function reduction(name: string, a: Tensor, axes: Axes, keep: boolean): Reduction {
  return { axes: axesOf(name, axes, a.shape.length), keep };
}

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
  return bind(maxPrimitive, [nonEmpty("max", a)], reduction("max", a, axes, keep));
}
/** The smallest. @throws RangeError when there are no elements. */
export function min(a: Tensor, axes?: Axes, keep = false): Tensor {
  return bind(minPrimitive, [nonEmpty("min", a)], reduction("min", a, axes, keep));
}

/** The mean square distance from the mean; `correction` is taken from the count, 1 for an estimate from a sample. */
export function variance(a: Tensor, axes?: Axes, keep = false, correction = 0): Tensor {
  const { axes: list } = reduction("var", a, axes, keep);
  const count = list.reduce((product, axis) => product * a.shape[axis], 1);
  return div(sum(square(sub(a, mean(a, list, true))), list, keep), Math.max(0, count - correction));
}
/** The root of the variance. */
export function std(a: Tensor, axes?: Axes, keep = false, correction = 0): Tensor {
  return sqrt(variance(a, axes, keep, correction));
}
/** The Euclidean length. */
export function norm(a: Tensor, axes?: Axes, keep = false): Tensor {
  return sqrt(sum(square(a), axes, keep));
}

/** Whether all are not zero. */
export function all(a: Tensor, axes?: Axes, keep = false): Tensor {
  return fold(a, reduction("all", a, axes, keep), kernels.all, "bool");
}
/** Whether one is not zero. */
export function any(a: Tensor, axes?: Axes, keep = false): Tensor {
  return fold(a, reduction("any", a, axes, keep), kernels.any, "bool");
}
/** The index of the first largest along an axis, or among all elements. */
export function argmax(a: Tensor, axis?: number, keep = false): Tensor {
  return fold(nonEmpty("argmax", a), reduction("argmax", a, axis, keep), kernels.argmax, "int32");
}
/** The index of the first smallest along an axis, or among all elements. */
export function argmin(a: Tensor, axis?: number, keep = false): Tensor {
  return fold(nonEmpty("argmin", a), reduction("argmin", a, axis, keep), kernels.argmin, "int32");
}

function nonEmpty(name: string, a: Tensor): Tensor {
  if (sizeOf(a.shape) === 0) throw new RangeError(`${name}: a tensor without elements has none`);
  return a;
}

const cumsumPrimitive: Primitive<{ readonly axis: number; readonly backwards: boolean }> = {
  name: "Cumsum",
  value: ([a], { axis, backwards }) => {
    const source = elements(a);
    const out = zeros(isFloat(a.dtype) ? a.dtype : "int32", source.length);
    kernels.cumulate(source, a.shape, axis, out);
    if (backwards) {
      // From the end: the total, less what came before.
      const total = elements(expandTo(sum(a, axis, true), a.shape));
      for (let i = 0; i < out.length; i++) out[i] = total[i] - out[i] + source[i];
    }
    return wrap(a, out, a.shape, isFloat(a.dtype) ? a.dtype : "int32");
  },
  gradient: [
    (dy, _inputs, _output, { axis, backwards }) => bind(cumsumPrimitive, [dy], { axis, backwards: !backwards }),
  ],
};

/** Running sums along an axis. */
export function cumsum(a: Tensor, axis: number): Tensor {
  return bind(cumsumPrimitive, [a], { axis: axisOf("cumsum", axis, a.shape.length), backwards: false });
}
