// How element-wise operations walk their inputs: broadcasting by strides, without copies.

import {
  broadcast,
  broadcastStrides,
  copyElements,
  type DType,
  elements,
  isContiguous,
  promote,
  type Shape,
  sizeOf,
  type Tensor,
  type TypedArray,
  wrap,
  zeros,
} from "../tensor/index.ts";
import type { BinaryLoop } from "../tensor/kernels/loops.ts";
import type { UnaryLoop } from "../tensor/kernels/math.ts";

/** What stands where a tensor is expected: a tensor or a number. */
export type Operand = Tensor | number;

/** A new tensor of a function of each element; whole numbers are taken as floats when `toType` says so. */
export function mapElements(a: Tensor, loop: UnaryLoop, dtype: DType = a.dtype): Tensor {
  const size = sizeOf(a.shape);
  const out = zeros(dtype, size);
  loop(elements(a), out, size);
  return wrap(a, out, a.shape, dtype);
}

/** A new tensor of a function of the elements of `a` and `b`, broadcast to each other, computed in `type` and stored as `result`. */
export function zipElements(
  name: string,
  a: Tensor,
  b: Tensor,
  loop: BinaryLoop,
  type = promote(a.dtype, b.dtype),
  result: DType = type,
): Tensor {
  const shape = broadcast(name, a.shape, b.shape);
  const size = sizeOf(shape);
  const out = zeros(result, size);
  const x = a.dtype === type ? a : cast(a, type);
  const y = b.dtype === type ? b : cast(b, type);
  zipInto(x, y, loop, out, shape, size);
  return wrap(a, out, shape, result);
}

/** The same numbers in another type; comparisons of small integers need no copy, but the loops read any array. */
function cast(a: Tensor, dtype: DType): Tensor {
  return wrap(a, copyElements(a, dtype), a.shape, dtype);
}

function zipInto(a: Tensor, b: Tensor, loop: BinaryLoop, out: TypedArray, shape: Shape, size: number): void {
  if (size === 0) return;
  const x = a.storage.array;
  const y = b.storage.array;
  const one = sizeOf(b.shape) === 1;
  // One run: both whole and of one shape, or one of them a single number.
  if (
    (one || (b.shape.length === shape.length && sizeOf(b.shape) === size && isContiguous(b))) &&
    sizeOf(a.shape) === size &&
    isContiguous(a)
  ) {
    loop(x, a.offset, 1, y, b.offset, one ? 0 : 1, out, 0, size);
    return;
  }
  if (sizeOf(a.shape) === 1 && sizeOf(b.shape) === size && isContiguous(b)) {
    loop(x, a.offset, 0, y, b.offset, 1, out, 0, size);
    return;
  }
  const xs = broadcastStrides(a.shape, a.strides, shape);
  const ys = broadcastStrides(b.shape, b.strides, shape);
  const last = shape.length - 1;
  const inner = shape[last];
  const index = new Array<number>(shape.length).fill(0);
  let xo = a.offset;
  let yo = b.offset;
  for (let o = 0; o < size; o += inner) {
    loop(x, xo, xs[last], y, yo, ys[last], out, o, inner);
    for (let axis = last - 1; axis >= 0; axis--) {
      xo += xs[axis];
      yo += ys[axis];
      if (++index[axis] < shape[axis]) break;
      xo -= xs[axis] * shape[axis];
      yo -= ys[axis] * shape[axis];
      index[axis] = 0;
    }
  }
}

/** A scalar of `like`'s class. */
export function scalar(like: Tensor, value: number, dtype: DType): Tensor {
  const array = zeros(dtype, 1);
  array[0] = value;
  return wrap(like, array, [], dtype);
}
