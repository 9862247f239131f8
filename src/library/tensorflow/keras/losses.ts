// tf.keras.losses: the mean over all elements. The target comes first.

import { absoluteError, squaredError } from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import type { Tensor } from "../tensor.ts";

/** (yTrue - yPred)², the mean: a scalar. */
export class MeanSquaredError {
  /** The loss, a scalar. @throws RangeError when the shapes do not broadcast. */
  call(yTrue: Tensor, yPred: Tensor): Tensor {
    return ops.mean(squaredError(yPred, yTrue)) as Tensor;
  }
}
/** |yTrue - yPred|, the mean: a scalar. */
export class MeanAbsoluteError {
  /** The loss, a scalar. @throws RangeError when the shapes do not broadcast. */
  call(yTrue: Tensor, yPred: Tensor): Tensor {
    return ops.mean(absoluteError(yPred, yTrue)) as Tensor;
  }
}
