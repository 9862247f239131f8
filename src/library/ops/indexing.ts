// Parts of tensors, by slices, lists and masks; and writing into them.

import {
  cut,
  elements,
  forEachOffset,
  type Index,
  rowMajor,
  type Shape,
  show,
  sizeOf,
  Tensor,
  type TypedArray,
  view,
  wrap,
  zeros,
} from "../tensor/index.ts";
import { expandTo } from "./expand.ts";
import { permute, reshape } from "./movement.ts";
import { bind, type Primitive } from "./primitive.ts";

const slicePrimitive: Primitive<readonly Index[]> = {
  name: "Slice",
  value: ([a], indices) => cut(a, indices).view,
  gradient: [(dy, [a], _output, indices) => bind(spreadPrimitive, [dy], { shape: a.shape, indices })],
};

/** The reverse of a slice: `dy` at its place in zeros. */
const spreadPrimitive: Primitive<{ readonly shape: Shape; readonly indices: readonly Index[] }> = {
  name: "SliceBackward",
  value: ([dy], { shape, indices }) => {
    const whole = wrap(dy, zeros(dy.dtype, sizeOf(shape)), shape, dy.dtype);
    copyInto(cut(whole, indices).view, dy);
    return whole;
  },
  gradient: [(ddy, _inputs, _output, { indices }) => bind(slicePrimitive, [ddy], indices)],
};

interface Pick {
  readonly positions: Int32Array;
  /** Shape of the positions. */
  readonly shape: Shape;
}

/** Along the first axis: one part for each position. */
const pickPrimitive: Primitive<Pick> = {
  name: "Index",
  value: ([a], { positions, shape }) => {
    const inner = a.shape.slice(1);
    const size = sizeOf(inner);
    const source = elements(a);
    const out = zeros(a.dtype, positions.length * size);
    positions.forEach((at, i) => {
      out.set(source.subarray(at * size, (at + 1) * size), i * size);
    });
    return wrap(a, out, [...shape, ...inner], a.dtype);
  },
  gradient: [(dy, [a], _output, pick) => bind(scatterPrimitive, [dy], { ...pick, to: a.shape })],
};

/** The reverse of a pick: parts added up at their positions. */
const scatterPrimitive: Primitive<Pick & { readonly to: Shape }> = {
  name: "IndexBackward",
  value: ([dy], { positions, to }) => {
    const size = sizeOf(to.slice(1));
    const source = elements(dy);
    const out = zeros(dy.dtype, sizeOf(to));
    positions.forEach((at, i) => {
      for (let j = 0; j < size; j++) out[at * size + j] += source[i * size + j];
    });
    return wrap(dy, out, to, dy.dtype);
  },
  gradient: [(ddy, _inputs, _output, pick) => bind(pickPrimitive, [ddy], pick)],
};

/** The part of `a` that the indices name: a view for slices, a copy where a list or a tensor picks. See Index. */
export function index(a: Tensor, indices: readonly Index[]): Tensor {
  const plain = indices.map((one) => (isPick(one) ? ":" : one));
  const { picks } = cut(a, indices);
  if (picks.length === 0) return bind(slicePrimitive, [a], indices);
  // A mask covers as many axes as it has; what stands for them before it is applied are whole axes.
  const wide = indices.flatMap((one, i) =>
    one instanceof Tensor && one.dtype === "bool" ? one.shape.map(() => ":") : [plain[i] ?? null],
  );
  const part = wide.every((one) => one === ":") ? a : bind(slicePrimitive, [a], wide);
  const { order, pick } = flattened(part, picks);
  const moved = permute(part, order);
  const taken = order.length - moved.shape.length + pick.axes;
  const front = reshape(moved, [-1, ...moved.shape.slice(taken)]);
  const result = bind(pickPrimitive, [front], pick);
  // NumPy's rule: picks that stand side by side stay where they stood; others come first.
  const first = picks[0].axis;
  const together = picks.every((one, i) => i === 0 || one.axis === picks[i - 1].axis + widthOf(picks[i - 1].index));
  if (!together || first === 0) return result;
  const rank = pick.shape.length;
  const axes = result.shape.map((_, i) => i);
  return permute(result, [...axes.slice(rank, rank + first), ...axes.slice(0, rank), ...axes.slice(rank + first)]);
}

type PickIndex = Tensor | readonly number[] | readonly boolean[];

function isPick(one: Index): one is PickIndex {
  return typeof one === "object" && one !== null;
}

function widthOf(one: PickIndex): number {
  return one instanceof Tensor && one.dtype === "bool" ? one.shape.length : 1;
}

/** All picks as one, on the picked axes brought to the front and made one axis. */
function flattened(
  part: Tensor,
  picks: readonly { readonly axis: number; readonly index: PickIndex }[],
): { order: readonly number[]; pick: Pick & { axes: number } } {
  const axes: number[] = [];
  const lists: { values: Int32Array; shape: Shape }[] = [];
  for (const { axis, index: one } of picks) {
    const width = widthOf(one);
    const sizes = part.shape.slice(axis, axis + width);
    for (let i = 0; i < width; i++) axes.push(axis + i);
    lists.push(...positionsOf(one, sizes, axis));
  }
  const longest = lists.reduce((best, one) => (one.values.length > best.values.length ? one : best), lists[0]);
  const sizes = axes.map((axis) => part.shape[axis]);
  const strides = rowMajor(sizes);
  const positions = new Int32Array(longest.values.length);
  for (const [i, { values, shape }] of lists.entries()) {
    if (values.length !== 1 && values.length !== positions.length)
      throw new RangeError(`index: lists of shapes ${show(shape)} and ${show(longest.shape)} do not go together`);
    for (let j = 0; j < positions.length; j++) positions[j] += values[values.length === 1 ? 0 : j] * strides[i];
  }
  const rest = part.shape.map((_, i) => i).filter((i) => !axes.includes(i));
  return { order: [...axes, ...rest], pick: { positions, shape: longest.shape, axes: axes.length } };
}

/** The positions that a list, a tensor or a mask names, one list for each axis that it covers. */
function positionsOf(one: PickIndex, sizes: Shape, axis: number): { values: Int32Array; shape: Shape }[] {
  const isMask = one instanceof Tensor ? one.dtype === "bool" : typeof one[0] === "boolean";
  const values = one instanceof Tensor ? elements(one) : Float64Array.from(one as readonly number[], Number);
  const shape = one instanceof Tensor ? one.shape : [values.length];
  if (!isMask) {
    const wrapped = Int32Array.from(values, (at) => {
      if (!Number.isInteger(at) || at < -sizes[0] || at >= sizes[0])
        throw new RangeError(`index: ${at} is out of bounds for axis ${axis} with size ${sizes[0]}`);
      return at < 0 ? at + sizes[0] : at;
    });
    return [{ values: wrapped, shape }];
  }
  if (!shape.every((n, i) => n === sizes[i]))
    throw new RangeError(`index: a mask of shape ${show(shape)} does not fit axes of ${show(sizes)}`);
  const hits: number[] = [];
  values.forEach((value, at) => {
    if (value !== 0) hits.push(at);
  });
  const strides = rowMajor(shape);
  return shape.map((n, i) => ({
    values: Int32Array.from(hits, (at) => Math.floor(at / strides[i]) % n),
    shape: [hits.length],
  }));
}

/** Writes `value`, broadcast, over the part of `a` that the indices name. No gradient: callers see to recording. */
export function assign(a: Tensor, indices: readonly Index[], value: Tensor | number): void {
  const { view: part, picks } = cut(a, indices);
  if (picks.length === 0) {
    copyInto(part, value);
    return;
  }
  const { order, pick } = flattened(part, picks);
  const inner = order.slice(pick.axes);
  const target: Shape = [...pick.shape, ...inner.map((axis) => part.shape[axis])];
  const source = typeof value === "number" ? undefined : elements(expandTo(value, target));
  const strides = order.slice(0, pick.axes).map((axis) => part.strides[axis]);
  const sizes = rowMajor(order.slice(0, pick.axes).map((axis) => part.shape[axis]));
  const { array } = a.storage;
  let i = 0;
  for (const at of pick.positions) {
    let rest = at;
    let offset = part.offset;
    sizes.forEach((size, axis) => {
      offset += Math.floor(rest / size) * strides[axis];
      rest %= size;
    });
    forEachOffset(
      inner.map((axis) => part.shape[axis]),
      inner.map((axis) => part.strides[axis]),
      offset,
      (to) => {
        array[to] = source ? source[i++] : (value as number);
      },
    );
  }
  a.storage.version += 1;
}

/** Overwrites all elements of a view. */
export function copyInto(a: Tensor, value: Tensor | number): void {
  const { array } = a.storage;
  const source: TypedArray | undefined = typeof value === "number" ? undefined : elements(expandTo(value, a.shape));
  // What is read may be what is written: then a copy first.
  const values = source !== undefined && source.buffer === array.buffer ? source.slice() : source;
  let i = 0;
  forEachOffset(a.shape, a.strides, a.offset, (at) => {
    array[at] = values ? values[i++] : (value as number);
  });
  a.storage.version += 1;
}

/** Whole numbers as rows that are 1 at that place and 0 elsewhere. */
export function oneHot(a: Tensor, classes: number): Tensor {
  const source = elements(a);
  const out = zeros("float32", source.length * classes);
  source.forEach((value, i) => {
    if (value >= 0 && value < classes) out[i * classes + value] = 1;
  });
  return wrap(a, out, [...a.shape, classes], "float32");
}

/** A view of the same elements that takes no part in differentiation. */
export function detach<T extends Tensor>(a: T): T {
  return view(a, a.shape, a.strides, a.offset);
}
