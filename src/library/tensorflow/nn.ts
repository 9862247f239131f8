// tf.nn: activations, images [N, H, W, C], losses of each example.

import * as rules from "../nn/index.ts";
import { type Pair, pairOf } from "../nn/index.ts";
import * as numeric from "../numeric/index.ts";
import * as ops from "../ops/index.ts";
import type { Shape } from "../tensor/index.ts";
import { source } from "./random/source.ts";
import type { Tensor } from "./tensor.ts";

export { sigmoid, tanh } from "./functions.ts";
export { softplus } from "./math.ts";

/** 0 where `a` is negative. */
export const relu = (a: Tensor): Tensor => ops.relu(a) as Tensor;
/** x where it is positive, else alpha · x. */
export const leakyRelu = (a: Tensor, { alpha = 0.2 }: { readonly alpha?: number } = {}): Tensor =>
  rules.leakyRelu(a, alpha) as Tensor;
/** x where it is positive, else e^x - 1. */
export const elu = (a: Tensor): Tensor => rules.elu(a) as Tensor;
/** x Φ(x), Φ the normal distribution's. */
export const gelu = (a: Tensor, { approximate = false }: { readonly approximate?: boolean } = {}): Tensor =>
  rules.gelu(a, approximate) as Tensor;
/** x · sigmoid(x) */
export const silu = (a: Tensor): Tensor => rules.silu(a) as Tensor;
/** exp(a) / Σ exp(a) along an axis, by default the last. */
export const softmax = (a: Tensor, { axis = -1 }: { readonly axis?: number } = {}): Tensor =>
  ops.softmax(a, axis) as Tensor;
/** Its logarithm, without overflow. */
export const logSoftmax = (a: Tensor, { axis = -1 }: { readonly axis?: number } = {}): Tensor =>
  ops.logSoftmax(a, axis) as Tensor;

/** How images are bordered: not at all, or so that each step gives an output. */
export type Padding = "VALID" | "SAME";

/** [N, H, W, C] -> [N, C, H, W], and back. */
const channelsFirst = (x: Tensor): Tensor => ops.permute(x, [0, 3, 1, 2]) as Tensor;
const channelsLast = (x: Tensor): Tensor => ops.permute(x, [0, 2, 3, 1]) as Tensor;

/** With the border that "SAME" means; of an odd number the larger part comes after. */
function bordered(
  x: Tensor,
  size: Shape,
  stride: readonly [number, number],
  dilation: readonly [number, number],
  value: number,
): Tensor {
  const widths = [0, 1].map((axis): [number, number] => {
    const length = x.shape[2 + axis];
    const window = dilation[axis] * (size[axis] - 1) + 1;
    const total = Math.max(0, (Math.ceil(length / stride[axis]) - 1) * stride[axis] + window - length);
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  });
  if (widths.every(([before, after]) => before + after === 0)) return x;
  return numeric.pad(x, [[0, 0], [0, 0], ...widths], "constant", value) as Tensor;
}

/** Images [N, H, W, C] with filters [height, width, C, outputs]. @throws RangeError when they do not fit. */
export function conv2d(
  x: Tensor,
  filters: Tensor,
  {
    strides = 1,
    padding = "VALID",
    dilations = 1,
  }: { readonly strides?: Pair; readonly padding?: Padding; readonly dilations?: Pair } = {},
): Tensor {
  const images = channelsFirst(x);
  const kernel = ops.permute(filters, [3, 2, 0, 1]);
  const wide = padding === "SAME" ? bordered(images, filters.shape, pairOf(strides), pairOf(dilations), 0) : images;
  return channelsLast(rules.convolution(wide, kernel, { stride: strides, dilation: dilations }) as Tensor);
}
/** The largest of each window of `ksize`. */
export function maxPool2d(
  x: Tensor,
  {
    ksize,
    strides = ksize,
    padding = "VALID",
  }: { readonly ksize: Pair; readonly strides?: Pair; readonly padding?: Padding },
): Tensor {
  const images = channelsFirst(x);
  const wide =
    padding === "SAME" ? bordered(images, pairOf(ksize), pairOf(strides), [1, 1], Number.NEGATIVE_INFINITY) : images;
  return channelsLast(rules.maxPool(wide, { size: ksize, stride: strides }) as Tensor);
}
/** The mean of each window of `ksize`; a border does not count. */
export function avgPool2d(
  x: Tensor,
  {
    ksize,
    strides = ksize,
    padding = "VALID",
  }: { readonly ksize: Pair; readonly strides?: Pair; readonly padding?: Padding },
): Tensor {
  const images = channelsFirst(x);
  const wide = padding === "SAME" ? bordered(images, pairOf(ksize), pairOf(strides), [1, 1], 0) : images;
  const settings = { size: ksize, stride: strides };
  const means = rules.averagePool(wide, settings);
  if (wide === images) return channelsLast(means as Tensor);
  const one = ops.add(ops.mul(ops.detach(images), 0), 1) as Tensor;
  const shares = rules.averagePool(bordered(one, pairOf(ksize), pairOf(strides), [1, 1], 0), settings);
  return channelsLast(ops.div(means, shares) as Tensor);
}

/** Zeros a share `rate` of the elements, and scales the others up by 1 / (1 - rate). */
export function dropout(x: Tensor, { rate }: { readonly rate: number }): Tensor {
  if (rate === 0) return x;
  const kept = ops.drawLike(x, (out) => {
    for (let i = 0; i < out.length; i++) out[i] = source().next() * 2 ** -32 < rate ? 0 : 1 / (1 - rate);
  });
  return ops.mul(x, kept) as Tensor;
}
/** Mean and variance over axes. */
export function moments(
  x: Tensor,
  axes: readonly number[],
  { keepdims = false }: { readonly keepdims?: boolean } = {},
): [Tensor, Tensor] {
  return [ops.mean(x, axes, keepdims) as Tensor, ops.variance(x, axes, keepdims) as Tensor];
}
/** (x - mean) / √(variance + varianceEpsilon) · scale + offset */
export function batchNormalization(
  x: Tensor,
  mean: Tensor,
  variance: Tensor,
  {
    offset,
    scale,
    varianceEpsilon = 1e-3,
  }: { readonly offset?: Tensor; readonly scale?: Tensor; readonly varianceEpsilon?: number } = {},
): Tensor {
  const y = rules.standardize(x, mean, variance, varianceEpsilon);
  const scaled = scale === undefined ? y : ops.mul(y, scale);
  return (offset === undefined ? scaled : ops.add(scaled, offset)) as Tensor;
}
/** The rows of a table at whole numbers of any shape. */
export const embeddingLookup = (table: Tensor, ids: Tensor): Tensor =>
  ops.take(table, ops.cast(ids, "int32")) as Tensor;

/** The loss of each example: of labels that are probabilities, [batch, classes], and logits. */
export const softmaxCrossEntropyWithLogits = ({
  labels,
  logits,
}: {
  readonly labels: Tensor;
  readonly logits: Tensor;
}): Tensor => ops.neg(ops.sum(ops.mul(ops.logSoftmax(logits, -1), ops.cast(labels, logits.dtype)), -1)) as Tensor;
/** The loss of each example: of whole-number labels, [batch], and logits [batch, classes]. */
export const sparseSoftmaxCrossEntropyWithLogits = ({
  labels,
  logits,
}: {
  readonly labels: Tensor;
  readonly logits: Tensor;
}): Tensor => rules.crossEntropy(logits, ops.cast(labels, "int32")) as Tensor;
/** The loss of each element: of labels between 0 and 1, and logits. */
export const sigmoidCrossEntropyWithLogits = ({
  labels,
  logits,
}: {
  readonly labels: Tensor;
  readonly logits: Tensor;
}): Tensor => rules.binaryCrossEntropy(logits, ops.cast(labels, logits.dtype)) as Tensor;
