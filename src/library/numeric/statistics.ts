// Statistics of samples: covariances and correlations, histograms, and where numbers fall among sorted ones.

import { bind, clamp, div, matmul, mean, primitive, reshape, sqrt, sub, transpose } from "../ops/index.ts";
import { elements, show, sizeOf, type Tensor, type TypedArray, wrap, zeros } from "../tensor/index.ts";
import { diag } from "./arrange.ts";
import { float } from "./float.ts";

/**
 * The covariances of variables, which are rows, over samples, which are columns: [n, samples] -> [n, n], and of one row a scalar.
 * `correction` is taken from the number of samples. @throws RangeError for more than two axes.
 */
export function covariance(a: Tensor, correction = 1): Tensor {
  if (a.shape.length > 2) throw new RangeError(`cov: expected a tensor of two axes or fewer, but got ${show(a.shape)}`);
  const rows = reshape(float(a), a.shape.length < 2 ? [1, -1] : a.shape);
  const samples = rows.shape[1];
  const centered = sub(rows, mean(rows, 1, true));
  const products = div(matmul(centered, transpose(centered)), Math.max(0, samples - correction));
  return rows.shape[0] === 1 ? reshape(products, []) : products;
}

/** The correlations of variables, which are rows; see `covariance`. Between -1 and 1. */
export function correlation(a: Tensor): Tensor {
  const products = covariance(a);
  if (products.shape.length === 0) return div(products, products);
  const deviations = sqrt(diag(products));
  const scaled = div(div(products, reshape(deviations, [-1, 1])), deviations);
  return clamp(scaled, -1, 1);
}

/** How many elements lie in each of `bins` parts of [low, high], as wide as each other; the last has its end, too. Others count nowhere. */
export function histogram(a: Tensor, bins: number, low: number, high: number): Int32Array {
  if (!(Number.isInteger(bins) && bins > 0)) throw new RangeError(`histc: bins must be > 0, but got ${bins}`);
  if (!(low <= high && Number.isFinite(low) && Number.isFinite(high)))
    throw new RangeError(`histc: max must be larger than min, and both finite, but got ${low} and ${high}`);
  const counts = new Int32Array(bins);
  for (const value of elements(a)) {
    if (!(value >= low && value <= high)) continue;
    counts[Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))] += 1;
  }
  return counts;
}

const searchPrimitive = /* @__PURE__ */ primitive<boolean>({
  name: "Searchsorted",
  value: ([sorted, values], right) => {
    const isShared = sorted.shape.length <= 1;
    const count = sorted.shape[sorted.shape.length - 1] ?? 0;
    const rows = elements(sorted);
    const source = elements(values);
    const each = isShared ? source.length : (values.shape[values.shape.length - 1] ?? 1);
    const out = zeros("int32", sizeOf(values.shape));
    for (let i = 0; i < out.length; i++)
      out[i] = place(source[i], rows, isShared ? 0 : Math.floor(i / each) * count, count, right);
    return wrap(values, out, values.shape, "int32");
  },
});

/** Where a number goes among `count` sorted ones from `from` on; NaN, on either side, at the end. */
function place(value: number, rows: TypedArray, from: number, count: number, right: boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = rows[from + middle];
    // `!(…)` so that NaN goes on.
    if (right ? !(one > value) : !(one >= value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Where each element would go among sorted numbers, rows of [..., n] for elements [..., k] or one row for all, so that they stay sorted;
 * before its equals, or after them with `right`; int32. @throws RangeError when leading axes differ.
 */
export function searchSorted(sorted: Tensor, values: Tensor, right = false): Tensor {
  const lead = sorted.shape.slice(0, -1);
  const isShared = sorted.shape.length <= 1;
  if (!isShared && !(lead.length === values.shape.length - 1 && lead.every((n, i) => n === values.shape[i])))
    throw new RangeError(
      `searchsorted: boundaries of shape ${show(sorted.shape)} and values of shape ${show(values.shape)} should match apart from the last axis`,
    );
  return bind(searchPrimitive, [sorted, values], right);
}
