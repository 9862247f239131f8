// Other shapes and orders of the same elements: views where the strides allow it.

import {
  axisOf,
  copyElements,
  inferShape,
  isContiguous,
  permuteView,
  rowMajor,
  type Shape,
  sizeOf,
  type Tensor,
  view,
  wrap,
} from "../tensor/index.ts";
import { bind, type Primitive, primitive } from "./primitive.ts";

/** Reshaping under one of its names. */
function reshaping(name: string): Primitive<Shape> {
  return primitive<Shape>({
    name,
    value: ([a], shape) => {
      const strides = stridesFor(a, shape);
      return strides ? view(a, shape, strides, a.offset) : wrap(a, copyElements(a), shape, a.dtype);
    },
    gradient: [(dy, [a]) => reshape(dy, a.shape)],
    form: "linear",
    batch: ([a], shape, { size, again }) => again([a], [size, ...shape]),
  });
}
const reshapePrimitive = reshaping("View");
const unsafeViewPrimitive = reshaping("UnsafeView");
const squeezePrimitive = reshaping("Squeeze");
const unsqueezePrimitive = reshaping("Unsqueeze");

/** Strides with which `a`'s elements, where they lie, have another shape; undefined when they must be copied. */
function stridesFor(a: Tensor, shape: Shape): readonly number[] | undefined {
  if (isContiguous(a)) return rowMajor(shape);
  // Axes of size 1 come and go without a copy.
  const from = a.shape.flatMap((n, i) => (n === 1 ? [] : [i]));
  const to = shape.flatMap((n, i) => (n === 1 ? [] : [i]));
  if (from.length !== to.length || from.some((axis, i) => a.shape[axis] !== shape[to[i]])) return undefined;
  const strides = new Array<number>(shape.length).fill(1);
  to.forEach((axis, i) => {
    strides[axis] = a.strides[from[i]];
  });
  return strides;
}

/** Permuting under one of its names. */
function permuting(name: string): Primitive<readonly number[]> {
  return primitive<readonly number[]>({
    name,
    value: ([a], order) => permuteView(a, order),
    gradient: [(dy, _inputs, _output, order) => permute(dy, inverse(order))],
    form: "linear",
    batch: ([a], order, { again }) => again([a], [0, ...order.map((axis) => (axis < 0 ? axis : axis + 1))]),
  });
}
const permutePrimitive = permuting("Permute");
const transposePrimitive = permuting("Transpose");

const swapPrimitive: Primitive = primitive({
  name: "T",
  value: ([a]) => view(a, [a.shape[1], a.shape[0]], [a.strides[1], a.strides[0]], a.offset),
  gradient: [(dy) => bind(swapPrimitive, [dy], undefined)],
  form: "linear",
  batch: ([a]) => permute(a, [0, 2, 1]),
});

function inverse(order: readonly number[]): readonly number[] {
  const back = new Array<number>(order.length);
  order.forEach((axis, i) => {
    back[axis < 0 ? axis + order.length : axis] = i;
  });
  return back;
}

/** The elements in another shape; one size may be -1. A view where the elements lie in order, else a copy. @throws RangeError when the sizes do not fit. */
export function reshape(a: Tensor, shape: Shape): Tensor {
  return bind(reshapePrimitive, [a], inferShape("reshape", shape, sizeOf(a.shape)));
}

/** What an operation has just made, in the shape that it should have: PyTorch's name for it. */
export function unsafeView(a: Tensor, shape: Shape): Tensor {
  return bind(unsafeViewPrimitive, [a], shape);
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
  return bind(transposePrimitive, [a], order);
}

/** The axes in reverse order, as a view. */
export function reverseAxes(a: Tensor): Tensor {
  if (a.shape.length === 2) return bind(swapPrimitive, [a], undefined);
  return permute(a, a.shape.map((_, i) => i).reverse());
}

/** One axis at another place, as a view. */
export function moveAxis(a: Tensor, from: number, to: number): Tensor {
  const order = a.shape.map((_, i) => i);
  const at = axisOf("moveaxis", from, order.length);
  order.splice(axisOf("moveaxis", to, order.length), 0, ...order.splice(at, 1));
  return permute(a, order);
}

/** Without the axes of size 1, or without that one if its size is 1. */
export function squeeze(a: Tensor, axis?: number): Tensor {
  const at = axis === undefined ? undefined : axisOf("squeeze", axis, a.shape.length);
  const shape = a.shape.filter((n, i) => n !== 1 || (at !== undefined && i !== at));
  return bind(squeezePrimitive, [a], shape);
}

/** With a new axis of size 1 before `axis`. */
export function unsqueeze(a: Tensor, axis: number): Tensor {
  const at = axisOf("unsqueeze", axis, a.shape.length + 1);
  return bind(unsqueezePrimitive, [a], [...a.shape.slice(0, at), 1, ...a.shape.slice(at)]);
}

/** Axes `from` to `to` as one. */
export function flatten(a: Tensor, from = 0, to = -1): Tensor {
  if (a.shape.length === 0) return reshape(a, [1]);
  const first = axisOf("flatten", from, a.shape.length);
  const last = axisOf("flatten", to, a.shape.length);
  const middle = sizeOf(a.shape.slice(first, last + 1));
  return reshape(a, [...a.shape.slice(0, first), middle, ...a.shape.slice(last + 1)]);
}

/** A batch whose examples have `rank` axes at least: of size 1 where they had none, in front. */
export function withRank(a: Tensor, rank: number): Tensor {
  const missing = rank + 1 - a.shape.length;
  return missing > 0 ? reshape(a, [a.shape[0], ...new Array<number>(missing).fill(1), ...a.shape.slice(1)]) : a;
}
