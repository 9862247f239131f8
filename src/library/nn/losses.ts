// Losses: how far predictions are from targets, as one number or one for each example.

import { abs, detach, logSoftmax, lt, mean, mul, neg, oneHot, square, sub, sum, where } from "../ops/index.ts";
import type { Tensor } from "../tensor/index.ts";

/** What becomes of the examples' losses. */
export type Reduction = "mean" | "sum" | "none";

/** Their mean, their sum, or all of them. */
export function reduceLoss(losses: Tensor, reduction: Reduction): Tensor {
  return reduction === "none" ? losses : reduction === "sum" ? sum(losses) : mean(losses);
}

/** (prediction - target)² */
export function squaredError(prediction: Tensor, target: Tensor): Tensor {
  return square(sub(prediction, target));
}

/** |prediction - target| */
export function absoluteError(prediction: Tensor, target: Tensor): Tensor {
  return abs(sub(prediction, target));
}

/** Half the square up to `delta`, then the absolute error's line (Huber, 1964). */
export function huber(prediction: Tensor, target: Tensor, delta: number): Tensor {
  const distance = abs(sub(prediction, target));
  return where(lt(detach(distance), delta), mul(square(distance), 0.5), mul(sub(distance, 0.5 * delta), delta));
}

/** -log of the probability that a softmax of `logits` [..., classes] gives to the right class, for whole-number targets [...]. */
export function crossEntropy(logits: Tensor, target: Tensor): Tensor {
  const classes = logits.shape[logits.shape.length - 1];
  return neg(sum(mul(logSoftmax(logits, -1), oneHot(target, classes)), -1));
}

/** The mean over examples, each divided among its elements: Gluon's way of averaging all axes but the first. */
export function meanPerExample(losses: Tensor): Tensor {
  if (losses.shape.length < 2) return losses;
  const axes = losses.shape.map((_, i) => i).slice(1);
  return mean(losses, axes);
}
