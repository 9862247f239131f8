// Running sums and products along an axis.

import { axisOf, elements, isFloat, room, sizeOf, type Tensor, wrap } from "../tensor/index.ts";
import * as kernels from "../tensor/kernels/reduce.ts";
import { cast, mul } from "./arithmetic.ts";
import { index } from "./indexing.ts";
import { stack } from "./joining.ts";
import { reshape } from "./movement.ts";
import { bind, type Primitive, primitive } from "./primitive.ts";

const cumsumPrimitive: Primitive<{ readonly axis: number; readonly backwards: boolean }> = primitive({
  name: "Cumsum",
  form: "linear",
  batch: ([a], { axis, backwards }, { size, again }) =>
    a.shape.length === 1
      ? reshape(again([reshape(a, [size, 1])], { axis: 1, backwards }), [size])
      : again([a], { axis: axis + 1, backwards }),
  value: ([a], { axis, backwards }) => {
    const source = elements(a);
    const dtype = isFloat(a.dtype) ? a.dtype : "int32";
    const out = room(dtype, source.length);
    kernels.cumulate(source, a.shape, axis, backwards, out);
    return wrap(a, out, a.shape, dtype);
  },
  gradient: [
    (dy, _inputs, _output, { axis, backwards }) => bind(cumsumPrimitive, [dy], { axis, backwards: !backwards }),
  ],
});

/** Running sums along an axis. */
export function cumsum(a: Tensor, axis: number): Tensor {
  return bind(cumsumPrimitive, [a], { axis: axisOf("cumsum", axis, a.shape.length), backwards: false });
}

/** Running products along an axis, one operation for each place, so that zeros do no harm to derivatives. */
export function cumprod(a: Tensor, axis: number): Tensor {
  const at = axisOf("cumprod", axis, a.shape.length);
  if (sizeOf(a.shape) === 0 || a.shape.length === 0) return a;
  const x = a.dtype === "bool" ? cast(a, "int32") : a;
  const parts: Tensor[] = [];
  for (let i = 0; i < a.shape[at]; i++) {
    const part = index(x, [...new Array<string>(at).fill(":"), i]);
    parts.push(i === 0 ? part : mul(parts[i - 1], part));
  }
  return stack(parts, at);
}
