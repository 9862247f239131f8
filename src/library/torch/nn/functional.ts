// torch.nn.functional: layers and losses as functions.

import * as rules from "../../nn/index.ts";
import * as numeric from "../../numeric/index.ts";
import * as ops from "../../ops/index.ts";
import { zeros } from "../create.ts";
import { defaultGenerator } from "../generator.ts";
import { dimOf } from "../reductions.ts";
import { Tensor } from "../tensor.ts";

export { logSoftmax, relu, sigmoid, softmax, tanh } from "../functions.ts";
export { embedding } from "./embedding.ts";
export {
  adaptiveAvgPool1d,
  adaptiveAvgPool2d,
  adaptiveMaxPool1d,
  adaptiveMaxPool2d,
  avgPool1d,
  avgPool2d,
  conv1d,
  conv2d,
  convTranspose2d,
  maxPool1d,
  maxPool2d,
} from "./images.ts";
export { type Affine, batchNorm, groupNorm, instanceNorm, localResponseNorm } from "./instance-norm.ts";
export * from "./loss-functions.ts";
export * from "./more-functions.ts";
export * from "./more-losses.ts";
export { layerNorm } from "./normalization.ts";
export { bilinear, fold, type PatchOptions, unfold } from "./patches.ts";

/** x Wᵀ + b: [..., in] with weight [out, in] and bias [out]. */
export function linear(x: Tensor, weight: Tensor, bias: Tensor | null = null): Tensor {
  const y = ops.matmulTransposed(x, weight) as Tensor;
  return bias === null ? y : y.add(bias);
}

/** log(1 + e^x) */
export function softplus(x: Tensor): Tensor {
  return ops.softplus(x) as Tensor;
}

/** x where it is positive, else x · negativeSlope, which defaults to 0.01. */
export function leakyRelu(x: Tensor, options: { readonly negativeSlope?: number } = {}): Tensor {
  return rules.leakyRelu(x, options.negativeSlope ?? 0.01) as Tensor;
}

/** x where it is positive, else alpha · (e^x - 1); `alpha` defaults to 1. */
export function elu(x: Tensor, options: { readonly alpha?: number } = {}): Tensor {
  return rules.elu(x, options.alpha ?? 1) as Tensor;
}

/** The exponential linear unit that keeps mean and variance (Klambauer et al., 2017). */
export const selu = (x: Tensor): Tensor => rules.selu(x) as Tensor;
/** x · sigmoid(x) */
export const silu = (x: Tensor): Tensor => rules.silu(x) as Tensor;
/** x · tanh(log(1 + e^x)) (Misra, 2019) */
export const mish = (x: Tensor): Tensor => x.mul(softplus(x).tanh());
/** x / (1 + |x|) */
export const softsign = (x: Tensor): Tensor => rules.softsign(x) as Tensor;
/** min(max(x, 0), 6) */
export const relu6 = (x: Tensor): Tensor => hardtanh(x, { minVal: 0, maxVal: 6 });
/** Between `minVal` and `maxVal`, by default -1 and 1; flat at both, too. */
export function hardtanh(
  x: Tensor,
  { minVal = -1, maxVal = 1 }: { readonly minVal?: number; readonly maxVal?: number } = {},
): Tensor {
  const isInside = ops.logicalAnd(ops.gt(x, minVal), ops.lt(x, maxVal));
  return ops.where(isInside, x, ops.clamp(x.detach(), minVal, maxVal)) as Tensor;
}
/** x Φ(x), Φ the normal distribution's (Hendrycks and Gimpel, 2016): exact, or "tanh". */
export const gelu = (x: Tensor, { approximate = "none" }: { readonly approximate?: "none" | "tanh" } = {}): Tensor =>
  rules.gelu(x, approximate === "tanh") as Tensor;
/** log σ(x) */
export const logsigmoid = (x: Tensor): Tensor => softplus(x.neg()).neg();
/** x where it is positive, else x · weight, of which there is one or one for each channel. */
export function prelu(x: Tensor, weight: Tensor): Tensor {
  const along = weight.numel() === 1 ? weight : weight.reshape(x.shape.map((_, i) => (i === 1 ? -1 : 1)));
  return ops.where(ops.gt(x, 0), x, x.mul(along)) as Tensor;
}

/** In training, zeros a share `p` of the elements, and scales the others up by 1 / (1 - p). */
export function dropout(x: Tensor, options: { readonly p?: number; readonly training?: boolean } = {}): Tensor {
  const { p = 0.5, training = true } = options;
  if (!training || p === 0) return x;
  if (p === 1) return x.mul(0);
  const kept = ops.drawLike(x, (out) => defaultGenerator().bernoulli(1 - p, out)) as Tensor;
  return x.mul(kept.div_(1 - p));
}

/** In training, zeros whole channels of sequences [N, C, L]; see `dropout`. */
export const dropout1d = (x: Tensor, options: { readonly p?: number; readonly training?: boolean } = {}): Tensor =>
  channelDropout("dropout1d", x, 3, options);
/** In training, zeros whole channels of images [N, C, H, W]; see `dropout`. */
export const dropout2d = (x: Tensor, options: { readonly p?: number; readonly training?: boolean } = {}): Tensor =>
  channelDropout("dropout2d", x, 4, options);

function channelDropout(
  name: string,
  x: Tensor,
  axes: number,
  { p = 0.5, training = true }: { readonly p?: number; readonly training?: boolean },
): Tensor {
  if (x.dim() !== axes && x.dim() !== axes - 1)
    throw new RangeError(`${name}: expected ${axes - 1}D or ${axes}D input, but got ${x.dim()}D input`);
  if (!training || p === 0) return x;
  if (p === 1) return x.mul(0);
  const channels = x.shape.slice(0, x.dim() === axes ? 2 : 1);
  const kept = ops.draw(Tensor, [...channels, ...x.shape.slice(channels.length).map(() => 1)], x.dtype, (out) =>
    defaultGenerator().bernoulli(1 - p, out),
  ) as Tensor;
  return x.mul(kept.div_(1 - p));
}

/** Whole numbers as rows that are 1 at that place; `classes` defaults to one more than the largest. */
export function oneHot(x: Tensor, classes: number | { readonly numClasses?: number } = {}): Tensor {
  const count = typeof classes === "number" ? classes : (classes.numClasses ?? x.max().item() + 1);
  return numeric.oneHot(x, count, "int32") as Tensor;
}

/** Along an axis divided by the length, so that it becomes 1. */
export function normalize(x: Tensor, options: { readonly dim?: number; readonly eps?: number } = {}): Tensor {
  const length = x.norm({ dim: dimOf(options.dim ?? 1), keepdim: true });
  return x.div(length.clamp({ min: options.eps ?? 1e-12 }));
}

/** Scores with -∞ where a mask of booleans is `hidden`, or with a mask of numbers added. */
export function masked(scores: Tensor, mask: Tensor, hidden: boolean): Tensor {
  if (mask.dtype !== "bool") return scores.add(mask);
  const isHidden = hidden ? mask : mask.logicalNot();
  return ops.where(isHidden, Number.NEGATIVE_INFINITY, scores) as Tensor;
}

/**
 * softmax(Q Kᵀ / √E + mask) V (Vaswani et al., 2017), of [..., L, E], [..., S, E] and [..., S, V]. `attnMask` is true where a query may look,
 * or numbers to add; `isCausal` lets it look at no later place.
 */
export function scaledDotProductAttention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  options: {
    readonly attnMask?: Tensor | null;
    readonly dropoutP?: number;
    readonly isCausal?: boolean;
    readonly scale?: number;
  } = {},
): Tensor {
  const { attnMask, dropoutP = 0, isCausal = false, scale = 1 / Math.sqrt(query.size(-1)) } = options;
  let scores = query.matmul(key.transpose(-2, -1)).mul(scale);
  if (isCausal) scores = masked(scores, causal(query.size(-2), key.size(-2)), true);
  if (attnMask) scores = masked(scores, attnMask, false);
  const weights = scores.softmax(-1);
  return dropout(weights, { p: dropoutP, training: dropoutP > 0 }).matmul(value);
}

/** True above the diagonal: places that are later. */
function causal(rows: number, columns: number): Tensor {
  return zeros(rows, columns).add(1).triu(1).bool();
}
