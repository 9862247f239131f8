// Random numbers as operations, so that what draws them can be planned: each run draws anew. None has a gradient.

import {
  type DType,
  elements,
  room,
  type Shape,
  sizeOf,
  type Tensor,
  type TensorClass,
  type TypedArray,
  wrap,
  zeros,
} from "../tensor/index.ts";
import { bind, primitive } from "./primitive.ts";

const drawPrimitive = primitive<(out: TypedArray) => void>({
  name: "Draw",
  value: ([a], fill) => {
    const out = room(a.dtype, sizeOf(a.shape));
    fill(out);
    return wrap(a, out, a.shape, a.dtype);
  },
});

/** A tensor of `a`'s shape, type and class, whose elements `fill` draws. */
export function drawLike<T extends Tensor>(a: T, fill: (out: TypedArray) => void): T {
  return bind(drawPrimitive, [a], fill) as T;
}

/** A tensor of a class, a shape and a type, whose elements `fill` draws. */
export function draw<T extends Tensor>(
  cls: TensorClass<T>,
  shape: Shape,
  dtype: DType,
  fill: (out: TypedArray) => void,
): T {
  // One element, repeated: only its form is read.
  const form = new cls(
    { array: zeros(dtype, 1), version: 0 },
    shape,
    shape.map(() => 0),
    0,
    dtype,
  );
  return drawLike(form, fill);
}

/** What is drawn from the elements of a tensor. */
interface DrawFrom {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly fill: (from: TypedArray, out: TypedArray) => void;
}

const drawFromPrimitive = primitive<DrawFrom>({
  name: "DrawFrom",
  value: ([a], { shape, dtype, fill }) => {
    const out = room(dtype, sizeOf(shape));
    fill(elements(a), out);
    return wrap(a, out, shape, dtype);
  },
});

/** A tensor of `a`'s class, whose elements `fill` draws from `a`'s: from their probabilities, say. */
export function drawFrom<T extends Tensor>(a: T, shape: Shape, dtype: DType, fill: DrawFrom["fill"]): T {
  return bind(drawFromPrimitive, [a], { shape, dtype, fill }) as T;
}
