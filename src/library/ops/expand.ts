// Repeating along axes, and its reverse, summing over what was repeated: the two are each other's gradient.

import {
  broadcastStrides,
  isContiguous,
  type Shape,
  sameShape,
  show,
  sizeOf,
  type Tensor,
  view,
  wrap,
  zeros,
} from "../tensor/index.ts";
import * as kernels from "../tensor/kernels/reduce.ts";
import { reshape, withRank } from "./movement.ts";
import { bind, primitive } from "./primitive.ts";

const expandPrimitive = primitive<Shape>({
  name: "Expand",
  value: ([a], shape) => view(a, shape, broadcastStrides(a.shape, a.strides, shape), a.offset),
  gradient: [(dy, [a]) => sumTo(dy, a.shape)],
  form: "linear",
  batch: ([a], shape, { size, again }) => again([withRank(a, shape.length)], [size, ...shape]),
});

const sumToPrimitive = primitive<Shape>({
  name: "SumToSize",
  value: ([a], shape) => {
    const out = zeros(a.dtype, sizeOf(shape));
    const missing = a.shape.length - shape.length;
    if (out.length === 1) kernels.sumAll(a, out);
    // A bias: the gradient of rows to which one row was added.
    else if (out.length > 0 && isContiguous(a) && sameShape(a.shape.slice(missing), shape))
      kernels.sumRows(a.storage.array, a.offset, sizeOf(a.shape) / out.length, out.length, out);
    else {
      const axes = a.shape
        .map((_, i) => i)
        .filter((i) => i < missing || (shape[i - missing] === 1 && a.shape[i] !== 1));
      kernels.reduce(a, axes, kernels.sum, out);
    }
    return wrap(a, out, shape, a.dtype);
  },
  gradient: [(dy, [a]) => expandTo(dy, a.shape)],
  form: "linear",
  batch: ([a], shape, { size, again }) => {
    const ones = new Array<number>(a.shape.length - 1 - shape.length).fill(1);
    return reshape(again([a], [size, ...ones, ...shape]), [size, ...shape]);
  },
});

/** A view of `a` repeated to `shape`, where -1 leaves a size as it is. @throws RangeError when it does not broadcast to it. */
export function expandTo(a: Tensor, shape: Shape): Tensor {
  if (sameShape(a.shape, shape)) return a;
  const missing = shape.length - a.shape.length;
  let full = shape;
  for (let i = 0; i < shape.length; i++) {
    const size = a.shape[i - missing];
    if (shape[i] === -1 && i >= missing) {
      if (full === shape) full = shape.slice();
      (full as number[])[i] = size;
    } else if (shape[i] < 0 || (i >= missing && size !== 1 && size !== shape[i])) throw cannotExpand(a, shape);
  }
  if (missing < 0) throw cannotExpand(a, shape);
  return bind(expandPrimitive, [a], full);
}

/** `a`, untracked, repeated to the shape of what is written over. @throws RangeError naming `operation` when it does not fit. */
export function spreadTo(operation: string, a: Tensor, shape: Shape): Tensor {
  const missing = shape.length - a.shape.length;
  if (missing < 0 || a.shape.some((size, i) => size !== 1 && size !== shape[i + missing]))
    throw new RangeError(`${operation}: shape ${show(a.shape)} does not fit into ${show(shape)}`);
  return expandTo(view(a, a.shape, a.strides, a.offset), shape);
}

function cannotExpand(a: Tensor, shape: Shape): RangeError {
  return new RangeError(`expand: cannot expand ${show(a.shape)} to ${show(shape)}`);
}

/** `a` summed over the axes along which `shape` would be repeated to `a`'s: undoes broadcasting. */
export function sumTo(a: Tensor, shape: Shape): Tensor {
  return sameShape(a.shape, shape) ? a : bind(sumToPrimitive, [a], shape);
}

/** An input of an operation on batches with an example for each, if it has not. */
export function repeated(a: Tensor, isBatched: boolean, size: number): Tensor {
  return isBatched ? a : expandTo(a, [size, ...a.shape]);
}
