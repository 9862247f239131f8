// Matrices made orthogonal: as a QR decomposition whose R has a positive diagonal would.

import { transpose } from "../ops/index.ts";
import { copyElements, room, type Tensor, wrap } from "../tensor/index.ts";

/** The rows of a matrix made orthogonal to each other, and of length 1, one after the other (Gram and Schmidt, twice); not differentiable. */
export function orthogonalRows<T extends Tensor>(a: T): T {
  const [rows, columns] = a.shape;
  const m = copyElements(a, "float64");
  for (let i = 0; i < rows; i++) {
    const row = m.subarray(i * columns, (i + 1) * columns);
    for (let pass = 0; pass < 2; pass++)
      for (let k = 0; k < i; k++) {
        const other = m.subarray(k * columns, (k + 1) * columns);
        const along = product(row, other);
        for (let j = 0; j < columns; j++) row[j] -= along * other[j];
      }
    const length = Math.sqrt(product(row, row));
    for (let j = 0; j < columns; j++) row[j] /= length;
  }
  const out = room(a.dtype, m.length);
  out.set(m);
  return wrap(a, out, a.shape, a.dtype);
}

/** A matrix with its rows made orthogonal, or its columns when they are fewer. */
export function orthogonalized<T extends Tensor>(a: T): T {
  const isWide = a.shape[0] < a.shape[1];
  return (isWide ? orthogonalRows(a) : transpose(orthogonalRows(transpose(a) as T))) as T;
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
