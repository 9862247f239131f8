// Linear algebra of square matrices and batches of them: systems, inverses, determinants, Cholesky factors.

import {
  add,
  bind,
  cast,
  div,
  expandTo,
  matmul,
  mul,
  neg,
  type Primitive,
  primitive,
  repeated,
  reshape,
  transpose,
  unsqueeze,
} from "../ops/index.ts";
import { elements, promote, type Shape, show, sizeOf, type Tensor, toFloat, wrap, zeros } from "../tensor/index.ts";
import { tril } from "./arrange.ts";
import { float } from "./float.ts";

/** Rows exchanged and reduced in place (double precision): the order of the rows, and the sign of the determinant; undefined when a pivot is 0. */
function factorize(m: Float64Array, n: number): { order: Int32Array; sign: number } | undefined {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  let sign = 1;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(m[i * n + k]) > Math.abs(m[best * n + k])) best = i;
    if (m[best * n + k] === 0) return undefined;
    if (best !== k) {
      sign = -sign;
      [order[k], order[best]] = [order[best], order[k]];
      for (let j = 0; j < n; j++) [m[k * n + j], m[best * n + j]] = [m[best * n + j], m[k * n + j]];
    }
    for (let i = k + 1; i < n; i++) {
      const factor = m[i * n + k] / m[k * n + k];
      m[i * n + k] = factor;
      for (let j = k + 1; j < n; j++) m[i * n + j] -= factor * m[k * n + j];
    }
  }
  return { order, sign };
}

/** The size of square matrices. @throws RangeError naming `operation` for others. */
export function sizeOfSquare(operation: string, { shape }: Tensor): number {
  const [rows, columns] = shape.slice(-2);
  if (shape.length < 2 || rows !== columns)
    throw new RangeError(`${operation}: a square matrix, or a batch of them, is needed, not the shape ${show(shape)}`);
  return rows;
}

const solvePrimitive: Primitive = /* @__PURE__ */ primitive({
  name: "LinalgSolve",
  value: ([a, b]) => {
    const n = a.shape[a.shape.length - 1];
    const columns = b.shape[b.shape.length - 1];
    const source = elements(a);
    const right = elements(b);
    const out = zeros(b.dtype, right.length);
    const x = new Float64Array(n);
    for (let batch = 0; batch * n * n < source.length; batch++) {
      const m = Float64Array.from(source.subarray(batch * n * n, (batch + 1) * n * n));
      const factors = factorize(m, n);
      if (factors === undefined) throw new RangeError("solve: the solver failed because the input matrix is singular");
      const base = batch * n * columns;
      for (let c = 0; c < columns; c++) {
        for (let i = 0; i < n; i++) {
          x[i] = right[base + factors.order[i] * columns + c];
          for (let j = 0; j < i; j++) x[i] -= m[i * n + j] * x[j];
        }
        for (let i = n - 1; i >= 0; i--) {
          for (let j = i + 1; j < n; j++) x[i] -= m[i * n + j] * x[j];
          x[i] /= m[i * n + i];
        }
        for (let i = 0; i < n; i++) out[base + i * columns + c] = x[i];
      }
    }
    return wrap(b, out, b.shape, b.dtype);
  },
  gradient: [
    (dy, [a], y) => neg(matmul(bind(solvePrimitive, [transpose(a), dy], undefined), transpose(y))),
    (dy, [a]) => bind(solvePrimitive, [transpose(a), dy], undefined),
  ],
  saves: "inputs",
  batch: ([a, b], attributes, { size, batched: [isA, isB], again }) =>
    again([repeated(a, isA, size), repeated(b, isB, size)], attributes),
});

/**
 * x such that a x = b: for matrices [..., n, n] and right sides [..., n, columns], batches broadcast, or one vector [n].
 * @throws RangeError for a singular matrix, one that is not square, or sizes that do not fit.
 */
export function solve(a: Tensor, b: Tensor): Tensor {
  const n = sizeOfSquare("solve", a);
  if (b.shape.length === 1) {
    const column = solve(a, unsqueeze(b, 1));
    return reshape(column, column.shape.slice(0, -1));
  }
  if (b.shape[b.shape.length - 2] !== n)
    throw new RangeError(`solve: a matrix of shape ${show(a.shape)} and a right side of shape ${show(b.shape)} differ`);
  const dtype = toFloat(promote(a.dtype, b.dtype));
  const typed = (t: Tensor): Tensor => (t.dtype === dtype ? t : cast(t, dtype));
  const rank = Math.max(a.shape.length, b.shape.length);
  const lead = (t: Tensor): Shape => [...new Array<number>(rank - t.shape.length).fill(1), ...t.shape.slice(0, -2)];
  const [x, y] = [lead(a), lead(b)];
  const batch = x.map((size, i) => (size === 1 ? y[i] : size));
  return bind(
    solvePrimitive,
    [expandTo(typed(a), [...batch, n, n]), expandTo(typed(b), [...batch, ...b.shape.slice(-2)])],
    undefined,
  );
}

/** Ones on the diagonal of an [n, n] matrix like `a`. */
export function identity(a: Tensor, n: number): Tensor {
  const out = zeros(a.dtype, n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  return wrap(a, out, [n, n], a.dtype);
}

/** The inverse of a matrix, or of each of a batch. @throws RangeError as `solve` does. */
export function inverse(a: Tensor): Tensor {
  const n = sizeOfSquare("inv", a);
  const x = float(a);
  return solve(x, identity(x, n));
}

const detPrimitive = /* @__PURE__ */ primitive({
  name: "LinalgDet",
  value: ([a]) => {
    const n = a.shape[a.shape.length - 1];
    const source = elements(a);
    const shape = a.shape.slice(0, -2);
    const out = zeros(a.dtype, sizeOf(shape));
    for (let batch = 0; batch < out.length; batch++) {
      const m = Float64Array.from(source.subarray(batch * n * n, (batch + 1) * n * n));
      let det = factorize(m, n)?.sign ?? 0;
      for (let i = 0; i < n; i++) det *= m[i * n + i];
      out[batch] = det;
    }
    return wrap(a, out, shape, a.dtype);
  },
  // det(a) a⁻ᵀ
  gradient: [(dy, [a], y) => mul(transpose(inverse(a)), reshape(mul(dy, y), [...y.shape, 1, 1]))],
  saves: "inputs",
  batch: ([a], attributes, { again }) => again([a], attributes),
});

/** The determinant of a matrix, or of each of a batch. @throws RangeError when they are not square. */
export function determinant(a: Tensor): Tensor {
  sizeOfSquare("det", a);
  return bind(detPrimitive, [float(a)], undefined);
}

const choleskyPrimitive = /* @__PURE__ */ primitive({
  name: "LinalgCholesky",
  value: ([a]) => {
    const n = a.shape[a.shape.length - 1];
    const source = elements(a);
    const out = zeros(a.dtype, source.length);
    for (let base = 0; base < source.length; base += n * n) {
      const m = Float64Array.from(source.subarray(base, base + n * n));
      for (let j = 0; j < n; j++)
        for (let i = j; i < n; i++) {
          let sum = m[i * n + j];
          for (let k = 0; k < j; k++) sum -= m[i * n + k] * m[j * n + k];
          if (i === j && !(sum > 0)) throw new RangeError("cholesky: the input is not positive-definite");
          m[i * n + j] = i === j ? Math.sqrt(sum) : sum / m[j * n + j];
        }
      for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) out[base + i * n + j] = m[i * n + j];
    }
    return wrap(a, out, a.shape, a.dtype);
  },
  // L⁻ᵀ Φ(Lᵀ dL) L⁻¹, symmetric (Murray, 2016); Φ: the lower triangle with half of the diagonal.
  gradient: [
    (dy, _inputs, y) => {
      const n = y.shape[y.shape.length - 1];
      const product = tril(matmul(transpose(y), dy));
      const phi = mul(product, add(mul(identity(y, n), -0.5), 1));
      const half = solve(transpose(y), transpose(solve(transpose(y), transpose(phi))));
      return div(add(half, transpose(half)), 2);
    },
  ],
  saves: "output",
  batch: ([a], attributes, { again }) => again([a], attributes),
});

/** The lower triangular L with L Lᵀ = a, for symmetric positive-definite matrices. @throws RangeError for others. */
export function cholesky(a: Tensor): Tensor {
  sizeOfSquare("cholesky", a);
  return bind(choleskyPrimitive, [float(a)], undefined);
}
