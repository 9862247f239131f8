// gluon.loss: each gives one number for each example, the mean over its elements.

import {
  absoluteError,
  binaryCrossEntropy,
  huber,
  meanPerExample,
  negativeLogLikelihood,
  squaredError,
} from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { show, type Tensor } from "../../tensor/index.ts";
import type { NDArray } from "../ndarray.ts";

/** The label in the shape of the prediction. @throws RangeError naming the loss when their sizes differ. */
function labelLike(loss: string, prediction: NDArray, label: NDArray): NDArray {
  if (label.size === prediction.size) return ops.reshape(label, prediction.shape) as NDArray;
  throw new RangeError(
    `${loss}: the prediction has the shape ${show(prediction.shape)}, but the label ${show(label.shape)}`,
  );
}

/** (prediction - label)² / 2 */
export class L2Loss {
  /** The loss of each example, [batch]; a label may have another shape of the same size. @throws RangeError when sizes differ. */
  call(prediction: NDArray, label: NDArray): NDArray {
    return ops.mul(meanPerExample(squaredError(prediction, labelLike("L2Loss", prediction, label))), 0.5) as NDArray;
  }
}
/** |prediction - label| */
export class L1Loss {
  /** The loss of each example, [batch]; a label may have another shape of the same size. @throws RangeError when sizes differ. */
  call(prediction: NDArray, label: NDArray): NDArray {
    return meanPerExample(absoluteError(prediction, labelLike("L1Loss", prediction, label))) as NDArray;
  }
}
/** Quadratic up to an error of `rho`, linear beyond, where its slope is 1. */
export class HuberLoss {
  constructor(readonly rho = 1) {}
  /** The loss of each example, [batch]; a label may have another shape of the same size. @throws RangeError when sizes differ. */
  call(prediction: NDArray, label: NDArray): NDArray {
    return meanPerExample(
      ops.div(huber(prediction, labelLike("HuberLoss", prediction, label), this.rho), this.rho),
    ) as NDArray;
  }
}
/** Options of SoftmaxCrossEntropyLoss. */
export interface SoftmaxLossOptions {
  /** Where the classes are. Defaults to -1. */
  readonly axis?: number;
  /** Whether labels are whole numbers, rather than probabilities of all classes. Defaults to true. */
  readonly sparseLabel?: boolean;
  /** Whether predictions are logarithms of probabilities already. Defaults to false. */
  readonly fromLogits?: boolean;
}

/** Of logits and whole-number labels, or with `sparseLabel: false` probabilities. */
export class SoftmaxCrossEntropyLoss {
  constructor(readonly options: SoftmaxLossOptions = {}) {}
  /** The loss of each example, [batch], of logits [batch, classes] and labels [batch]. @throws RangeError when the shapes do not fit. */
  call(prediction: NDArray, label: NDArray): NDArray {
    const { axis = -1, sparseLabel = true, fromLogits = false } = this.options;
    const last = ops.moveAxis(prediction, axis, prediction.shape.length - 1);
    const logs = fromLogits ? last : ops.logSoftmax(last, -1);
    const probabilities = sparseLabel
      ? ops.cast(label, "int32")
      : ops.cast(ops.moveAxis(label, axis, label.shape.length - 1), logs.dtype);
    return meanPerExample(negativeLogLikelihood(logs, probabilities)) as NDArray;
  }
}
/** The same under its short name. */
export const SoftmaxCELoss = SoftmaxCrossEntropyLoss;

/** Of logits and 0 or 1 for each output; of probabilities with `fromSigmoid`. */
export class SigmoidBinaryCrossEntropyLoss {
  constructor(readonly options: { readonly fromSigmoid?: boolean } = {}) {}
  /** The loss of each example, [batch]; a label may have another shape of the same size. @throws RangeError when sizes differ. */
  call(prediction: NDArray, label: NDArray): NDArray {
    const wanted = labelLike("SigmoidBinaryCrossEntropyLoss", prediction, label);
    if (!this.options.fromSigmoid) return meanPerExample(binaryCrossEntropy(prediction, wanted)) as NDArray;
    const log = (p: Tensor): Tensor => ops.log(ops.add(p, 1e-12));
    const right = ops.mul(log(prediction), wanted);
    const wrong = ops.mul(log(ops.sub(1, prediction)), ops.sub(1, wanted));
    return meanPerExample(ops.neg(ops.add(right, wrong))) as NDArray;
  }
}
/** The same under its short name. */
export const SigmoidBCELoss = SigmoidBinaryCrossEntropyLoss;

/** label · (log label - prediction), of logarithms of probabilities, or of logits with `fromLogits: false`. */
export class KLDivLoss {
  constructor(readonly options: { readonly fromLogits?: boolean; readonly axis?: number } = {}) {}
  /** The loss of each example, [batch]. */
  call(prediction: NDArray, label: NDArray): NDArray {
    const { fromLogits = true, axis = -1 } = this.options;
    const logs = fromLogits ? prediction : ops.logSoftmax(prediction, axis);
    return meanPerExample(ops.mul(label, ops.sub(ops.log(ops.add(label, 1e-12)), logs))) as NDArray;
  }
}

/** max(0, margin - prediction · label), of labels -1 and 1. */
export class HingeLoss {
  constructor(readonly margin = 1) {}
  /** The loss of each example, [batch]; a label may have another shape of the same size. @throws RangeError when sizes differ. */
  call(prediction: NDArray, label: NDArray): NDArray {
    const product = ops.mul(prediction, labelLike("HingeLoss", prediction, label));
    return meanPerExample(ops.relu(ops.sub(this.margin, product))) as NDArray;
  }
}
