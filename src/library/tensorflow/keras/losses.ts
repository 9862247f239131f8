// tf.keras.losses: the target comes first.

import {
  absoluteError,
  binaryCrossEntropy,
  huber,
  negativeLogLikelihood,
  type Reduction,
  reduceLoss,
  squaredError,
} from "../../nn/index.ts";
import * as ops from "../../ops/index.ts";
import type { Tensor } from "../tensor.ts";

/** Options of losses. */
export interface LossOptions {
  /** The mean over the examples, which is the default, their sum, or the loss of each. */
  readonly reduction?: "sumOverBatchSize" | "sum" | "none";
}

const reductions: Readonly<Record<string, Reduction>> = { sumOverBatchSize: "mean", sum: "sum", none: "none" };

/** What losses have in common. */
export abstract class Loss {
  readonly reduction: "sumOverBatchSize" | "sum" | "none";
  constructor(options: LossOptions = {}) {
    this.reduction = options.reduction ?? "sumOverBatchSize";
  }
  /** The loss of each example. */
  protected abstract each(yTrue: Tensor, yPred: Tensor): Tensor;

  /** The loss, by default a scalar. @throws RangeError when the shapes do not broadcast. */
  call(yTrue: Tensor, yPred: Tensor): Tensor {
    return reduceLoss(this.each(yTrue, yPred), reductions[this.reduction]) as Tensor;
  }
}

/** The mean along the last axis. */
const meanLast = (a: Tensor): Tensor => (a.shape.length === 0 ? a : (ops.mean(a, -1) as Tensor));

/** (yTrue - yPred)² */
export class MeanSquaredError extends Loss {
  protected override each(yTrue: Tensor, yPred: Tensor): Tensor {
    return meanLast(squaredError(yPred, yTrue) as Tensor);
  }
}
/** |yTrue - yPred| */
export class MeanAbsoluteError extends Loss {
  protected override each(yTrue: Tensor, yPred: Tensor): Tensor {
    return meanLast(absoluteError(yPred, yTrue) as Tensor);
  }
}
/** Half the square up to an error of `delta`, 1 by default, then linear (Huber, 1964). */
export class Huber extends Loss {
  readonly delta: number;
  constructor(options: LossOptions & { readonly delta?: number } = {}) {
    super(options);
    this.delta = options.delta ?? 1;
  }
  protected override each(yTrue: Tensor, yPred: Tensor): Tensor {
    return meanLast(huber(yPred, yTrue, this.delta) as Tensor);
  }
}

/** Options of cross-entropies. */
export interface CrossentropyOptions extends LossOptions {
  /** Whether predictions are logits rather than probabilities. Defaults to false. */
  readonly fromLogits?: boolean;
}

/** Probabilities as Keras cuts them off, so that their logarithms are finite. */
const clipped = (p: Tensor): Tensor => ops.clamp(p, 1e-7, 1 - 1e-7) as Tensor;

/** Of 0 or 1 for each output. */
export class BinaryCrossentropy extends Loss {
  readonly fromLogits: boolean;
  constructor(options: CrossentropyOptions = {}) {
    super(options);
    this.fromLogits = options.fromLogits ?? false;
  }
  protected override each(yTrue: Tensor, yPred: Tensor): Tensor {
    const target = ops.cast(yTrue, yPred.dtype);
    if (this.fromLogits) return meanLast(binaryCrossEntropy(yPred, target) as Tensor);
    const p = clipped(yPred);
    const right = ops.mul(target, ops.log(p));
    const wrong = ops.mul(ops.sub(1, target), ops.log(ops.sub(1, p)));
    return meanLast(ops.neg(ops.add(right, wrong)) as Tensor);
  }
}

abstract class Classes extends Loss {
  readonly fromLogits: boolean;
  constructor(options: CrossentropyOptions = {}) {
    super(options);
    this.fromLogits = options.fromLogits ?? false;
  }
  protected logs(yPred: Tensor): Tensor {
    if (this.fromLogits) return ops.logSoftmax(yPred, -1) as Tensor;
    return ops.log(clipped(ops.div(yPred, ops.sum(yPred, -1, true)) as Tensor)) as Tensor;
  }
}
/** Of probabilities of all classes, along the last axis. */
export class CategoricalCrossentropy extends Classes {
  protected override each(yTrue: Tensor, yPred: Tensor): Tensor {
    return ops.neg(ops.sum(ops.mul(this.logs(yPred), ops.cast(yTrue, yPred.dtype)), -1)) as Tensor;
  }
}
/** Of whole-number labels, [batch] or [batch, 1]. */
export class SparseCategoricalCrossentropy extends Classes {
  protected override each(yTrue: Tensor, yPred: Tensor): Tensor {
    const labels = yTrue.shape.length === yPred.shape.length ? ops.squeeze(yTrue, -1) : yTrue;
    return negativeLogLikelihood(this.logs(yPred), ops.cast(labels, "int32")) as Tensor;
  }
}

/** Kullback and Leibler's divergence of distributions along the last axis. */
export class KLDivergence extends Loss {
  protected override each(yTrue: Tensor, yPred: Tensor): Tensor {
    const p = ops.clamp(yTrue, 1e-7, 1);
    return ops.sum(ops.mul(p, ops.log(ops.div(p, ops.clamp(yPred, 1e-7, 1)))), -1) as Tensor;
  }
}

/** What stands by its name in `compile`. */
export const named = {
  mse: MeanSquaredError,
  meanSquaredError: MeanSquaredError,
  mae: MeanAbsoluteError,
  meanAbsoluteError: MeanAbsoluteError,
  huber: Huber,
  binaryCrossentropy: BinaryCrossentropy,
  categoricalCrossentropy: CategoricalCrossentropy,
  sparseCategoricalCrossentropy: SparseCategoricalCrossentropy,
} as const;
