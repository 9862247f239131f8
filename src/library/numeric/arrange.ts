// Elements in other places: turned round, repeated, cut to triangles, taken from the diagonal; and rows that are 1 in one place.

import { bind, cast, expandTo, index, primitive, reshape, where } from "../ops/index.ts";
import { axisOf, type DType, elements, make, type Shape, sizeOf, Tensor, wrap, zeros } from "../tensor/index.ts";

/** In reverse order along axes. */
export function flip(a: Tensor, axes: readonly number[]): Tensor {
  const turned = axes.map((axis) => axisOf("flip", axis, a.shape.length));
  return index(
    a,
    a.shape.map((_, i) => (turned.includes(i) ? "::-1" : ":")),
  );
}

/** Repeated as a whole: `counts[i]` times along axis i, with new axes in front where there are more counts than axes. */
export function tile(a: Tensor, counts: Shape): Tensor {
  const missing = counts.length - a.shape.length;
  if (missing < 0) throw new RangeError(`repeat: ${counts.length} counts for a tensor of ${a.shape.length} axes`);
  const shape = [...new Array<number>(missing).fill(1), ...a.shape];
  const apart = reshape(
    a,
    shape.flatMap((n) => [1, n]),
  );
  const wide = expandTo(
    apart,
    shape.flatMap((n, i) => [counts[i], n]),
  );
  return reshape(
    wide,
    shape.map((n, i) => n * counts[i]),
  );
}

/** The elements on and below a diagonal of the last two axes, and 0 above it; `diagonal` counts to the right from the main one. */
export function tril(a: Tensor, diagonal = 0): Tensor {
  return kept(
    triangle("tril", a, (row, column) => column - row <= diagonal),
    a,
  );
}
/** The elements on and above a diagonal of the last two axes, and 0 below it. */
export function triu(a: Tensor, diagonal = 0): Tensor {
  return kept(
    triangle("triu", a, (row, column) => column - row >= diagonal),
    a,
  );
}

/** Elements where a mask holds, else 0; booleans stay booleans. */
const kept = (mask: Tensor, a: Tensor): Tensor => cast(where(mask, a, 0), a.dtype);

function triangle(name: string, a: Tensor, keeps: (row: number, column: number) => boolean): Tensor {
  if (a.shape.length < 2) throw new RangeError(`${name}: a tensor of two axes or more is needed`);
  const [rows, columns] = a.shape.slice(-2);
  const mask = zeros("bool", rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) mask[i * columns + j] = Number(keeps(i, j));
  return wrap(a, mask, [rows, columns], "bool");
}

/** The diagonal of a matrix, or a matrix with this vector on its diagonal. */
export function diag(a: Tensor): Tensor {
  if (a.shape.length === 1) {
    const [n] = a.shape;
    return kept(eye(a, n), expandTo(reshape(a, [1, n]), [n, n]));
  }
  if (a.shape.length !== 2) throw new RangeError("diag: a vector or a matrix is needed");
  const n = Math.min(a.shape[0], a.shape[1]);
  const along = make(
    Tensor,
    Int32Array.from({ length: n }, (_, i) => i),
    [n],
    "int32",
  );
  return index(a, [along, along]);
}

function eye(like: Tensor, n: number): Tensor {
  const out = zeros("bool", n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  return wrap(like, out, [n, n], "bool");
}

const oneHotPrimitive = /* @__PURE__ */ primitive<{ readonly classes: number; readonly dtype: DType }>({
  name: "OneHot",
  batch: ([a], how, { again }) => again([a], how),
  value: ([a], { classes, dtype }) => {
    const source = elements(a);
    const out = zeros(dtype, sizeOf(a.shape) * classes);
    for (let i = 0; i < source.length; i++) {
      const value = source[i];
      if (!(value >= 0 && value < classes)) throw new RangeError(`oneHot: class ${value} of ${classes}`);
      out[i * classes + value] = 1;
    }
    return wrap(a, out, [...a.shape, classes], dtype);
  },
});

/** Whole numbers as rows that are 1 at that place and 0 elsewhere. @throws RangeError for a class that there is not. */
export function oneHot(a: Tensor, classes: number, dtype: DType = "float32"): Tensor {
  return bind(oneHotPrimitive, [a], { classes, dtype });
}
