// tf.keras.regularizers: penalties on weights.

import * as ops from "../../ops/index.ts";
import type { Tensor } from "../tensor.ts";

/** What weights add to the loss. */
export type Regularizer = (weights: Tensor) => Tensor;

/** factor · Σ |w| */
export const L1 =
  (factor = 0.01): Regularizer =>
  (weights) =>
    ops.mul(ops.sum(ops.abs(weights)), factor) as Tensor;
/** factor · Σ w² */
export const L2 =
  (factor = 0.01): Regularizer =>
  (weights) =>
    ops.mul(ops.sum(ops.square(weights)), factor) as Tensor;
