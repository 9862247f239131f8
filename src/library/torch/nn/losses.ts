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
export class BCEWithLogitsLoss extends Loss {
  override forward(prediction: Tensor, target: Tensor): Tensor {
    return F.binaryCrossEntropyWithLogits(prediction, target, this);
  }
}
