// Losses: how far predictions are from targets, as one number or one for each example.

import {
  abs,
  add,
  bind,
  cast,
  clamp,
  detach,
  div,
  gather,
  log,
  logSoftmax,
  mean,
  minimum,
  mul,
  neg,
  primitive,
  softplus,
  square,
  sub,
  sum,
  unsqueeze,
} from "../ops/index.ts";
import { isFloat, sameShape, show, type Tensor } from "../tensor/index.ts";

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
  // In two parts, so that what is far, even infinitely, is never squared: NaN would get into the gradient.
  const near = minimum(distance, delta);
  return add(mul(square(near), 0.5), mul(sub(distance, near), delta));
}

/**
 * -log of the probability that a softmax of `logits` [..., classes] gives to the right class: for whole-number targets [...],
 * or for probabilities [..., classes] of the classes. Negative targets are out of bounds, or, unless `isStrict`, count from the end.
 */
export function crossEntropy(logits: Tensor, target: Tensor, isStrict = true): Tensor {
  return negativeLogLikelihood(logSoftmax(logits, -1), target, isStrict);
}

/** The same of logarithms of probabilities [..., classes]. */
export function negativeLogLikelihood(logProbabilities: Tensor, target: Tensor, isStrict = true): Tensor {
  if (isFloat(target.dtype) && sameShape(target.shape, logProbabilities.shape))
    return neg(sum(mul(logProbabilities, target), -1));
  const { length } = target.shape;
  if (length !== logProbabilities.shape.length - 1 || target.shape.some((n, i) => n !== logProbabilities.shape[i]))
    throw new RangeError(
      `crossEntropy: targets of shape ${show(target.shape)} for predictions of shape ${show(logProbabilities.shape)}`,
    );
  const places = unsqueeze(cast(detach(target), "int32"), -1);
  const chosen = gather(logProbabilities, -1, places, isStrict ? "crossEntropy: target" : undefined);
  return neg(sum(chosen, -1));
}

/** -y log σ(x) - (1 - y) log(1 - σ(x)), for logits x and probabilities y. */
export function binaryCrossEntropy(logits: Tensor, target: Tensor): Tensor {
  return sub(softplus(logits), mul(logits, target));
}

/** The mean over examples, each divided among its elements: Gluon's way of averaging all axes but the first. */
export function meanPerExample(losses: Tensor): Tensor {
  if (losses.shape.length < 2) return losses;
  const axes = losses.shape.map((_, i) => i).slice(1);
  return mean(losses, axes);
}

/** Used where a dialect weights the square by one half. */
export function half(losses: Tensor): Tensor {
  return mul(losses, 0.5);
}

const probabilityPrimitive = primitive({
  name: "BinaryCrossEntropy",
  value: ([p, target]) => {
    const bounded = (q: Tensor): Tensor => clamp(log(q), -100);
    return neg(add(mul(target, bounded(p)), mul(sub(1, target), bounded(sub(1, p)))));
  },
  gradient: [
    (dy, [p, target]) => mul(dy, div(sub(p, target), clamp(mul(p, sub(1, p)), 1e-12))),
    (dy, [p]) => mul(dy, sub(log(sub(1, p)), log(p))),
  ],
  saves: "inputs",
});

/** -y log p - (1 - y) log(1 - p), of probabilities p and y; logarithms not below -100, and slopes as finite as PyTorch's. */
export function binaryCrossEntropyOfProbabilities(p: Tensor, target: Tensor): Tensor {
  return bind(probabilityPrimitive, [p, target], undefined);
}
