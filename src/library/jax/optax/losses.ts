// optax: losses, one for each element or example; `mean()` makes one number of them.

import * as nn from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { isFloat, sameShape, show } from "../../tensor/index.ts";
import type { Array } from "../array.ts";

/** @throws RangeError when predictions and targets, which must not be broadcast, differ in shape. */
function same(name: string, predictions: Array, targets: Array): void {
  if (!sameShape(predictions.shape, targets.shape))
    throw new RangeError(
      `${name}: predictions of shape ${show(predictions.shape)} for targets of ${show(targets.shape)}`,
    );
}

/** (predictions - targets)²; targets are 0 when not given. */
export function squaredError(predictions: Array, targets?: Array): Array {
  if (targets === undefined) return predictions.square();
  same("squaredError", predictions, targets);
  return nn.squaredError(predictions, targets) as Array;
}
/** (predictions - targets)² / 2 */
export const l2Loss = (predictions: Array, targets?: Array): Array => squaredError(predictions, targets).mul(0.5);
/** Half the square up to `delta`, then a line (Huber, 1964). */
export function huberLoss(predictions: Array, targets: Array, { delta = 1 }: { readonly delta?: number } = {}): Array {
  same("huberLoss", predictions, targets);
  return nn.huber(predictions, targets, delta) as Array;
}
/** log cosh(predictions - targets) */
export function logCosh(predictions: Array, targets: Array): Array {
  same("logCosh", predictions, targets);
  const errors = ops.sub(predictions, targets);
  return ops.sub(ops.add(ops.softplus(ops.mul(errors, -2)), errors), Math.LN2) as Array;
}
/** -Σ labels · log softmax(logits), for probabilities of the classes, the last axis. */
export function softmaxCrossEntropy(logits: Array, labels: Array): Array {
  const shape = ops.add(ops.detach(logits), ops.detach(labels)).shape;
  return nn.crossEntropy(ops.expandTo(logits, shape), ops.expandTo(ops.cast(labels, logits.dtype), shape)) as Array;
}
/** -log of the softmax of the right class, for whole-number labels. @throws TypeError for labels that are floats. */
export function softmaxCrossEntropyWithIntegerLabels(logits: Array, labels: Array): Array {
  if (isFloat(labels.dtype))
    throw new TypeError(`softmaxCrossEntropyWithIntegerLabels: labels must be whole numbers, not ${labels.dtype}`);
  return nn.crossEntropy(logits, labels, false) as Array;
}
/** -y log σ(x) - (1 - y) log(1 - σ(x)), element by element, for logits x and probabilities y. */
export const sigmoidBinaryCrossEntropy = (logits: Array, labels: Array): Array =>
  nn.binaryCrossEntropy(logits, labels) as Array;
/** max(0, 1 - predictions · targets), for targets -1 and 1. */
export const hingeLoss = (predictions: Array, targets: Array): Array =>
  ops.relu(ops.sub(1, ops.mul(predictions, targets))) as Array;
/** Σ targets · (log targets - log predictions) along the last axis, for logarithms of predictions. */
export function klDivergence(logPredictions: Array, targets: Array): Array {
  const logs = ops.log(ops.where(ops.eq(targets, 0), 1, targets));
  return ops.sum(ops.mul(targets, ops.sub(logs, logPredictions)), -1) as Array;
}
/** The cosine of the angle between vectors along the last axis; lengths below `epsilon` count as that. */
export function cosineSimilarity(
  predictions: Array,
  targets: Array,
  { epsilon = 0 }: { readonly epsilon?: number } = {},
): Array {
  const unit = (a: Array) => ops.div(a, ops.maximum(ops.norm(a, -1, true), epsilon));
  return ops.sum(ops.mul(unit(predictions), unit(targets)), -1) as Array;
}
/** 1 - cosineSimilarity */
export const cosineDistance = (predictions: Array, targets: Array, options?: { readonly epsilon?: number }): Array =>
  ops.sub(1, cosineSimilarity(predictions, targets, options)) as Array;
/** Labels mixed with even ones: (1 - alpha) · labels + alpha / classes. */
export const smoothLabels = (labels: Array, alpha: number): Array =>
  labels.mul(1 - alpha).add(alpha / labels.shape[labels.shape.length - 1]);
