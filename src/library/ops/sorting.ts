// Elements in order: sorting, the largest few, medians and quantiles.

import { axisOf, elements, rowMajor, sizeOf, type Tensor, toFloat, wrap, zeros } from "../tensor/index.ts";
import { order } from "../tensor/kernels/order.ts";
import { add, cast, mul } from "./arithmetic.ts";
import { isnan, where } from "./compare.ts";
import { gather } from "./gather.ts";
import { index } from "./indexing.ts";
import { moveAxis, reshape, unsqueeze } from "./movement.ts";
import { type BatchRule, bind, primitive } from "./primitive.ts";
import { any } from "./reduce.ts";

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

/** How a quantile that falls between two elements is made of them. */
export type Interpolation = "linear" | "lower" | "higher" | "midpoint" | "nearest";

/**
 * The element below which a share `q`, 0 to 1, lies, of all or along an axis, interpolated; NaN where there is one.
 * @throws RangeError for another `q` and for no elements.
 */
export function quantile(a: Tensor, q: number, axis?: number, keep = false, how: Interpolation = "linear"): Tensor {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`quantile: q must be between 0 and 1, not ${q}`);
  const whole = cast(axis === undefined ? reshape(a, [-1]) : a, toFloat(a.dtype));
  const at = axisOf("quantile", axis ?? 0, whole.shape.length);
  const count = whole.shape[at] ?? 1;
  if (count === 0) throw new RangeError("quantile: there is none of no elements");
  const sorted = moveAxis(sort(whole, at), at, 0);
  const place = q * (count - 1);
  const low = Math.floor(place);
  const high = Math.ceil(place);
  // Halves go to the even place, as the frameworks round.
  const nearest = place - low === 0.5 ? low + (low % 2) : Math.round(place);
  const shares = { linear: place - low, lower: 0, higher: 1, midpoint: 0.5, nearest: nearest - low } as const;
  const share = high === low ? 0 : shares[how];
  const lower = index(sorted, [low]);
  const between = share === 0 ? lower : add(mul(lower, 1 - share), mul(index(sorted, [high]), share));
  const result = where(any(isnan(whole), at), Number.NaN, between);
  if (!keep) return result;
  return axis === undefined
    ? reshape(
        result,
        a.shape.map(() => 1),
      )
    : unsqueeze(result, at);
}

/** The middle element of all or along an axis, or the mean of the middle two; NaN where there is one. */
export function median(a: Tensor, axis?: number, keep = false): Tensor {
  return quantile(a, 0.5, axis, keep, "midpoint");
}
