// torch.nn.functional: layers and losses as functions.

import * as rules from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { defaultGenerator } from "../generator.ts";
import { dimOf } from "../reductions.ts";
import type { Tensor } from "../tensor.ts";

export { logSoftmax, relu, sigmoid, softmax, tanh } from "../functions.ts";
export { embedding } from "./embedding.ts";
export { adaptiveAvgPool2d, avgPool2d, conv2d, maxPool2d } from "./images.ts";
export { layerNorm } from "./normalization.ts";

/** What becomes of the examples' losses: their mean, their sum, or "none" for all of them. */
export type Reduction = rules.Reduction;

/** Options of losses. */
export interface LossOptions {
  /** Defaults to "mean". */
  readonly reduction?: Reduction;
}

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
  return ops.where(ops.gt(x, 0), x, x.mul(options.negativeSlope ?? 0.01)) as Tensor;
}

/** x where it is positive, else alpha · (e^x - 1); `alpha` defaults to 1. */
export function elu(x: Tensor, options: { readonly alpha?: number } = {}): Tensor {
  return ops.where(
    ops.gt(x, 0),
    x,
    x
      .clamp({ max: 0 })
      .expm1()
      .mul(options.alpha ?? 1),
  ) as Tensor;
}

/** x · sigmoid(x) */
export function silu(x: Tensor): Tensor {
  return x.mul(x.sigmoid());
}

/** In training, zeros a share `p` of the elements, and scales the others up by 1 / (1 - p). */
export function dropout(x: Tensor, options: { readonly p?: number; readonly training?: boolean } = {}): Tensor {
  const { p = 0.5, training = true } = options;
  if (!training || p === 0) return x;
  if (p === 1) return x.mul(0);
  const kept = ops.drawLike(x, (out) => defaultGenerator().bernoulli(1 - p, out)) as Tensor;
  return x.mul(kept.div_(1 - p));
}

/** Whole numbers as rows that are 1 at that place; `classes` defaults to one more than the largest. */
export function oneHot(x: Tensor, classes: number | { readonly numClasses?: number } = {}): Tensor {
  const count = typeof classes === "number" ? classes : (classes.numClasses ?? x.max().item() + 1);
  return ops.oneHot(x, count, "int32") as Tensor;
}

function reduced(losses: unknown, { reduction = "mean" }: LossOptions): Tensor {
  return rules.reduceLoss(losses as Tensor, reduction) as Tensor;
}

/** (x - y)² */
export function mseLoss(x: Tensor, y: Tensor, options: LossOptions = {}): Tensor {
  return reduced(rules.squaredError(x, y), options);
}
/** |x - y| */
export function l1Loss(x: Tensor, y: Tensor, options: LossOptions = {}): Tensor {
  return reduced(rules.absoluteError(x, y), options);
}
/** Half the square up to `delta`, 1 by default, then linear. */
export function huberLoss(x: Tensor, y: Tensor, options: LossOptions & { readonly delta?: number } = {}): Tensor {
  return reduced(rules.huber(x, y, options.delta ?? 1), options);
}
/** Of logits [N, C] and classes [N] or their probabilities [N, C]. With more axes, the classes are along axis 1. */
export function crossEntropy(x: Tensor, y: Tensor, options: LossOptions = {}): Tensor {
  return reduced(rules.crossEntropy(classesLast(x), y.dim() === x.dim() ? classesLast(y) : y), options);
}
/** The same of logarithms of probabilities. */
export function nllLoss(x: Tensor, y: Tensor, options: LossOptions = {}): Tensor {
  return reduced(rules.negativeLogLikelihood(classesLast(x), y), options);
}
/** Of logits and probabilities, in one shape. */
export function binaryCrossEntropyWithLogits(x: Tensor, y: Tensor, options: LossOptions = {}): Tensor {
  return reduced(rules.binaryCrossEntropy(x, y), options);
}

function classesLast(x: Tensor): Tensor {
  if (x.dim() < 3) return x;
  return x.permute(0, ...Array.from({ length: x.dim() - 2 }, (_, i) => i + 2), 1);
}

/** Along an axis divided by the length, so that it becomes 1. */
export function normalize(x: Tensor, options: { readonly dim?: number; readonly eps?: number } = {}): Tensor {
  const length = x.norm({ dim: dimOf(options.dim ?? 1), keepdim: true });
  return x.div(length.clamp({ min: options.eps ?? 1e-12 }));
}
