// How element-wise operations walk their inputs: broadcasting by strides, without copies.

import {
  broadcast,
  copyElements,
  type DType,
  elements,
  isContiguous,
  isFloat,
  kindOf,
  newArray,
  promote,
  room,
  type Shape,
  type Storage,
  sameShape,
  sizeOf,
  Tensor,
  type TypedArray,
  wrap,
  wrapLike,
  zeros,
} from "../tensor/index.ts";
import { launchBinary, launchUnary } from "../tensor/kernels/launch.ts";
import type { BinaryLoop } from "../tensor/kernels/loops.ts";
import type { UnaryLoop } from "../tensor/kernels/math.ts";

/** What stands where a tensor is expected: a tensor or a number. */
export type Operand = Tensor | number;

/** The operand of an operation, known to be no number, as the tensor that it has to be. @throws TypeError naming `operation` for anything else. */
export function tensorOf(operation: string, operand: Operand): Tensor {
  if (operand instanceof Tensor) return operand;
  const wanted = typeof operand === "number" ? "a tensor" : "a tensor or a number";
  throw new TypeError(`${operation}: an operand must be ${wanted}, not ${kindOf(operand)}`);
}

/** What counts when types meet: booleans, whole numbers, floats. */
const kindOfType = (dtype: DType): number => (dtype === "bool" ? 0 : isFloat(dtype) ? 2 : 1);

/** The type in which two tensors meet. In PyTorch one without axes gives way to one that has some, unless it is of a higher kind. */
export function meeting(a: Tensor, b: Tensor): DType {
  if (a.dtype === b.dtype) return a.dtype;
  if (a.scalarsGiveWay && (a.shape.length === 0) !== (b.shape.length === 0)) {
    const [wide, single] = a.shape.length === 0 ? [b.dtype, a.dtype] : [a.dtype, b.dtype];
    if (kindOfType(single) <= kindOfType(wide)) return wide;
  }
  return promote(a.dtype, b.dtype);
}

/** A new tensor of a function of each element, computed and stored as `dtype`. */
export function mapElements(a: Tensor, loop: UnaryLoop, dtype: DType = a.dtype): Tensor {
  const size = sizeOf(a.shape);
  const out = room(dtype, size);
  if (isContiguous(a)) launchUnary(loop, a.storage, a.offset, out, size);
  else loop(elements(a), 0, out, size);
  return wrapLike(a, out, dtype);
}

/** A new tensor of a function of the elements of `a` and `b`, broadcast to each other, computed in `type` and stored as `result`. */
export function zipElements(
  name: string,
  a: Tensor,
  b: Tensor,
  loop: BinaryLoop,
  type = meeting(a, b),
  result: DType = type,
): Tensor {
  const x = a.dtype === type ? a : converted(a, type);
  const y = b.dtype === type ? b : converted(b, type);
  if (sameShape(a.shape, b.shape) && isContiguous(x) && isContiguous(y)) {
    const size = sizeOf(a.shape);
    const out = room(result, size);
    launchBinary(loop, x.storage, x.offset, 1, y.storage, y.offset, 1, out, 0, size);
    return wrapLike(x, out, result);
  }
  // A number, or a row, for each row.
  if (isContiguous(x) && isContiguous(y) && isTail(b.shape, a.shape)) {
    const size = sizeOf(a.shape);
    const row = sizeOf(b.shape);
    const out = room(result, size);
    if (row === 1) launchBinary(loop, x.storage, x.offset, 1, y.storage, y.offset, 0, out, 0, size);
    else {
      const { array, offset, count } = repeated(y, row, size);
      for (let i = 0; i < size; i += count)
        loop(x.storage.array, x.offset + i, 1, array, offset, 1, out, i, Math.min(count, size - i));
    }
    return wrapLike(x, out, result);
  }
  const shape = broadcast(name, a.shape, b.shape);
  const out = room(result, sizeOf(shape));
  zipInto(x, y, loop, out, 0, shape);
  return wrap(a, out, shape, result);
}

/** Rows are put together to so many elements, so that loops are worth their start. */
const manyRows = 2048;

/** A row as an array; a short one as often as makes it long. */
function repeated(y: Tensor, row: number, size: number): { array: TypedArray; offset: number; count: number } {
  const times = Math.floor(Math.min(size, manyRows) / row);
  const { array } = y.storage;
  if (times < 2 || size < manyRows) return { array, offset: y.offset, count: row };
  const rows = room(y.dtype, times * row);
  const one = array.subarray(y.offset, y.offset + row);
  for (let i = 0; i < rows.length; i += row) rows.set(one, i);
  return { array: rows, offset: 0, count: rows.length };
}

/** Whether `row` is how `shape` ends, or one number in no more axes. */
function isTail(row: Shape, shape: Shape): boolean {
  const missing = shape.length - row.length;
  if (missing < 0) return false;
  let isOne = true;
  let ends = true;
  for (let i = 0; i < row.length; i++) {
    if (row[i] !== 1) isOne = false;
    if (row[i] !== shape[missing + i]) ends = false;
  }
  return isOne || ends;
}

// Plain numbers stand in these while an operation reads them, so that they are rounded as elements are.
const one = (dtype: DType): Storage => ({ array: zeros(dtype, 1), version: 0 });
const scratch: Readonly<Record<DType, Storage>> = {
  bool: one("bool"),
  uint8: one("uint8"),
  int32: one("int32"),
  float32: one("float32"),
  float64: one("float64"),
};

/** A number as the only element of a storage that the next call of this overwrites. */
export function numberAs(dtype: DType, number: number): Storage {
  const storage = scratch[dtype];
  storage.array[0] = number;
  return storage;
}

/** Like `zipElements`, with a plain number as the second operand, or, when `isFirst`, as the first. */
export function zipNumber(
  a: Tensor,
  number: number,
  loop: BinaryLoop,
  type: DType,
  result: DType = type,
  isFirst = false,
): Tensor {
  let x = a.dtype === type ? a : converted(a, type);
  if (!isContiguous(x)) x = converted(x, type);
  const size = sizeOf(a.shape);
  const out = room(result, size);
  const one = numberAs(type, number);
  if (isFirst) launchBinary(loop, one, 0, 0, x.storage, x.offset, 1, out, 0, size);
  else launchBinary(loop, x.storage, x.offset, 1, one, 0, 0, out, 0, size);
  return wrapLike(x, out, result);
}

/** A copy, in row-major order, as another type. */
export function converted(a: Tensor, dtype: DType): Tensor {
  return wrap(a, copyElements(a, dtype), a.shape, dtype);
}

/** Writes a function of `a` and `b`, both broadcast to `shape`, to `out` from `at` on, in row-major order. */
export function zipInto(a: Tensor, b: Tensor, loop: BinaryLoop, out: TypedArray, at: number, shape: Shape): void {
  const x = a.storage.array;
  const y = b.storage.array;
  const last = collapse(a, b, shape) - 1;
  const inner = sizes[last];
  let rows = 1;
  for (let i = 0; i < last; i++) rows *= sizes[i];
  if (rows * inner === 0) return;
  let xo = a.offset;
  let yo = b.offset;
  // A number for each of short rows, as a bias for each plane of images: all rows' numbers are written out once.
  const block = sizes[1] * inner;
  if (last === 2 && ys[0] === 0 && ys[2] === 0 && xs[2] === 1 && xs[1] === inner && block < 32 * manyRows) {
    const wide = newArray(b.dtype, block);
    for (let i = 0, row = yo; i < block; i += inner, row += ys[1]) wide.fill(y[row], i, i + inner);
    for (let i = 0; i < sizes[0]; i++, xo += xs[0]) loop(x, xo, 1, wide, 0, 1, out, at + i * block, block);
    return;
  }
  const index = new Array<number>(last).fill(0);
  for (let row = 0, o = at; row < rows; row++, o += inner) {
    loop(x, xo, xs[last], y, yo, ys[last], out, o, inner);
    for (let axis = last - 1; axis >= 0; axis--) {
      xo += xs[axis];
      yo += ys[axis];
      if (++index[axis] < sizes[axis]) break;
      xo -= xs[axis] * sizes[axis];
      yo -= ys[axis] * sizes[axis];
      index[axis] = 0;
    }
  }
}

// The axes of the walk that is under way, and the strides of both inputs along them: kept here, so that no walk makes arrays.
const sizes: number[] = new Array<number>(32).fill(0);
const xs: number[] = sizes.slice();
const ys: number[] = sizes.slice();

/** Sets the axes of a broadcast walk, as few as can be, and gives their number: neighbours that both inputs pass through evenly are one, axes of size 1 none. */
function collapse(a: Tensor, b: Tensor, shape: Shape): number {
  const skipA = shape.length - a.shape.length;
  const skipB = shape.length - b.shape.length;
  let last = -1;
  for (let i = 0; i < shape.length; i++) {
    const size = shape[i];
    if (size === 1) continue;
    const x = i < skipA || a.shape[i - skipA] === 1 ? 0 : a.strides[i - skipA];
    const y = i < skipB || b.shape[i - skipB] === 1 ? 0 : b.strides[i - skipB];
    if (last >= 0 && xs[last] === x * size && ys[last] === y * size) sizes[last] *= size;
    else sizes[++last] = size;
    xs[last] = x;
    ys[last] = y;
  }
  if (last < 0) {
    last = 0;
    sizes[0] = 1;
    xs[0] = 0;
    ys[0] = 0;
  }
  return last + 1;
}

/** A scalar of `like`'s class. */
export function scalar(like: Tensor, value: number, dtype: DType): Tensor {
  const array = zeros(dtype, 1);
  array[0] = value;
  return wrap(like, array, [], dtype);
}
