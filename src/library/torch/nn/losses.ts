// torch.nn's losses as modules, of predictions and targets.

import type { Tensor } from "../tensor.ts";
import * as F from "./functional.ts";
import { Module } from "./module.ts";

/** A loss as a module. */
abstract class Loss extends Module {
  readonly reduction: F.Reduction;
  constructor(options: F.LossOptions = {}) {
    super();
    this.reduction = options.reduction ?? "mean";
  }
  abstract override forward(prediction: Tensor, target: Tensor): Tensor;
}

/** The mean of (prediction - target)². */
export class MSELoss extends Loss {
  override forward(prediction: Tensor, target: Tensor): Tensor {
    return F.mseLoss(prediction, target, this);
  }
}
/** The mean of |prediction - target|. */
export class L1Loss extends Loss {
  override forward(prediction: Tensor, target: Tensor): Tensor {
    return F.l1Loss(prediction, target, this);
  }
}
/** Half the square up to `delta`, then linear. */
export class HuberLoss extends Loss {
  readonly delta: number;
  constructor(options: F.LossOptions & { readonly delta?: number } = {}) {
    super(options);
    this.delta = options.delta ?? 1;
  }
  override forward(prediction: Tensor, target: Tensor): Tensor {
    return F.huberLoss(prediction, target, this);
  }
}
/** Of logits [N, C] and classes [N], or their probabilities [N, C]. */
export class CrossEntropyLoss extends Loss {
  private readonly options: Parameters<typeof F.crossEntropy>[2];
  constructor(options: Parameters<typeof F.crossEntropy>[2] = {}) {
    super(options);
    this.options = options;
  }
  override forward(prediction: Tensor, target: Tensor): Tensor {
    return F.crossEntropy(prediction, target, this.options);
  }
}
/** Of logarithms of probabilities [N, C] and classes [N]. */
export class NLLLoss extends Loss {
  private readonly options: F.ClassLossOptions;
  constructor(options: F.ClassLossOptions = {}) {
    super(options);
    this.options = options;
  }
  override forward(prediction: Tensor, target: Tensor): Tensor {
    return F.nllLoss(prediction, target, this.options);
  }
}
/** Of probabilities, in one shape. */
export class BCELoss extends Loss {
  readonly weight: Tensor | null;
  constructor(options: F.BinaryLossOptions = {}) {
    super(options);
    this.weight = options.weight ?? null;
  }
  override forward(prediction: Tensor, target: Tensor): Tensor {
    return F.binaryCrossEntropy(prediction, target, this);
  }
}
/** Half the square over `beta`, then linear. */
export class SmoothL1Loss extends Loss {
  readonly beta: number;
  constructor(options: F.LossOptions & { readonly beta?: number } = {}) {
    super(options);
    this.beta = options.beta ?? 1;
  }
  override forward(prediction: Tensor, target: Tensor): Tensor {
    return F.smoothL1Loss(prediction, target, this);
  }
}
/** Kullback and Leibler's divergence, of logarithms of probabilities and probabilities. */
export class KLDivLoss extends Module {
  private readonly options: Parameters<typeof F.klDiv>[2];
  constructor(options: Parameters<typeof F.klDiv>[2] = {}) {
    super();
    this.options = options;
  }
  override forward(prediction: Tensor, target: Tensor): Tensor {
    return F.klDiv(prediction, target, this.options);
  }
}
/** Of logits and probabilities, in one shape. */
export class BCEWithLogitsLoss extends BCELoss {
  readonly posWeight: Tensor | null;
  constructor(options: Parameters<typeof F.binaryCrossEntropyWithLogits>[2] = {}) {
    super(options);
    this.posWeight = options.posWeight ?? null;
  }
  override forward(prediction: Tensor, target: Tensor): Tensor {
    return F.binaryCrossEntropyWithLogits(prediction, target, this);
  }
}
/** max(0, -y (x1 - x2) + margin), y being 1 or -1. See `functional.marginRankingLoss`. */
export class MarginRankingLoss extends Module<[Tensor, Tensor, Tensor]> {
  private readonly options: Parameters<typeof F.marginRankingLoss>[3];
  constructor(options: Parameters<typeof F.marginRankingLoss>[3] = {}) {
    super();
    this.options = options;
  }
  override forward(x1: Tensor, x2: Tensor, y: Tensor): Tensor {
    return F.marginRankingLoss(x1, x2, y, this.options);
  }
}
/** x where y is 1, max(0, margin - x) where it is -1. See `functional.hingeEmbeddingLoss`. */
export class HingeEmbeddingLoss extends Module<[Tensor, Tensor]> {
  private readonly options: Parameters<typeof F.hingeEmbeddingLoss>[2];
  constructor(options: Parameters<typeof F.hingeEmbeddingLoss>[2] = {}) {
    super();
    this.options = options;
  }
  override forward(x: Tensor, y: Tensor): Tensor {
    return F.hingeEmbeddingLoss(x, y, this.options);
  }
}
/** 1 - cos(x1, x2) where y is 1, max(0, cos - margin) where it is -1. See `functional.cosineEmbeddingLoss`. */
export class CosineEmbeddingLoss extends Module<[Tensor, Tensor, Tensor]> {
  private readonly options: Parameters<typeof F.cosineEmbeddingLoss>[3];
  constructor(options: Parameters<typeof F.cosineEmbeddingLoss>[3] = {}) {
    super();
    this.options = options;
  }
  override forward(x1: Tensor, x2: Tensor, y: Tensor): Tensor {
    return F.cosineEmbeddingLoss(x1, x2, y, this.options);
  }
}
/** max(0, |anchor - positive| - |anchor - negative| + margin), of rows. See `functional.tripletMarginLoss`. */
export class TripletMarginLoss extends Module<[Tensor, Tensor, Tensor]> {
  private readonly options: Parameters<typeof F.tripletMarginLoss>[3];
  constructor(options: Parameters<typeof F.tripletMarginLoss>[3] = {}) {
    super();
    this.options = options;
  }
  override forward(anchor: Tensor, positive: Tensor, negative: Tensor): Tensor {
    return F.tripletMarginLoss(anchor, positive, negative, this.options);
  }
}
/** log(1 + e^(-y x)), y being 1 or -1. See `functional.softMarginLoss`. */
export class SoftMarginLoss extends Module<[Tensor, Tensor]> {
  private readonly options: Parameters<typeof F.softMarginLoss>[2];
  constructor(options: Parameters<typeof F.softMarginLoss>[2] = {}) {
    super();
    this.options = options;
  }
  override forward(x: Tensor, y: Tensor): Tensor {
    return F.softMarginLoss(x, y, this.options);
  }
}
/** Of counts that are Poisson's. See `functional.poissonNllLoss`. */
export class PoissonNLLLoss extends Module<[Tensor, Tensor]> {
  private readonly options: Parameters<typeof F.poissonNllLoss>[2];
  constructor(options: Parameters<typeof F.poissonNllLoss>[2] = {}) {
    super();
    this.options = options;
  }
  override forward(x: Tensor, y: Tensor): Tensor {
    return F.poissonNllLoss(x, y, this.options);
  }
}
/** Of normal numbers with a mean and a variance. See `functional.gaussianNllLoss`. */
export class GaussianNLLLoss extends Module<[Tensor, Tensor, Tensor]> {
  private readonly options: Parameters<typeof F.gaussianNllLoss>[3];
  constructor(options: Parameters<typeof F.gaussianNllLoss>[3] = {}) {
    super();
    this.options = options;
  }
  override forward(x: Tensor, y: Tensor, variance: Tensor): Tensor {
    return F.gaussianNllLoss(x, y, variance, this.options);
  }
}
