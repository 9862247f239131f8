// The softmax, its logarithm, and the logarithm of a sum of exponentials, computed so that large numbers do not overflow.

import { axisOf, elements, room, sizeOf, type Tensor, toFloat, wrap } from "../tensor/index.ts";
import * as kernels from "../tensor/kernels/softmax.ts";
import { cast, mul, sub } from "./arithmetic.ts";
import { exp } from "./math.ts";
import { reshape } from "./movement.ts";
import { type BatchRule, bind, primitive } from "./primitive.ts";
import { sum } from "./reduce.ts";

/** Runs a kernel over the lanes along an axis. */
function along(a: Tensor, axis: number, kernel: kernels.LaneKernel): Tensor {
  const out = room(a.dtype, sizeOf(a.shape));
  kernel(elements(a), out, a.shape[axis] ?? 1, sizeOf(a.shape.slice(axis + 1)));
  return wrap(a, out, a.shape, a.dtype);
}

/** Of batches: along the same axis of the examples. */
const perExample: BatchRule<number> = ([a], axis, { size, again }) => {
  if (a.shape.length > 1) return again([a], axis + 1);
  return reshape(again([reshape(a, [size, 1])], 1), [size]);
};

const softmaxPrimitive = primitive<number>({
  batch: perExample,
  name: "Softmax",
  value: ([a], axis) => along(a, axis, kernels.softmax),
  gradient: [
    (dy, _inputs, y, axis) => {
      const weighted = mul(dy, y);
      return sub(weighted, mul(y, sumAlong(weighted, axis)));
    },
  ],
  saves: "output",
});

const logSoftmaxPrimitive = primitive<number>({
  batch: perExample,
  name: "LogSoftmax",
  value: ([a], axis) => along(a, axis, kernels.logSoftmax),
  gradient: [(dy, _inputs, y, axis) => sub(dy, mul(exp(y), sumAlong(dy, axis)))],
  saves: "output",
});

const logSumExpPrimitive = primitive<number>({
  batch: perExample,
  name: "Logsumexp",
  value: ([a], axis) => {
    const shape = a.shape.map((n, i) => (i === axis ? 1 : n));
    const out = room(a.dtype, sizeOf(shape));
    kernels.logSumExp(elements(a), out, a.shape[axis] ?? 1, sizeOf(a.shape.slice(axis + 1)));
    return wrap(a, out, shape, a.dtype);
  },
  gradient: [(dy, [a], y) => mul(dy, exp(sub(a, y)))],
  saves: "inputs",
});

function sumAlong(a: Tensor, axis: number): Tensor {
  return a.shape.length === 0 ? a : sum(a, axis, true);
}

/** log Σ exp(a) along an axis. */
export function logSumExp(a: Tensor, axis: number, keep = false): Tensor {
  const at = axisOf("logSumExp", axis, a.shape.length);
  const result = bind(logSumExpPrimitive, [cast(a, toFloat(a.dtype))], at);
  return keep ? result : reshape(result, [...a.shape.slice(0, at), ...a.shape.slice(at + 1)]);
}

/** a - log Σ exp(a) along an axis. */
export function logSoftmax(a: Tensor, axis: number): Tensor {
  return bind(logSoftmaxPrimitive, [cast(a, toFloat(a.dtype))], axisOf("logSoftmax", axis, a.shape.length));
}

/** exp(a) / Σ exp(a) along an axis: positive numbers that add up to 1. */
export function softmax(a: Tensor, axis: number): Tensor {
  return bind(softmaxPrimitive, [cast(a, toFloat(a.dtype))], axisOf("softmax", axis, a.shape.length));
}
