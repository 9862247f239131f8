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
/** l1 · Σ |w| + l2 · Σ w² */
export const L1L2 =
  ({ l1: first = 0, l2: second = 0 }: { readonly l1?: number; readonly l2?: number } = {}): Regularizer =>
  (weights) =>
    ops.add(L1(first)(weights), L2(second)(weights)) as Tensor;
/** `L1` */
export const l1 = L1;
/** `L2` */
export const l2 = L2;
/** `L1L2`, both 0.01 by default. */
export const l1L2 = ({
  l1: first = 0.01,
  l2: second = 0.01,
}: {
  readonly l1?: number;
  readonly l2?: number;
} = {}): Regularizer => L1L2({ l1: first, l2: second });
