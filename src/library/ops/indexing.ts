// Parts of tensors, by slices, lists and masks; and writing into them.

import {
  cut,
  elements,
  forEachOffset,
  type Index,
  isContiguous,
  type PlainIndex,
  rowMajor,
  type Shape,
  sizeOf,
  Tensor,
  type TypedArray,
  view,
  wrap,
  zeros,
} from "../tensor/index.ts";
import { fillStrided, writeStrided } from "../tensor/kernels/copy.ts";
import { launchFill } from "../tensor/kernels/launch.ts";
import { spreadTo } from "./expand.ts";
import { pickParts, take } from "./gather.ts";
import { isTransforming } from "./lifting.ts";
import { permute, reshape } from "./movement.ts";
import { joinPicks, normalIndex, widthOf } from "./picks.ts";
import { bind, type Primitive, primitive } from "./primitive.ts";
import { tracer } from "./trace.ts";

const slicePrimitive: Primitive<readonly PlainIndex[]> = primitive({
  name: (indices) => {
    const last = indices.findLast((one) => one !== ":" && one !== "...");
    return last === null ? "UnsqueezeBackward0" : typeof last === "number" ? "SelectBackward0" : "SliceBackward0";
  },
  value: ([a], indices) => cut(a, indices).view,
  gradient: [(dy, [a], _output, indices) => bind(spreadPrimitive, [dy], { shape: a.shape, indices })],
  form: "linear",
  batch: ([a], indices, { again }) => again([a], [":", ...indices]),
});

/** The reverse of a slice: `dy` at its place in zeros. */
const spreadPrimitive: Primitive<{ readonly shape: Shape; readonly indices: readonly PlainIndex[] }> = primitive({
  name: "SliceBackward",
  value: ([dy], { shape, indices }) => {
    const whole = wrap(dy, zeros(dy.dtype, sizeOf(shape)), shape, dy.dtype);
    copyInto(cut(whole, indices).view, dy);
    return whole;
  },
  gradient: [(ddy, _inputs, _output, { indices }) => bind(slicePrimitive, [ddy], indices)],
  form: "linear",
  batch: ([dy], { shape, indices }, { size, again }) =>
    again([dy], { shape: [size, ...shape], indices: [":", ...indices] }),
});

/** The part of `a` that the indices name: a view for slices, a copy where a list or a tensor picks. See Index. */
export function index(a: Tensor, given: readonly Index[]): Tensor {
  const [only] = given;
  // The commonest: examples of a minibatch.
  if (given.length === 1 && only instanceof Tensor && only.dtype !== "bool" && a.shape.length > 0) return take(a, only);
  if (given.every(isPlain)) return bind(slicePrimitive, [a], given);
  const indices = given.map(normalIndex);
  const { picks } = cut(a, indices);
  // A mask covers as many axes as it has; what stands for a pick before it is applied are whole axes.
  const wide = indices.flatMap((one) => (one instanceof Tensor ? new Array<string>(widthOf(one)).fill(":") : [one]));
  const part = wide.every((one) => one === ":") ? a : bind(slicePrimitive, [a], wide);
  const { order, count, pick } = joinPicks(part.shape, picks);
  const moved = order.every((axis, i) => axis === i) ? part : permute(part, order);
  const front =
    count === 1 ? moved : reshape(moved, [sizeOf(moved.shape.slice(0, count)), ...moved.shape.slice(count)]);
  const result = pickParts(front, pick);
  // NumPy's rule: picks that stand side by side stay where they stood; others come first.
  const first = picks[0].axis;
  const together = picks.every((one, i) => i === 0 || one.axis === picks[i - 1].axis + widthOf(picks[i - 1].index));
  if (!together || first === 0) return result;
  const rank = pick.shape.length;
  const axes = result.shape.map((_, i) => i);
  return permute(result, [...axes.slice(rank, rank + first), ...axes.slice(0, rank), ...axes.slice(rank + first)]);
}

/** Whether an index is no list and no tensor. */
export function isPlain(one: Index): one is number | string | null {
  return typeof one !== "object" || one === null;
}

/** Writes `value`, broadcast, over the part of `a` that the indices name. No gradient: callers see to recording. */
export function assign(a: Tensor, given: readonly Index[], value: Tensor | number): void {
  if (tracer === undefined) {
    assignNow(a, given, value);
    return;
  }
  const picks = given.filter((one) => one instanceof Tensor);
  const others = typeof value === "number" ? picks : [value, ...picks];
  tracer(
    ([again, ...rest]): undefined => {
      const from = typeof value === "number" ? value : rest.shift();
      assignNow(
        again,
        given.map((one) => (one instanceof Tensor ? (rest.shift() ?? one) : one)),
        from ?? 0,
      );
    },
    [a, ...others],
    undefined,
    "update",
  );
}

function assignNow(a: Tensor, given: readonly Index[], value: Tensor | number): void {
  const { view: part, picks } = cut(a, given.map(normalIndex));
  if (picks.length === 0) {
    copyInto(part, value);
    return;
  }
  const { order, count, pick } = joinPicks(part.shape, picks);
  const inner = order.slice(count);
  const innerShape = inner.map((axis) => part.shape[axis]);
  const innerStrides = inner.map((axis) => part.strides[axis]);
  const source = typeof value === "number" ? undefined : valuesFor(a, value, placed(pick.shape, innerShape, picks));
  const strides = order.slice(0, count).map((axis) => part.strides[axis]);
  const sizes = rowMajor(order.slice(0, count).map((axis) => part.shape[axis]));
  const { array } = a.storage;
  const number = typeof value === "number" ? stored(a, value) : 0;
  let i = 0;
  for (const at of pick.positions) {
    let rest = at;
    let offset = part.offset;
    for (let axis = 0; axis < sizes.length; axis++) {
      offset += Math.floor(rest / sizes[axis]) * strides[axis];
      rest %= sizes[axis];
    }
    forEachOffset(innerShape, innerStrides, offset, (to) => {
      array[to] = source ? source[i++] : number;
    });
  }
  a.storage.version += 1;
}

/** The shape of an indexed part, and the order of its axes in which the picked ones come first. */
function placed(picked: Shape, inner: Shape, picks: readonly { axis: number; index: Tensor }[]) {
  const first = picks[0].axis;
  const together = picks.every((one, i) => i === 0 || one.axis === picks[i - 1].axis + widthOf(picks[i - 1].index));
  const at = together ? first : 0;
  const shape = [...inner.slice(0, at), ...picked, ...inner.slice(at)];
  const axes = shape.map((_, i) => i);
  const order = [...axes.slice(at, at + picked.length), ...axes.slice(0, at), ...axes.slice(at + picked.length)];
  return { shape, order };
}

/** The elements of `value`, repeated to an indexed part, in the order in which they are written. */
function valuesFor(a: Tensor, value: Tensor, { shape, order }: { shape: Shape; order: readonly number[] }): TypedArray {
  const wide = permute(spreadTo("set", value, shape), order);
  const values = elements(wide);
  return values.buffer === a.storage.array.buffer ? values.slice() : values;
}

/** A number as it is stored in `a`. */
function stored(a: Tensor, value: number): number {
  return a.dtype === "bool" ? Number(value !== 0) : value;
}

/** Overwrites all elements of a view. @throws RangeError naming `operation` when the shape of `value` does not fit. */
export function copyInto(a: Tensor, value: Tensor | number, operation = "set"): void {
  if (tracer === undefined) copyNow(a, value, operation);
  else if (typeof value === "number") tracer(([again]) => copyNow(again, value, operation), [a], undefined, "update");
  else tracer(([again, from]) => copyNow(again, from, operation), [a, value], undefined, "update");
}

function copyNow(a: Tensor, value: Tensor | number, operation: string): undefined {
  a.storage.version += 1;
  if (typeof value === "number") {
    const number = stored(a, value);
    if (isContiguous(a)) launchFill(a.storage, number, a.offset, a.offset + sizeOf(a.shape));
    else fillStrided(a.storage.array, a.shape, a.strides, a.offset, number);
    return undefined;
  }
  const { array } = a.storage;
  const source = elements(spreadTo(operation, value, a.shape));
  // What is read may be what is written: then a copy first.
  const isShared = source.buffer === array.buffer;
  const values = a.dtype === "bool" && value.dtype !== "bool" ? source.map((one) => (one === 0 ? 0 : 1)) : source;
  writeStrided(array, a.shape, a.strides, a.offset, isShared ? values.slice() : values);
  return undefined;
}

/** A view of the same elements that takes no part in differentiation. */
export function detach<T extends Tensor>(a: T): T {
  if (isTransforming()) return bind(detachPrimitive, [a], undefined) as T;
  return view(a, a.shape, a.strides, a.offset);
}

const detachPrimitive = primitive({
  name: "Detach",
  value: ([a]) => view(a, a.shape, a.strides, a.offset),
  form: "elementwise",
});
