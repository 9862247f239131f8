// Products of vectors, matrices and batches of matrices.

import {
  broadcast,
  broadcastStrides,
  forEachOffset,
  promote,
  room,
  type Shape,
  show,
  sizeOf,
  type Tensor,
  view,
  wrap,
} from "../tensor/index.ts";
import { launchMatmul as kernel } from "../tensor/kernels/matmul.ts";
import { mul } from "./arithmetic.ts";
import { converted, tensorOf } from "./elementwise.ts";
import { sumTo } from "./expand.ts";
import { reshape, transpose, unsafeView, unsqueeze, withRank } from "./movement.ts";
import { bind, primitive } from "./primitive.ts";

/** [m, k] · [k, n], and batches of them. Attributes: whether the operands are to be read transposed, so that gradients need no copies. */
interface Transposed {
  readonly a: boolean;
  readonly b: boolean;
}
const plain: Transposed = { a: false, b: false };
const aTransposed: Transposed = { a: true, b: false };
const bTransposed: Transposed = { a: false, b: true };

const matmulPrimitive = primitive<Transposed>({
  name: (_attributes, [a]) => (a !== undefined && a.shape.length > 2 ? "BmmBackward0" : "MmBackward0"),
  value: ([first, second], { a: swapA, b: swapB }) => {
    const dtype = promote(first.dtype, second.dtype);
    const a = oriented(first, dtype, swapA);
    const b = oriented(second, dtype, swapB);
    const rankA = a.shape.length;
    const rankB = b.shape.length;
    const m = a.shape[rankA - 2];
    const k = a.shape[rankA - 1];
    const n = b.shape[rankB - 1];
    const rowA = a.strides[rankA - 2];
    const columnA = a.strides[rankA - 1];
    const rowB = b.strides[rankB - 2];
    const columnB = b.strides[rankB - 1];
    const x = a.storage;
    const y = b.storage;
    if (rankA === 2 && rankB === 2) {
      const out = room(dtype, m * n);
      kernel(x, a.offset, rowA, columnA, y, b.offset, rowB, columnB, out, 0, m, k, n);
      return wrap(a, out, [m, n], dtype);
    }
    const batch = broadcast(
      `matmul of ${show(a.shape)} and ${show(b.shape)}`,
      a.shape.slice(0, -2),
      b.shape.slice(0, -2),
    );
    const out = room(dtype, sizeOf(batch) * m * n);
    const offsetsA = batchOffsets(a, batch);
    const offsetsB = batchOffsets(b, batch);
    for (let i = 0; i < offsetsA.length; i++)
      kernel(x, offsetsA[i], rowA, columnA, y, offsetsB[i], rowB, columnB, out, i * m * n, m, k, n);
    return wrap(a, out, [...batch, m, n], dtype);
  },
  gradient: [
    (dy, [a, b], _output, { a: swapA, b: swapB }) =>
      sumTo(swapA ? product(b, dy, { a: swapB, b: true }) : product(dy, b, swapB ? plain : bTransposed), a.shape),
    (dy, [a, b], _output, { a: swapA, b: swapB }) =>
      sumTo(swapB ? product(dy, a, { a: true, b: swapA }) : product(a, dy, swapA ? plain : aTransposed), b.shape),
  ],
  saves: "other",
  form: "bilinear",
  batch: ([a, b], swaps, { size, batched: [isA, isB], again }) => {
    if (isA && !isB && !swaps.a && a.shape.length === 3 && b.shape.length === 2) {
      const rows = again([reshape(a, [-1, a.shape[2]]), b], swaps);
      return reshape(rows, [size, a.shape[1], rows.shape[1]]);
    }
    const rank = Math.max(a.shape.length - Number(isA), b.shape.length - Number(isB));
    return again([isA ? withRank(a, rank) : a, isB ? withRank(b, rank) : b], swaps);
  },
});

/** As `dtype`, the last two axes exchanged when asked. */
function oriented(a: Tensor, dtype: Tensor["dtype"], swap: boolean): Tensor {
  const typed = a.dtype === dtype ? a : converted(a, dtype);
  if (!swap) return typed;
  const { shape, strides } = typed;
  const last = shape.length - 1;
  const sizes = shape.slice();
  const steps = strides.slice();
  sizes[last] = shape[last - 1];
  sizes[last - 1] = shape[last];
  steps[last] = strides[last - 1];
  steps[last - 1] = strides[last];
  return view(typed, sizes, steps, typed.offset);
}

function batchOffsets(a: Tensor, batch: Shape): readonly number[] {
  const offsets: number[] = [];
  forEachOffset(batch, broadcastStrides(a.shape.slice(0, -2), a.strides.slice(0, -2), batch), a.offset, (at) =>
    offsets.push(at),
  );
  return offsets;
}

/** Of matrices: the door below `matmul`, which gives vectors their second axis. */
function product(a: Tensor, b: Tensor, transposed: Transposed): Tensor {
  return bind(matmulPrimitive, [a, b], transposed);
}

const dotPrimitive = primitive({
  name: "Dot",
  value: ([a, b]) => {
    const dtype = promote(a.dtype, b.dtype);
    const x = a.dtype === dtype ? a : converted(a, dtype);
    const y = b.dtype === dtype ? b : converted(b, dtype);
    const out = room(dtype, 1);
    kernel(x.storage, x.offset, 0, x.strides[0], y.storage, y.offset, y.strides[0], 0, out, 0, 1, a.shape[0], 1);
    return wrap(a, out, [], dtype);
  },
  gradient: [(dy, [, b]) => mul(dy, b), (dy, [a]) => mul(dy, a)],
  saves: "other",
  form: "bilinear",
  batch: ([a, b], _attributes, { size, batched: [isA, isB] }) => {
    if (!isA || !isB) return isA ? matmul(a, b) : matmul(b, a);
    return reshape(matmul(unsqueeze(a, 1), unsqueeze(b, 2)), [size]);
  },
});

/**
 * The product of two vectors (a scalar), of a matrix and a vector, of matrices [m, k] and [k, n], or of batches of them, broadcast.
 * @throws RangeError when the inner sizes differ or one is a scalar.
 */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const rankA = tensorOf("matmul", a).shape.length;
  const rankB = tensorOf("matmul", b).shape.length;
  if (rankA === 0 || rankB === 0) throw new RangeError("matmul: both operands need one axis at least");
  const inner = a.shape[rankA - 1];
  const outer = b.shape[rankB === 1 ? 0 : rankB - 2];
  if (inner !== outer)
    throw new RangeError(
      `matmul: shapes ${show(a.shape)} and ${show(b.shape)} cannot be multiplied (${inner} and ${outer} differ)`,
    );
  if (rankA > 2 && rankB === 2) {
    // One product of all rows, instead of one for each matrix and the sum of as many gradients.
    const rows = product(reshape(a, [-1, inner]), b, plain);
    return unsafeView(rows, [...a.shape.slice(0, -1), b.shape[1]]);
  }
  if (rankA >= 2 && rankB >= 2) return product(a, b, plain);
  if (rankA === 1 && rankB === 1) return bind(dotPrimitive, [a, b], undefined);
  const x = rankA === 1 ? reshape(a, [1, inner]) : a;
  const y = rankB === 1 ? reshape(b, [inner, 1]) : b;
  const result = product(x, y, plain);
  const { shape } = result;
  return reshape(result, [...shape.slice(0, -2), rankA === 1 ? shape[shape.length - 1] : shape[shape.length - 2]]);
}

/** Of rows [..., k] and a matrix [n, k], read transposed, as linear layers hold their weights. @throws RangeError when the inner sizes differ. */
export function matmulTransposed(a: Tensor, b: Tensor): Tensor {
  const { shape } = tensorOf("matmul", a);
  const inner = shape[shape.length - 1];
  if (shape.length === 0 || b.shape.length !== 2 || inner !== b.shape[1]) return matmul(a, transpose(b));
  if (shape.length === 2) return product(a, b, bTransposed);
  return unsafeView(product(reshape(a, [-1, inner]), b, bTransposed), [...shape.slice(0, -1), b.shape[0]]);
}
