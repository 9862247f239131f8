// torch.nn.functional's losses.

import * as rules from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { isFloat, sameShape, show } from "../../tensor/index.ts";
import type { Tensor } from "../tensor.ts";

/** What becomes of the examples' losses: their mean, their sum, or "none" for all of them. */
export type Reduction = rules.Reduction;

/** Options of losses. */
export interface LossOptions {
  /** Defaults to "mean". */
  readonly reduction?: Reduction;
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
/** Options of losses of classes. */
export interface ClassLossOptions extends LossOptions {
  /** [C]: how much each class counts. */
  readonly weight?: Tensor | null;
  /** A class whose examples do not count. Defaults to -100. */
  readonly ignoreIndex?: number;
}

/**
 * Of logits [N, C] and classes [N] or their probabilities [N, C]. With more axes, the classes are along axis 1. `labelSmoothing` is the
 * share of the probability that goes to all classes alike.
 */
export function crossEntropy(
  x: Tensor,
  y: Tensor,
  options: ClassLossOptions & { readonly labelSmoothing?: number } = {},
): Tensor {
  const { labelSmoothing = 0, weight } = options;
  const logs = classesLast(x).logSoftmax(-1);
  const count = logs.size(-1);
  if (y.dim() === x.dim() && isFloat(y.dtype)) {
    const share = classesLast(y)
      .mul(1 - labelSmoothing)
      .add(labelSmoothing / count);
    const each = logs.mul(share).mul(weight ?? 1);
    // The mean is over the examples, whatever the classes weigh.
    return reduced(each.sum(-1).neg(), options);
  }
  const right = ofClasses(logs, y, options);
  if (labelSmoothing === 0) return right;
  const smooth = logs
    .mul(weight ?? 1)
    .sum(-1)
    .neg();
  const kept = y.ne(options.ignoreIndex ?? -100);
  const even = ops.where(kept, smooth, 0) as Tensor;
  const evenly =
    options.reduction === "none"
      ? even
      : options.reduction === "sum"
        ? even.sum()
        : even.sum().div(weightOf(y, options).sum());
  return right.mul(1 - labelSmoothing).add(evenly.mul(labelSmoothing / count));
}
/** The same of logarithms of probabilities. */
export function nllLoss(x: Tensor, y: Tensor, options: ClassLossOptions = {}): Tensor {
  return ofClasses(classesLast(x), y, options);
}

/** How much each example counts: its class's weight, 0 for a class that is ignored. */
function weightOf(y: Tensor, { weight, ignoreIndex = -100 }: ClassLossOptions): Tensor {
  const kept = y.ne(ignoreIndex);
  if (!weight) return kept.float();
  return ops.mul(ops.take(weight, ops.where(kept, y, 0)), kept.float()) as Tensor;
}

/** Of logarithms of probabilities [..., C] and classes [...]; the mean is by weight. */
function ofClasses(logs: Tensor, y: Tensor, options: ClassLossOptions): Tensor {
  const { ignoreIndex = -100, reduction = "mean" } = options;
  const weights = weightOf(y, options);
  const right = ops.where(y.ne(ignoreIndex), y, 0) as Tensor;
  const losses = ops.mul(rules.negativeLogLikelihood(logs, right), weights) as Tensor;
  return reduction === "none" ? losses : reduction === "sum" ? losses.sum() : losses.sum().div(weights.sum());
}

/** Options of losses of two classes. */
export interface BinaryLossOptions extends LossOptions {
  /** How much each element counts, broadcast. */
  readonly weight?: Tensor | null;
}

/** Of logits and probabilities, in one shape; `posWeight` is how much the first class counts, broadcast. */
export function binaryCrossEntropyWithLogits(
  x: Tensor,
  y: Tensor,
  options: BinaryLossOptions & { readonly posWeight?: Tensor | null } = {},
): Tensor {
  const { weight, posWeight } = options;
  mustMatch(x, y);
  const each = posWeight
    ? // (1 - y) x + (1 + (p - 1) y) log(1 + e^-x)
      ops.add(
        ops.mul(ops.sub(1, y), x),
        ops.mul(ops.add(ops.mul(ops.sub(posWeight, 1), y), 1), ops.softplus(ops.neg(x))),
      )
    : rules.binaryCrossEntropy(x, y);
  return reduced(weight ? ops.mul(each, weight) : each, options);
}

/** Of probabilities p and y, in one shape: -y log p - (1 - y) log(1 - p), the logarithms not below -100. */
export function binaryCrossEntropy(x: Tensor, y: Tensor, options: BinaryLossOptions = {}): Tensor {
  mustMatch(x, y);
  const each = rules.binaryCrossEntropyOfProbabilities(x, y);
  return reduced(options.weight ? ops.mul(each, options.weight) : each, options);
}

/** @throws RangeError for targets of another shape, which PyTorch does not broadcast here. */
function mustMatch(x: Tensor, y: Tensor): void {
  if (!sameShape(x.shape, y.shape))
    throw new RangeError(`Target size (${show(y.shape)}) must be the same as input size (${show(x.shape)})`);
}
/** Half the square over `beta` up to `beta`, 1 by default, then linear with slope 1. */
export function smoothL1Loss(x: Tensor, y: Tensor, options: LossOptions & { readonly beta?: number } = {}): Tensor {
  const { beta = 1 } = options;
  if (beta === 0) return l1Loss(x, y, options);
  return reduced(ops.div(rules.huber(x, y, beta), beta), options);
}
/** y · (log y - x), of logarithms of probabilities x and probabilities y, or with `logTarget` their logarithms. */
export function klDiv(
  x: Tensor,
  y: Tensor,
  options: { readonly reduction?: Reduction | "batchmean"; readonly logTarget?: boolean } = {},
): Tensor {
  const { reduction = "mean", logTarget = false } = options;
  const each = logTarget
    ? y.exp().mul(y.sub(x))
    : (ops.where(y.gt(0), ops.mul(y, ops.sub(ops.log(y.clamp({ min: 1e-38 })), x)), 0) as Tensor);
  return reduction === "batchmean" ? each.sum().div(x.size(0)) : reduced(each, { reduction });
}

function classesLast(x: Tensor): Tensor {
  if (x.dim() < 3) return x;
  return x.permute(0, ...Array.from({ length: x.dim() - 2 }, (_, i) => i + 2), 1);
}
