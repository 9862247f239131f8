// Other shapes of the same elements: views where the strides allow it.

import {
  axisOf,
  elements,
  inferShape,
  isContiguous,
  permuteView,
  rowMajor,
  type Shape,
  sameShape,
  type Tensor,
  view,
  wrap,
} from "../tensor/index.ts";
import { bind, type Primitive } from "./primitive.ts";

const reshapePrimitive: Primitive<Shape> = {
  name: "View",
  value: ([a], shape) =>
    isContiguous(a) ? view(a, shape, rowMajor(shape), a.offset) : wrap(a, elements(a), shape, a.dtype),
  gradient: [(dy, [a]) => reshape(dy, a.shape)],
};

const permutePrimitive: Primitive<readonly number[]> = {
  name: "Permute",
  value: ([a], order) => permuteView(a, order),
  gradient: [(dy, _inputs, _output, order) => permute(dy, inverse(order))],
};

function inverse(order: readonly number[]): readonly number[] {
  const back = new Array<number>(order.length);
  order.forEach((axis, i) => {
    back[axis < 0 ? axis + order.length : axis] = i;
  });
  return back;
}

/** The elements in another shape; one size may be -1. A view where the elements lie in order, else a copy. @throws RangeError when the sizes do not fit. */
export function reshape(a: Tensor, shape: Shape): Tensor {
  const { length } = a.shape;
  const size = a.shape.reduce((product, n) => product * n, 1);
  const full = inferShape("reshape", shape, size);
  return length === full.length && sameShape(a.shape, full) && !a.origin
    ? view(a, a.shape, a.strides, a.offset)
    : bind(reshapePrimitive, [a], full);
}

/** The axes in another order, as a view. */
export function permute(a: Tensor, order: readonly number[]): Tensor {
  return bind(permutePrimitive, [a], order);
}

/** Two axes exchanged, as a view; by default the last two. */
export function transpose(a: Tensor, first = -2, second = -1): Tensor {
  const order = a.shape.map((_, i) => i);
  if (order.length < 2) return permute(a, order);
  const i = axisOf("transpose", first, order.length);
  const j = axisOf("transpose", second, order.length);
  [order[i], order[j]] = [order[j], order[i]];
  return permute(a, order);
}

/** Without the axes of size 1, or without that one if its size is 1. */
export function squeeze(a: Tensor, axis?: number): Tensor {
  const at = axis === undefined ? undefined : axisOf("squeeze", axis, a.shape.length);
  return reshape(
    a,
    a.shape.filter((n, i) => n !== 1 || (at !== undefined && i !== at)),
  );
}

/** With a new axis of size 1 before `axis`. */
export function unsqueeze(a: Tensor, axis: number): Tensor {
  const at = axisOf("unsqueeze", axis, a.shape.length + 1);
  return reshape(a, [...a.shape.slice(0, at), 1, ...a.shape.slice(at)]);
}

/** Axes `from` to `to` as one. */
export function flatten(a: Tensor, from = 0, to = -1): Tensor {
  if (a.shape.length === 0) return reshape(a, [1]);
  const first = axisOf("flatten", from, a.shape.length);
  const last = axisOf("flatten", to, a.shape.length);
  const middle = a.shape.slice(first, last + 1).reduce((product, n) => product * n, 1);
  return reshape(a, [...a.shape.slice(0, first), middle, ...a.shape.slice(last + 1)]);
}
