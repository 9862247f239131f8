// Copies in which a part is another: writing as an operation, with derivatives.

import {
  add,
  assign,
  bind,
  cast,
  detach,
  expandTo,
  index,
  primitive,
  repeated,
  sumTo,
  withRank,
} from "../ops/index.ts";
import { isPlain } from "../ops/indexing.ts";
import { copyElements, elements, type Index, type Shape, sizeOf, type Tensor, wrap, zeros } from "../tensor/index.ts";

/** A copy of `a` in which the part that the indices name is `value`, broadcast. */
export function assigned(a: Tensor, indices: readonly Index[], value: Tensor | number): Tensor {
  if (typeof value === "number") return bind(assignNumberPrimitive, [a], { indices, value });
  return bind(assignPrimitive, [a, value], indices);
}

/** A copy of `a` in which a number or a tensor, broadcast, is added to the part that the indices name, as often as they name it. */
export function addedAt(a: Tensor, indices: readonly Index[], value: Tensor | number): Tensor {
  const part = index(detach(a), indices);
  const other = typeof value === "number" ? fill(part, value) : expandTo(value, part.shape);
  return add(a, cast(bind(scatterAtPrimitive, [other], { shape: a.shape, indices }), a.dtype));
}

function fill(like: Tensor, value: number): Tensor {
  return wrap(like, zeros(like.dtype, sizeOf(like.shape)).fill(value), like.shape, like.dtype);
}

/** The reverse of an index of any kind: parts added up at their places in zeros. */
const scatterAtPrimitive = /* @__PURE__ */ primitive<{ readonly shape: Shape; readonly indices: readonly Index[] }>({
  name: "IndexPutBackward",
  value: ([dy], { shape, indices }) => {
    const places = wrap(
      dy,
      Int32Array.from({ length: sizeOf(shape) }, (_, i) => i),
      shape,
      "int32",
    );
    const at = elements(index(places, indices));
    const source = elements(dy);
    const out = zeros(dy.dtype, sizeOf(shape));
    for (let i = 0; i < at.length; i++) out[at[i]] += source[i];
    return wrap(dy, out, shape, dy.dtype);
  },
  gradient: [(ddy, _inputs, _output, { indices }) => index(ddy, indices)],
  form: "linear",
});

function withPart(a: Tensor, indices: readonly Index[], value: Tensor | number): Tensor {
  const copy = wrap(a, copyElements(a), a.shape, a.dtype);
  assign(copy, indices, value);
  return copy;
}

const assignNumberPrimitive = /* @__PURE__ */ primitive<{ readonly indices: readonly Index[]; readonly value: number }>(
  {
    name: "CopySlices",
    value: ([a], { indices, value }) => withPart(a, indices, value),
    gradient: [(dy, _inputs, _output, { indices }) => assigned(dy, indices, 0)],
    batch: ([a], { indices, value }, { again }) => again([a], { indices: [":", ...indices], value }),
  },
);

const assignPrimitive = /* @__PURE__ */ primitive<readonly Index[]>({
  name: "CopySlices",
  value: ([a, value], indices) => withPart(a, indices, value),
  gradient: [
    (dy, _inputs, _output, indices) => assigned(dy, indices, 0),
    (dy, [, value], _output, indices) => sumTo(index(dy, indices), value.shape),
  ],
  form: "linear",
  batch: ([a, value], indices, { size, batched: [isA, isValue], again }) => {
    // Lists and masks may bring axes to the front, before the batch's.
    if (!indices.every(isPlain)) return undefined;
    const whole = repeated(a, isA, size);
    const rank = index(detach(whole), [":", ...indices]).shape.length - 1;
    return again([whole, isValue ? withRank(value, rank) : value], [":", ...indices]);
  },
});
