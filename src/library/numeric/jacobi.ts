// The arithmetic of decompositions, on matrices in row-major order and in double precision.

/** Q [m, n] and R [n, n] of a matrix with m ≥ n, one below the other, by Householder's reflections; R's signs are LAPACK's. `x` is overwritten. */
export function reflect(x: Float64Array, m: number, n: number, out: Float64Array): void {
  const scales = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    let tail = 0;
    for (let i = k + 1; i < m; i++) tail += x[i * n + k] * x[i * n + k];
    const first = x[k * n + k];
    if (tail === 0) continue;
    const length = Math.sqrt(first * first + tail);
    const diagonal = first < 0 ? length : -length;
    scales[k] = (diagonal - first) / diagonal;
    for (let i = k + 1; i < m; i++) x[i * n + k] /= first - diagonal;
    x[k * n + k] = diagonal;
    for (let j = k + 1; j < n; j++) mirror(x, x, k, j, m, n, scales[k]);
  }
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) out[(m + i) * n + j] = x[i * n + j];
  for (let j = 0; j < n; j++) out[j * n + j] = 1;
  for (let k = n - 1; k >= 0; k--) for (let j = k; j < n; j++) mirror(x, out, k, j, m, n, scales[k]);
}

/** Column j of `y`, reflected by the vector below the diagonal of column k of `x`. */
function mirror(x: Float64Array, y: Float64Array, k: number, j: number, m: number, n: number, scale: number): void {
  let sum = y[k * n + j];
  for (let i = k + 1; i < m; i++) sum += x[i * n + k] * y[i * n + j];
  sum *= scale;
  y[k * n + j] -= sum;
  for (let i = k + 1; i < m; i++) y[i * n + j] -= sum * x[i * n + k];
}

/** The rotation that makes 0 of what two rows or columns share: its cosine and sine, from half of the difference over what is shared. */
function rotation(halfDifference: number, shared: number): readonly [number, number] {
  const theta = halfDifference / shared;
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  return [c, t * c];
}

/** Columns p and q of `x`, of `m` rows and `n` columns, turned. */
function turn(x: Float64Array, p: number, q: number, m: number, n: number, c: number, s: number): void {
  for (let i = 0; i < m; i++) {
    const [a, b] = [x[i * n + p], x[i * n + q]];
    x[i * n + p] = c * a - s * b;
    x[i * n + q] = s * a + c * b;
  }
}

const mostSweeps = 60;

/** Eigenvectors [n, n] as columns and below them the eigenvalues, ascending, of the symmetric matrix in the lower triangle. `x` is overwritten. */
export function diagonalize(x: Float64Array, n: number, out: Float64Array): void {
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) x[i * n + j] = x[j * n + i];
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let isDone = true;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const shared = x[p * n + q];
        // So small that it changes neither value on the diagonal.
        const least = Number.EPSILON * Math.sqrt(Math.abs(x[p * n + p] * x[q * n + q]));
        if (shared === 0 || Math.abs(shared) <= least * 0.5 || Number.isNaN(shared)) continue;
        isDone = false;
        const [c, s] = rotation((x[q * n + q] - x[p * n + p]) / 2, shared);
        turn(x, p, q, n, n, c, s);
        for (let j = 0; j < n; j++) {
          const [a, b] = [x[p * n + j], x[q * n + j]];
          x[p * n + j] = c * a - s * b;
          x[q * n + j] = s * a + c * b;
        }
        turn(v, p, q, n, n, c, s);
      }
    if (isDone) break;
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => x[a * n + a] - x[b * n + b] || a - b);
  for (const [to, from] of order.entries()) {
    for (let i = 0; i < n; i++) out[i * n + to] = v[i * n + from];
    out[n * n + to] = x[from * n + from];
  }
}

/**
 * U [m, n], the singular values, descending, and V [n, n], one below the other, of a matrix with m ≥ n: its columns are turned in pairs
 * until all are orthogonal (Hestenes, 1958). `x` is overwritten.
 */
export function rotateColumns(x: Float64Array, m: number, n: number, out: Float64Array): void {
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  const along = (p: number, q: number): number => {
    let sum = 0;
    for (let i = 0; i < m; i++) sum += x[i * n + p] * x[i * n + q];
    return sum;
  };
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let isDone = true;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const [shared, first, second] = [along(p, q), along(p, p), along(q, q)];
        if (shared === 0 || !(Math.abs(shared) > Number.EPSILON * Math.sqrt(first * second))) continue;
        isDone = false;
        const [c, s] = rotation((second - first) / 2, shared);
        turn(x, p, q, m, n, c, s);
        turn(v, p, q, n, n, c, s);
      }
    if (isDone) break;
  }
  const lengths = Array.from({ length: n }, (_, j) => Math.sqrt(along(j, j)));
  const order = lengths.map((_, j) => j).sort((a, b) => lengths[b] - lengths[a] || a - b);
  for (const [to, from] of order.entries()) {
    const length = lengths[from];
    for (let i = 0; i < m; i++) out[i * n + to] = length === 0 ? 0 : x[i * n + from] / length;
    out[m * n + to] = length;
    for (let i = 0; i < n; i++) out[(m + 1 + i) * n + to] = v[i * n + from];
  }
  complete(out, m, n, lengths.filter((length) => length > 0).length);
}

/** Columns from `from` on of the matrix [m, n] made orthonormal to those before, of the axes that are left. */
function complete(u: Float64Array, m: number, n: number, from: number): void {
  let axis = 0;
  for (let j = from; j < n; j++)
    for (; axis < m; axis++) {
      const column = new Float64Array(m);
      column[axis] = 1;
      for (let pass = 0; pass < 2; pass++)
        for (let k = 0; k < j; k++) {
          let sum = 0;
          for (let i = 0; i < m; i++) sum += column[i] * u[i * n + k];
          for (let i = 0; i < m; i++) column[i] -= sum * u[i * n + k];
        }
      const length = Math.sqrt(column.reduce((sum, one) => sum + one * one, 0));
      if (length < 1e-6) continue;
      for (let i = 0; i < m; i++) u[i * n + j] = column[i] / length;
      axis++;
      break;
    }
}
