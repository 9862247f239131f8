// Parts at positions that are computed: along the first axis, as minibatches and embeddings take them, or one element for each position.

import {
  elements,
  isContiguous,
  room,
  rowMajor,
  type Shape,
  sizeOf,
  type Tensor,
  type TypedArray,
  wrap,
  zeros,
} from "../tensor/index.ts";
import { add } from "./arithmetic.ts";
import { lt, where } from "./compare.ts";
import { repeated } from "./expand.ts";
import { moveAxis, reshape } from "./movement.ts";
import { type Pick, wrapped } from "./picks.ts";
import { bind, type Primitive, primitive } from "./primitive.ts";

/** Along the first axis: one part for each position. */
const pickPrimitive: Primitive<Pick> = primitive({
  name: "Index",
  value: ([a], { positions, shape }) => rowsAt(a, positions, 0, positions.length, shape),
  gradient: [(dy, [a], _output, pick) => bind(scatterPrimitive, [dy], { ...pick, to: a.shape })],
  form: "linear",
  batch: ([a], pick, { again }) => moveAxis(again([moveAxis(a, 0, 1)], pick), pick.shape.length, 0),
});

/** Along the first axis too: the positions are a tensor. */
const takePrimitive: Primitive = primitive({
  name: "Index",
  value: ([a, positions]) => {
    const size = sizeOf(positions.shape);
    if (isContiguous(positions)) return rowsAt(a, positions.storage.array, positions.offset, size, positions.shape);
    return rowsAt(a, elements(positions), 0, size, positions.shape);
  },
  gradient: [(dy, [a, positions]) => bind(putPrimitive, [dy, positions], a.shape)],
  saves: "last",
  form: "linear",
  batch: ([a, positions], attributes, { size, batched: [isA, isPositions], again }) => {
    if (!isPositions) return moveAxis(again([moveAxis(a, 0, 1), positions], attributes), positions.shape.length, 0);
    if (!isA) return again([a, positions], attributes);
    return again([joinFirst(a), offsetBy(positions, a.shape[1], size)], attributes);
  },
});

/** The reverse of `take`: parts added up at their positions. */
const putPrimitive: Primitive<Shape> = primitive({
  name: "IndexBackward",
  value: ([dy, positions], to) => addUp(dy, wrapped(positions, to[0], 0), to),
  gradient: [(ddy, [, positions]) => bind(takePrimitive, [ddy, positions], undefined)],
  saves: "last",
  form: "linear",
  batch: ([dy, positions], to, { size, batched: [isDy, isPositions], again }) => {
    if (!isPositions) {
      const inner = moveAxis(dy, 0, positions.shape.length);
      return moveAxis(again([inner, positions], [to[0], size, ...to.slice(1)]), 1, 0);
    }
    const parts = again([repeated(dy, isDy, size), offsetBy(positions, to[0], size)], [size * to[0], ...to.slice(1)]);
    return reshape(parts, [size, ...to]);
  },
});

/** The parts of `a` at the positions that stand in an array from `start` on; negative ones count from the end. */
function rowsAt(a: Tensor, positions: TypedArray, start: number, count: number, shape: Shape): Tensor {
  const rows = a.shape[0];
  let size = 1;
  for (let i = 1; i < a.shape.length; i++) size *= a.shape[i];
  const isFlat = isContiguous(a);
  const source = isFlat ? a.storage.array : elements(a);
  const from = isFlat ? a.offset : 0;
  const out = room(a.dtype, count * size);
  const isWhole = positions instanceof Int32Array;
  for (let i = 0, to = 0; i < count; i++) {
    let row = positions[start + i];
    if (row < 0) row += rows;
    if (!(row >= 0 && row < rows) || !(isWhole || row === Math.floor(row)))
      throw new RangeError(`index: ${positions[start + i]} is out of bounds for axis 0 with size ${rows}`);
    const at = from + row * size;
    // Long parts are copied as blocks, short ones faster by hand.
    if (size === 1) out[to] = source[at];
    else if (size > 64) out.set(source.subarray(at, at + size), to);
    else for (let j = 0; j < size; j++) out[to + j] = source[at + j];
    to += size;
  }
  return wrap(a, out, a.shape.length === 1 ? shape : [...shape, ...a.shape.slice(1)], a.dtype);
}

/** The reverse of a pick: parts added up at their positions. */
const scatterPrimitive: Primitive<Pick & { readonly to: Shape }> = primitive({
  name: "IndexBackward",
  value: ([dy], { positions, to }) => addUp(dy, positions, to),
  gradient: [(ddy, _inputs, _output, pick) => bind(pickPrimitive, [ddy], pick)],
  form: "linear",
  batch: ([dy], { positions, shape, to }, { size, again }) => {
    const inner = moveAxis(dy, 0, shape.length);
    return moveAxis(again([inner], { positions, shape, to: [to[0], size, ...to.slice(1)] }), 1, 0);
  },
});

/** Zeros of a shape to which the parts of `dy` are added at their positions on the first axis. */
function addUp(dy: Tensor, positions: Int32Array, to: Shape): Tensor {
  const size = sizeOf(to.slice(1));
  const source = elements(dy);
  const out = zeros(dy.dtype, sizeOf(to));
  for (let i = 0, from = 0; i < positions.length; i++)
    for (let j = 0, at = positions[i] * size; j < size; j++) out[at++] += source[from++];
  return wrap(dy, out, to, dy.dtype);
}

/** Both first axes as one. */
const joinFirst = (a: Tensor): Tensor => reshape(a, [a.shape[0] * a.shape[1], ...a.shape.slice(2)]);

/** Each example's positions in its own `rows` of all examples' rows, where they are made one axis. */
function offsetBy(positions: Tensor, rows: number, size: number): Tensor {
  const starts = zeros("int32", size).map((_, i) => i * rows);
  const first = wrap(positions, starts, [size, ...positions.shape.slice(1).fill(1)], "int32");
  return add(where(lt(positions, 0), add(positions, rows), positions), first);
}

/** The parts of `a` at positions along its first axis that are known already. */
export function pickParts(a: Tensor, pick: Pick): Tensor {
  return bind(pickPrimitive, [a], pick);
}

/** The parts of `a` at `positions` along its first axis: of their shape, then the rest of `a`'s. @throws RangeError for one that is out of bounds. */
export function take(a: Tensor, positions: Tensor): Tensor {
  return bind(takePrimitive, [a, positions], undefined);
}

/**
 * Along one axis, elements at the positions that `positions`, of the result's shape, names for each place: result[i][j] = a[positions[i][j]][j] for axis 0.
 * With `strict`, what the positions are called in errors, negative ones do not count from the end, but are out of bounds.
 */
export function gather(a: Tensor, axis: number, positions: Tensor, strict?: string): Tensor {
  const at = axis < 0 ? axis + a.shape.length : axis;
  const fits =
    positions.shape.length === a.shape.length && positions.shape.every((n, i) => i === at || n <= a.shape[i]);
  if (!fits)
    throw new RangeError(
      `gather: positions of shape [${positions.shape.join(", ")}] do not fit a tensor of shape [${a.shape.join(", ")}]`,
    );
  return bind(gatherPrimitive, [a, positions], { axis: at, strict });
}

const gatherPrimitive: Primitive<{ readonly axis: number; readonly strict: string | undefined }> = primitive({
  name: "Gather",
  value: ([a, positions], { axis, strict }) => {
    const places = placesOf(positions, a.shape, axis, strict);
    const source = elements(a);
    const out = room(a.dtype, places.length);
    for (let i = 0; i < places.length; i++) out[i] = source[places[i]];
    return wrap(a, out, positions.shape, a.dtype);
  },
  gradient: [
    (dy, [a, positions], _output, { axis }) => bind(ungatherPrimitive, [dy, positions], { axis, to: a.shape }),
  ],
  saves: "last",
  form: "linear",
  batch: ([a, positions], { axis, strict }, { size, batched: [isA, isPositions], again }) =>
    again([repeated(a, isA, size), repeated(positions, isPositions, size)], { axis: axis + 1, strict }),
});

/** The reverse of `gather`: elements added up at their places. */
const ungatherPrimitive: Primitive<{ readonly axis: number; readonly to: Shape }> = primitive({
  name: "GatherBackward",
  value: ([dy, positions], { axis, to }) => {
    const places = placesOf(positions, to, axis);
    const source = elements(dy);
    const out = zeros(dy.dtype, sizeOf(to));
    for (let i = 0; i < places.length; i++) out[places[i]] += source[i];
    return wrap(dy, out, to, dy.dtype);
  },
  gradient: [
    (ddy, [, positions], _output, { axis }) => bind(gatherPrimitive, [ddy, positions], { axis, strict: undefined }),
  ],
  saves: "last",
  form: "linear",
  batch: ([dy, positions], { axis, to }, { size, batched: [isDy, isPositions], again }) =>
    again([repeated(dy, isDy, size), repeated(positions, isPositions, size)], { axis: axis + 1, to: [size, ...to] }),
});

/** Where in an array of `shape` the elements stand that positions along one axis name. */
function placesOf(positions: Tensor, shape: Shape, axis: number, strict?: string): Int32Array {
  const strides = rowMajor(shape);
  const places = wrapped(positions, shape[axis], axis, strict);
  const own = rowMajor(positions.shape);
  for (let i = 0; i < places.length; i++) {
    let to = places[i] * strides[axis];
    for (let d = 0; d < own.length; d++)
      if (d !== axis) to += (Math.floor(i / own[d]) % positions.shape[d]) * strides[d];
    places[i] = to;
  }
  return places;
}
