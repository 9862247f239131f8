// gluon.loss: each gives one number for each example, the mean over its elements.

import { absoluteError, crossEntropy, huber, meanPerExample, squaredError } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import { show } from "../../tensor/index.ts";
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
/** Of logits and whole-number labels. */
export class SoftmaxCrossEntropyLoss {
  /** The loss of each example, [batch], of logits [batch, classes] and labels [batch]. */
  call(prediction: NDArray, label: NDArray): NDArray {
    return crossEntropy(prediction, label) as NDArray;
  }
}
