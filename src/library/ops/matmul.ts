// Products of vectors, matrices and batches of matrices.

import {
  broadcast,
  broadcastStrides,
  copyElements,
  forEachOffset,
  promote,
  type Shape,
  show,
  sizeOf,
  type Tensor,
  wrap,
  zeros,
} from "../tensor/index.ts";
import { matmul as kernel } from "../tensor/kernels/matmul.ts";
import { sumTo } from "./expand.ts";
import { reshape, transpose } from "./movement.ts";
import { bind, type Primitive } from "./primitive.ts";

const matmulPrimitive: Primitive = {
  name: "Mm",
  value: ([first, second]) => {
    const dtype = promote(first.dtype, second.dtype);
    const [a, b] = [as(first, dtype), as(second, dtype)];
    const [m, k] = a.shape.slice(-2);
    const n = b.shape[b.shape.length - 1];
    if (a.shape.length === 2 && b.shape.length === 2) {
      const out = zeros(dtype, m * n);
      kernel(matrix(a, a.offset), matrix(b, b.offset), out, 0, m, k, n);
      return wrap(a, out, [m, n], dtype);
    }
    const batch = broadcast("matmul", a.shape.slice(0, -2), b.shape.slice(0, -2));
    const out = zeros(dtype, sizeOf(batch) * m * n);
    const offsetsA = batchOffsets(a, batch);
    const offsetsB = batchOffsets(b, batch);
    for (let i = 0; i < offsetsA.length; i++)
      kernel(matrix(a, offsetsA[i]), matrix(b, offsetsB[i]), out, i * m * n, m, k, n);
    return wrap(a, out, [...batch, m, n], dtype);
  },
  gradient: [
    (dy, [a, b]) => sumTo(product(dy, transpose(b)), a.shape),
    (dy, [a, b]) => sumTo(product(transpose(a), dy), b.shape),
  ],
  saves: "inputs",
};

function as(a: Tensor, dtype: Tensor["dtype"]): Tensor {
  return a.dtype === dtype ? a : wrap(a, copyElements(a, dtype), a.shape, dtype);
}

function matrix(a: Tensor, offset: number) {
  const rank = a.shape.length;
  return { array: a.storage.array, offset, row: a.strides[rank - 2], column: a.strides[rank - 1] };
}

function batchOffsets(a: Tensor, batch: Shape): readonly number[] {
  const offsets: number[] = [];
  forEachOffset(batch, broadcastStrides(a.shape.slice(0, -2), a.strides.slice(0, -2), batch), a.offset, (at) =>
    offsets.push(at),
  );
  return offsets;
}

/** Of matrices: the door below `matmul`, which gives vectors their second axis. */
function product(a: Tensor, b: Tensor): Tensor {
  return bind(matmulPrimitive, [a, b], undefined);
}

/**
 * The product of two vectors (a scalar), of a matrix and a vector, of matrices [m, k] and [k, n], or of batches of them, broadcast.
 * @throws RangeError when the inner sizes differ or one is a scalar.
 */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const inner = a.shape[a.shape.length - 1];
  const outer = b.shape[Math.max(0, b.shape.length - 2)];
  if (a.shape.length === 0 || b.shape.length === 0)
    throw new RangeError("matmul: both operands need one axis at least");
  if (inner !== outer)
    throw new RangeError(
      `matmul: shapes ${show(a.shape)} and ${show(b.shape)} cannot be multiplied (${inner} and ${outer} differ)`,
    );
  if (a.shape.length >= 2 && b.shape.length >= 2) return product(a, b);
  const x = a.shape.length === 1 ? reshape(a, [1, inner]) : a;
  const y = b.shape.length === 1 ? reshape(b, [inner, 1]) : b;
  const result = product(x, y);
  const batch = result.shape.slice(0, -2);
  return reshape(result, [
    ...batch,
    ...(a.shape.length === 1 ? [] : [x.shape[x.shape.length - 2]]),
    ...(b.shape.length === 1 ? [] : [y.shape[y.shape.length - 1]]),
  ]);
}
