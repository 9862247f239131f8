// Elements in order: sorting, and the largest few.

import { axisOf, elements, rowMajor, sizeOf, type Tensor, wrap, zeros } from "../tensor/index.ts";
import { order } from "../tensor/kernels/order.ts";
import { gather } from "./gather.ts";
import { index } from "./indexing.ts";
import { reshape } from "./movement.ts";
import { type BatchRule, bind, primitive } from "./primitive.ts";

/** Along which axis, and whether the largest come first. */
interface Order {
  readonly axis: number;
  readonly descending: boolean;
}

const perExample: BatchRule<Order> = ([a], { axis, descending }, { size, again }) =>
  a.shape.length > 1
    ? again([a], { axis: axis + 1, descending })
    : reshape(again([reshape(a, [size, 1])], { axis: 1, descending }), [size]);

const orderPrimitive = primitive<Order>({
  name: "Argsort",
  value: ([a], { axis, descending }) => {
    const source = elements(a);
    const out = zeros("int32", sizeOf(a.shape));
    const count = a.shape[axis] ?? 1;
    const stride = rowMajor(a.shape)[axis] ?? 1;
    const places = new Int32Array(count);
    for (let block = 0; block < out.length; block += count * stride)
      for (let lane = block; lane < block + stride; lane++) {
        order(source, lane, stride, descending, places);
        for (let i = 0; i < count; i++) out[lane + i * stride] = places[i];
      }
    return wrap(a, out, a.shape, "int32");
  },
  batch: perExample,
});

/** The positions along an axis that put the elements in order; int32. Equals keep theirs, NaN counts as the largest. */
export function argsort(a: Tensor, axis = -1, descending = false): Tensor {
  return bind(orderPrimitive, [a], { axis: axisOf("argsort", axis, a.shape.length), descending });
}

/** The elements along an axis in order, ascending or descending; NaN counts as the largest. */
export function sort(a: Tensor, axis = -1, descending = false): Tensor {
  if (a.shape.length === 0) return a;
  const at = axisOf("sort", axis, a.shape.length);
  return gather(a, at, argsort(a, at, descending));
}

/** The `count` largest (or smallest) along an axis, in order, and where they are. @throws RangeError when there are not so many. */
export function topK(a: Tensor, count: number, axis = -1, largest = true): { values: Tensor; indices: Tensor } {
  const at = axisOf("topk", axis, a.shape.length);
  if (!(count >= 0 && count <= (a.shape[at] ?? 1)))
    throw new RangeError(`topk: k = ${count} is out of range for an axis of size ${a.shape[at] ?? 1}`);
  const order = argsort(a, at, largest);
  const indices = index(order, [...new Array<string>(at).fill(":"), `:${count}`]);
  return { values: gather(a, at, indices), indices };
}
