// Random numbers as an operation, so that what draws them can be planned: each run draws anew.

import { room, sizeOf, type Tensor, type TypedArray, wrap } from "../tensor/index.ts";
import { bind, primitive } from "./primitive.ts";

const drawPrimitive = primitive<(out: TypedArray) => void>({
  name: "Draw",
  value: ([a], fill) => {
    const out = room(a.dtype, sizeOf(a.shape));
    fill(out);
    return wrap(a, out, a.shape, a.dtype);
  },
});

/** A tensor of `a`'s shape, type and class, whose elements `fill` draws. It has no gradient. */
export function drawLike(a: Tensor, fill: (out: TypedArray) => void): Tensor {
  return bind(drawPrimitive, [a], fill);
}
