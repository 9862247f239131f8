// torch.nn.functional's losses that few models are trained by: of margins, similarities, counts and distributions.

import * as ops from "../../ops/index.ts";
import type { Tensor } from "../tensor.ts";
import type { LossOptions } from "./loss-functions.ts";
import { cosineSimilarity, pairwiseDistance } from "./more-functions.ts";

const reduced = (losses: Tensor, { reduction = "mean" }: LossOptions): Tensor =>
  reduction === "none" ? losses : reduction === "sum" ? losses.sum() : losses.mean();

/** max(0, -y (x1 - x2) + margin), y being 1 or -1; `margin` defaults to 0. */
export const marginRankingLoss = (
  x1: Tensor,
  x2: Tensor,
  y: Tensor,
  options: LossOptions & { readonly margin?: number } = {},
): Tensor =>
  reduced(
    y
      .neg()
      .mul(x1.sub(x2))
      .add(options.margin ?? 0)
      .clampMin(0),
    options,
  );
/** x where y is 1, max(0, margin - x) where it is -1; `margin` defaults to 1. */
export function hingeEmbeddingLoss(
  x: Tensor,
  y: Tensor,
  options: LossOptions & { readonly margin?: number } = {},
): Tensor {
  const apart = x
    .neg()
    .add(options.margin ?? 1)
    .clampMin(0);
  return reduced(ops.where(ops.eq(y, 1), x, apart) as Tensor, options);
}
/** 1 - cos(x1, x2) where y is 1, max(0, cos - margin) where it is -1; of rows. */
export function cosineEmbeddingLoss(
  x1: Tensor,
  x2: Tensor,
  y: Tensor,
  options: LossOptions & { readonly margin?: number } = {},
): Tensor {
  const cosine = cosineSimilarity(x1, x2, { dim: -1 });
  const apart = cosine.sub(options.margin ?? 0).clampMin(0);
  return reduced(ops.where(ops.eq(y, 1), ops.sub(1, cosine), apart) as Tensor, options);
}
/** max(0, |anchor - positive| - |anchor - negative| + margin), of rows; `margin` defaults to 1. */
export function tripletMarginLoss(
  anchor: Tensor,
  positive: Tensor,
  negative: Tensor,
  options: LossOptions & { readonly margin?: number; readonly p?: number } = {},
): Tensor {
  const { margin = 1, p = 2 } = options;
  const near = pairwiseDistance(anchor, positive, { p });
  return reduced(
    near
      .sub(pairwiseDistance(anchor, negative, { p }))
      .add(margin)
      .clampMin(0),
    options,
  );
}
/** log(1 + e^(-y x)), y being 1 or -1. */
export const softMarginLoss = (x: Tensor, y: Tensor, options: LossOptions = {}): Tensor =>
  reduced(y.neg().mul(x).exp().log1p(), options);
/** Of counts y that are Poisson's with the mean e^x, or x without `logInput`: e^x - y x. */
export function poissonNllLoss(
  x: Tensor,
  y: Tensor,
  options: LossOptions & { readonly logInput?: boolean; readonly eps?: number } = {},
): Tensor {
  const { logInput = true, eps = 1e-8 } = options;
  return reduced(logInput ? x.exp().sub(y.mul(x)) : x.sub(y.mul(x.add(eps).log())), options);
}
/** Of y that are normal with the mean x and the variance `variance`: (log variance + (x - y)² / variance) / 2; `eps` is the least variance. */
export function gaussianNllLoss(
  x: Tensor,
  y: Tensor,
  variance: Tensor,
  options: LossOptions & { readonly eps?: number } = {},
): Tensor {
  const wide = ops.add(ops.detach(variance.clampMin(options.eps ?? 1e-6)), ops.sub(variance, ops.detach(variance)));
  const spread = wide as Tensor;
  return reduced(spread.log().add(x.sub(y).square().div(spread)).mul(0.5), options);
}
