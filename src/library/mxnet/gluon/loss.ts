// gluon.loss: each gives one number for each example, the mean over its elements.

import { absoluteError, crossEntropy, huber, meanPerExample, squaredError } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import type { NDArray } from "../ndarray.ts";

/** (prediction - label)² / 2 */
export class L2Loss {
  call(prediction: NDArray, label: NDArray): NDArray {
    return ops.mul(meanPerExample(squaredError(prediction, ops.reshape(label, prediction.shape))), 0.5) as NDArray;
  }
}
/** |prediction - label| */
export class L1Loss {
  call(prediction: NDArray, label: NDArray): NDArray {
    return meanPerExample(absoluteError(prediction, ops.reshape(label, prediction.shape))) as NDArray;
  }
}
/** Quadratic up to an error of `rho`, linear beyond, where its slope is 1. */
export class HuberLoss {
  constructor(readonly rho = 1) {}
  call(prediction: NDArray, label: NDArray): NDArray {
    return meanPerExample(
      ops.div(huber(prediction, ops.reshape(label, prediction.shape), this.rho), this.rho),
    ) as NDArray;
  }
}
/** Of logits and whole-number labels. */
export class SoftmaxCrossEntropyLoss {
  call(prediction: NDArray, label: NDArray): NDArray {
    return crossEntropy(prediction, label) as NDArray;
  }
}
