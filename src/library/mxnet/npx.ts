// npx: what neural networks need beyond NumPy.

import {
  averagePool,
  convolution as convolve,
  gelu as geluOf,
  leakyRelu as leaky,
  maxPool,
  type Pair,
} from "../nn/index.ts";
import * as numeric from "../numeric/index.ts";
import * as ops from "../ops/index.ts";
import { bernoulli, readSafetensors, writeSafetensors } from "../tensor/index.ts";
import { isTraining } from "./autograd.ts";
import { source } from "./generator.ts";
import { fromArray, NDArray } from "./ndarray.ts";
import { arange } from "./np.ts";
import { seed } from "./random.ts";

export { type BatchNormOptions, batchNorm, layerNorm } from "./normalize.ts";

/** max(a, 0), element by element. */
export const relu = (a: NDArray): NDArray => ops.relu(a) as NDArray;
/** 1 / (1 + e^-a), element by element. */
export const sigmoid = (a: NDArray): NDArray => ops.sigmoid(a) as NDArray;
/** x where it is positive, else x · slope. */
export const leakyRelu = (a: NDArray, slope = 0.25): NDArray => leaky(a, slope) as NDArray;
/** x Φ(x), Φ the normal distribution's. */
export const gelu = (a: NDArray): NDArray => geluOf(a) as NDArray;
/** The error function of each element. */
export const erf = (a: NDArray): NDArray => ops.erf(a) as NDArray;

/** Along the last axis unless `axis` says otherwise; of the first `length` elements of each row alone, [batch], when it is given, zeros for the others. */
export function softmax(a: NDArray, axis = -1, options: { readonly length?: NDArray } = {}): NDArray {
  const { length } = options;
  if (length === undefined) return ops.softmax(a, axis) as NDArray;
  const masked = ops.where(within(a, length), a, Number.NEGATIVE_INFINITY);
  return ops.softmax(masked, axis) as NDArray;
}
/** log softmax along an axis, without overflow. */
export const logSoftmax = (a: NDArray, axis = -1): NDArray => ops.logSoftmax(a, axis) as NDArray;
/** The softmax along an axis of what the mask lets through, zeros elsewhere. */
export function maskedSoftmax(a: NDArray, mask: NDArray, axis = -1): NDArray {
  const masked = ops.where(ops.ne(mask, 0), a, Number.NEGATIVE_INFINITY);
  return ops.where(ops.ne(mask, 0), ops.softmax(masked, axis), 0) as NDArray;
}

/** Which elements of the last axis stand before the length of their row, [batch]. */
function within(a: NDArray, length: NDArray): NDArray {
  const { shape } = a;
  const size = shape[shape.length - 1];
  const places = arange(size);
  const rows = ops.reshape(length, [
    ...length.shape,
    ...new globalThis.Array<number>(shape.length - length.shape.length).fill(1),
  ]);
  return ops.lt(places, rows) as NDArray;
}

/** Whole numbers as rows of `depth` elements, 1 in that place and 0 elsewhere; float32. @throws RangeError for a number outside. */
export const oneHot = (a: NDArray, depth: number): NDArray => numeric.oneHot(a, depth) as NDArray;

/** Along an axis, by default the last, the element at the position that `index` names for each row: [batch, n] and [batch] -> [batch]. */
export function pick(
  a: NDArray,
  index: NDArray,
  options: { readonly axis?: number; readonly keepdims?: boolean } = {},
): NDArray {
  const axis = options.axis ?? -1;
  const at = axis < 0 ? axis + a.shape.length : axis;
  const wide = ops.unsqueeze(ops.cast(index, "int32"), at);
  const picked = ops.gather(a, at, wide);
  return (options.keepdims ? picked : ops.squeeze(picked, at)) as NDArray;
}

/** Options of topk. */
export interface TopkOptions {
  /** Defaults to 1. */
  readonly k?: number;
  /** Defaults to the last. */
  readonly axis?: number;
  /** Whether the smallest are wanted. Defaults to false. */
  readonly isAscend?: boolean;
}

/** The `k` largest along an axis: their places, float32, or with retTyp "value" themselves, or with "both" the two in a list. */
export function topk(a: NDArray, options: TopkOptions & { readonly retTyp: "both" }): [NDArray, NDArray];
export function topk(a: NDArray, options?: TopkOptions & { readonly retTyp?: "indices" | "value" }): NDArray;
export function topk(
  a: NDArray,
  { k = 1, axis = -1, isAscend, retTyp }: TopkOptions & { readonly retTyp?: "indices" | "value" | "both" } = {},
): NDArray | [NDArray, NDArray] {
  const found = ops.topK(a, k, axis, !isAscend);
  const [values, places] = [found.values as NDArray, ops.cast(found.indices, "float32") as NDArray];
  return retTyp === "both" ? [values, places] : retTyp === "value" ? values : places;
}

/** Sequences along `axis` (0 or 1) with `value` from the length of each on: [T, batch, …] and [batch]. */
export function sequenceMask(
  a: NDArray,
  lengths: NDArray | null = null,
  options: { readonly useSequenceLength?: boolean; readonly value?: number; readonly axis?: number } = {},
): NDArray {
  const { useSequenceLength = lengths !== null, value = 0, axis = 0 } = options;
  if (!useSequenceLength || lengths === null) return a;
  const count = a.shape[axis];
  const shape = a.shape.map((_, i) => (i === axis ? count : 1));
  const places = ops.reshape(arange(count), shape);
  const ends = ops.reshape(
    lengths,
    a.shape.map((_, i) => (i === 1 - axis ? -1 : 1)),
  );
  return ops.where(ops.lt(places, ends), a, value) as NDArray;
}

/** Products of the matrices of two batches, read transposed when asked. */
export function batchDot(
  a: NDArray,
  b: NDArray,
  options: { readonly transposeA?: boolean; readonly transposeB?: boolean } = {},
): NDArray {
  return ops.matmul(options.transposeA ? ops.transpose(a) : a, options.transposeB ? ops.transpose(b) : b) as NDArray;
}

/** While training is on (or with mode "always"), zeros a share `p` of the elements and scales the others up by 1 / (1 - p). */
export function dropout(
  a: NDArray,
  options: { readonly p?: number; readonly mode?: "training" | "always" } = {},
): NDArray {
  const { p = 0.5, mode = "training" } = options;
  if (p === 0 || (mode === "training" && !isTraining())) return a;
  const kept = ops.drawLike(a, (out) => {
    const from = source();
    for (let i = 0; i < out.length; i++) out[i] = from.next() * 2 ** -32 < p ? 0 : 1 / (1 - p);
  });
  return ops.mul(a, kept) as NDArray;
}

/** x Wᵀ + b, all axes of x but the first counting as one unless `flatten` is false. */
export function fullyConnected(
  x: NDArray,
  weight: NDArray,
  bias: NDArray | null = null,
  options: { readonly flatten?: boolean } = {},
): NDArray {
  const flat = options.flatten !== false && x.shape.length > 2 ? ops.reshape(x, [x.shape[0], -1]) : x;
  const y = ops.matmulTransposed(flat, weight);
  return (bias === null ? y : ops.add(y, bias)) as NDArray;
}

/** Images [N, C, H, W] with filters [O, C / groups, height, width]. */
export function convolution(
  x: NDArray,
  weight: NDArray,
  bias: NDArray | null = null,
  options: { readonly stride?: Pair; readonly pad?: Pair; readonly dilate?: Pair; readonly numGroup?: number } = {},
): NDArray {
  const { stride = 1, pad = 0, dilate = 1, numGroup = 1 } = options;
  const y = convolve(x, weight, { stride, padding: pad, dilation: dilate, groups: numGroup }) as NDArray;
  return bias === null ? y : y.add(bias.reshape(-1, 1, 1));
}

/** The largest ("max") or the mean ("avg") of each window of images [N, C, H, W]; of whole images with `globalPool`. */
export function pooling(
  x: NDArray,
  options: {
    readonly kernel?: Pair;
    readonly poolType?: "max" | "avg";
    readonly stride?: Pair;
    readonly pad?: Pair;
    readonly globalPool?: boolean;
  },
): NDArray {
  const { poolType = "max", globalPool, kernel = 1, stride = 1, pad = 0 } = options;
  const size: Pair = globalPool ? [x.shape[2], x.shape[3]] : kernel;
  return (poolType === "max" ? maxPool : averagePool)(x, { size, stride, padding: pad }) as NDArray;
}

/** The rows of a table at whole numbers of any shape. */
export const embedding = (x: NDArray, weight: NDArray): NDArray => ops.take(weight, ops.cast(x, "int32")) as NDArray;

/** npx.random */
export const random = {
  seed,
  /** 1 with probability `prob`, a number, or an array of them, whose shape is the result's then; else 0; float32. @throws RangeError for what is no probability. */
  bernoulli(prob: number | NDArray, size: number | readonly number[] = []): NDArray {
    const mustBe = (p: number) => {
      if (!(p >= 0 && p <= 1)) throw new RangeError(`bernoulli: prob must be between 0 and 1, but got ${p}`);
    };
    if (typeof prob !== "number")
      return ops.drawFrom(prob, prob.shape, "float32", (chances, out) => {
        chances.forEach(mustBe);
        bernoulli(source(), out, chances);
      });
    mustBe(prob);
    const shape = typeof size === "number" ? [size] : size;
    return ops.draw(NDArray, shape, "float32", (out) => bernoulli(source(), out, prob));
  },
};

/** The bytes of a file of an array, a list of them, or a record, which `load` reads; what writes files is the caller's. */
export const save = (
  arrays: NDArray | readonly NDArray[] | Readonly<Record<string, NDArray>>,
): Uint8Array<ArrayBuffer> =>
  writeSafetensors(arrays instanceof NDArray ? { 0: arrays } : Object.fromEntries(Object.entries(arrays)));
/** The arrays in the bytes of such a file: a list, also of one alone, or a record. @throws RangeError for what is no such file. */
export function load(bytes: Uint8Array): NDArray[] | Record<string, NDArray> {
  const named = Object.entries(readSafetensors(bytes).tensors).map(
    ([name, { storage, shape, dtype }]) => [name, fromArray(storage.array, shape, dtype)] as const,
  );
  if (!named.every(([name]) => /^\d+$/.test(name))) return Object.fromEntries(named);
  return named.sort(([a], [b]) => Number(a) - Number(b)).map(([, one]) => one);
}

/** NumPy's shapes and arrays are always on here. */
export function setNp(): void {}
/** Nothing waits: operations run at once. */
export function waitall(): void {}

/** A device. There is one here, the processor: arrays are not moved. */
export interface Context {
  readonly deviceType: "cpu" | "gpu";
  readonly deviceId: number;
}
/** The processor. */
export const cpu = (deviceId = 0): Context => ({ deviceType: "cpu", deviceId });
/** The name of a graphics processor, of which there is none: `numGpus()` is 0. */
export const gpu = (deviceId = 0): Context => ({ deviceType: "gpu", deviceId });
/** Number of graphics processors: 0. */
export const numGpus = (): number => 0;
