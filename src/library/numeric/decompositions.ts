// Matrices, and batches of them, as products: QR by Householder's reflections, eigenvectors and singular vectors by Jacobi's rotations.
// All is computed in double precision, in a fixed order, so that the bits are the same everywhere.
//
// An operation has one result: the factors are rows of one matrix, which is cut into them.

import {
  add,
  bind,
  cat,
  div,
  gt,
  index,
  matmul,
  mul,
  primitive,
  sub,
  transpose,
  unsqueeze,
  where,
} from "../ops/index.ts";
import { elements, type Shape, show, type Tensor, wrap, zeros } from "../tensor/index.ts";
import { tril } from "./arrange.ts";
import { float } from "./float.ts";
import { diagonalize, reflect, rotateColumns } from "./jacobi.ts";
import { identity, sizeOfSquare, solve } from "./linalg.ts";

/** Rows `from` to `to` of each matrix. */
const rows = (a: Tensor, from: number, to: number): Tensor => index(a, ["...", `${from}:${to}`, ":"]);
/** The first columns of each matrix. */
const columns = (a: Tensor, to: number): Tensor => index(a, ["...", `:${to}`]);
const rowsOf = (a: Tensor): number => a.shape[a.shape.length - 2];
const columnsOf = (a: Tensor): number => a.shape[a.shape.length - 1];

/** Fills matrices of `height` rows, one after the other, from those of `a`. */
function packed(a: Tensor, height: number, width: number, fill: (m: Float64Array, out: Float64Array) => void): Tensor {
  const size = rowsOf(a) * columnsOf(a);
  const shape: Shape = [...a.shape.slice(0, -2), height, width];
  const source = elements(a);
  const count = a.shape.slice(0, -2).reduce((product, n) => product * n, 1);
  const out = zeros(a.dtype, count * height * width);
  const one = new Float64Array(height * width);
  for (let i = 0; i < count; i++) {
    fill(Float64Array.from(source.subarray(i * size, (i + 1) * size)), one.fill(0));
    out.set(one, i * height * width);
  }
  return wrap(a, out, shape, a.dtype);
}

function matrix(operation: string, a: Tensor): Tensor {
  if (a.shape.length < 2)
    throw new RangeError(`${operation}: a matrix, or a batch of them, is needed, not the shape ${show(a.shape)}`);
  return float(a);
}

/** 1 / (x_j - x_i) for each row i and column j, 0 on the diagonal. */
function gaps(x: Tensor): Tensor {
  const ones = identity(x, columnsOf(x));
  const apart = add(sub(unsqueeze(x, -2), unsqueeze(x, -1)), ones);
  return div(sub(1, ones), apart);
}
/** x on the diagonal of a matrix. */
const onDiagonal = (x: Tensor): Tensor => mul(unsqueeze(x, -1), identity(x, columnsOf(x)));

// [Q; R], for a matrix with at least as many rows as columns. The derivative is Walter's and Lehmann's (2018).
const qrPrimitive = /* @__PURE__ */ primitive({
  name: "LinalgQr",
  value: ([a]) => {
    const [m, n] = [rowsOf(a), columnsOf(a)];
    return packed(a, m + n, n, (x, out) => reflect(x, m, n, out));
  },
  gradient: [
    (dy, [a], y) => {
      const [m, n] = [rowsOf(a), columnsOf(a)];
      const [q, r] = [rows(y, 0, m), rows(y, m, m + n)];
      const [dq, dr] = [rows(dy, 0, m), rows(dy, m, m + n)];
      const inner = sub(matmul(r, transpose(dr)), matmul(transpose(dq), q));
      const lower = tril(inner, -1);
      const symmetric = add(add(lower, transpose(lower)), mul(inner, identity(inner, n)));
      const right = add(dq, matmul(q, symmetric));
      return transpose(solve(r, transpose(right)));
    },
  ],
  saves: "output",
  batch: ([a], attributes, { again }) => again([a], attributes),
});

/** Q with orthonormal columns [..., m, k] and the upper triangle R [..., k, n] with Q R = a, k the smaller of m and n. @throws RangeError for what is no matrix. */
export function qr(a: Tensor): { q: Tensor; r: Tensor } {
  const x = matrix("qr", a);
  const [m, n] = [rowsOf(x), columnsOf(x)];
  if (m >= n) {
    const both = bind(qrPrimitive, [x], undefined);
    return { q: rows(both, 0, m), r: rows(both, m, m + n) };
  }
  const { q, r } = qr(columns(x, m));
  const rest = index(x, ["...", `${m}:`]);
  return { q, r: cat([r, matmul(transpose(q), rest)], -1) };
}

// [V; λ], the eigenvalues in ascending order.
const eighPrimitive = /* @__PURE__ */ primitive({
  name: "LinalgEigh",
  value: ([a]) => {
    const n = rowsOf(a);
    return packed(a, n + 1, n, (x, out) => diagonalize(x, n, out));
  },
  gradient: [
    (dy, [a], y) => {
      const n = rowsOf(a);
      const [v, dv] = [rows(y, 0, n), rows(dy, 0, n)];
      const values = index(y, ["...", n, ":"]);
      const inner = mul(matmul(transpose(v), dv), gaps(values));
      return matmul(matmul(v, add(inner, onDiagonal(index(dy, ["...", n, ":"])))), transpose(v));
    },
  ],
  saves: "output",
  batch: ([a], attributes, { again }) => again([a], attributes),
});

/**
 * The eigenvalues [..., n] of symmetric matrices in ascending order, and the eigenvectors as columns; only the lower triangle is read.
 * The sign of a vector is open; a gradient through vectors of equal eigenvalues is none. @throws RangeError for matrices that are not square.
 */
export function eigh(a: Tensor): { values: Tensor; vectors: Tensor } {
  const n = sizeOfSquare("eigh", a);
  const both = bind(eighPrimitive, [float(a)], undefined);
  return { values: index(both, ["...", n, ":"]), vectors: rows(both, 0, n) };
}

// [U; σ; V], for a matrix with at least as many rows as columns, the singular values in descending order.
const svdPrimitive = /* @__PURE__ */ primitive({
  name: "LinalgSvd",
  value: ([a]) => {
    const [m, n] = [rowsOf(a), columnsOf(a)];
    return packed(a, m + 1 + n, n, (x, out) => rotateColumns(x, m, n, out));
  },
  gradient: [
    (dy, [a], y) => {
      const [m, n] = [rowsOf(a), columnsOf(a)];
      const [u, v] = [rows(y, 0, m), rows(y, m + 1, m + 1 + n)];
      const [du, dv] = [rows(dy, 0, m), rows(dy, m + 1, m + 1 + n)];
      const [s, ds] = [index(y, ["...", m, ":"]), index(dy, ["...", m, ":"])];
      const among = gaps(mul(s, s));
      const turned = (x: Tensor, dx: Tensor): Tensor => {
        const product = matmul(transpose(x), dx);
        return mul(sub(product, transpose(product)), among);
      };
      const scale = unsqueeze(s, -2);
      const core = add(mul(turned(u, du), scale), mul(unsqueeze(s, -1), turned(v, dv)));
      const inside = matmul(matmul(u, add(core, onDiagonal(ds))), transpose(v));
      if (m === n) return inside;
      // What leaves the columns' space: (I - U Uᵀ) dU σ⁻¹ Vᵀ.
      const outside = sub(du, matmul(u, matmul(transpose(u), du)));
      return add(inside, matmul(div(outside, scale), transpose(v)));
    },
  ],
  saves: "output",
  batch: ([a], attributes, { again }) => again([a], attributes),
});

/**
 * U [..., m, k], the singular values [..., k] in descending order and V [..., n, k] with U diag(σ) Vᵀ = a, k the smaller of m and n.
 * The signs of vectors are open. @throws RangeError for what is no matrix.
 */
export function svd(a: Tensor): { u: Tensor; s: Tensor; v: Tensor } {
  const x = matrix("svd", a);
  const [m, n] = [rowsOf(x), columnsOf(x)];
  if (m < n) {
    const { u, s, v } = svd(transpose(x));
    return { u: v, s, v: u };
  }
  const all = bind(svdPrimitive, [x], undefined);
  return { u: rows(all, 0, m), s: index(all, ["...", m, ":"]), v: rows(all, m + 1, m + 1 + n) };
}

/** The pseudoinverse (Moore and Penrose): singular values below `rcond` times the largest count as 0. */
export function pseudoInverse(a: Tensor, rcond?: number): Tensor {
  const { u, s, v } = svd(a);
  const precision = s.dtype === "float64" ? 2 ** -52 : 2 ** -23;
  const share = rcond ?? precision * Math.max(rowsOf(a), columnsOf(a));
  const least = mul(index(s, ["...", ":1"]), share);
  const inverted = where(gt(s, least), div(1, s), 0);
  return matmul(mul(v, unsqueeze(inverted, -2)), transpose(u));
}
