// tf.keras.metrics: what is gathered over batches.

import * as ops from "../../ops/index.ts";
import { itemOf, sizeOf } from "../../tensor/index.ts";
import type { Tensor } from "../tensor.ts";

/** A mean that is gathered, batch by batch. */
export class Mean {
  #sum = 0;
  #count = 0;
  /** Adds the elements of a tensor, or one number. */
  updateState(values: Tensor | number): void {
    this.#sum += typeof values === "number" ? values : itemOf(ops.sum(ops.cast(values, "float64")));
    this.#count += typeof values === "number" ? 1 : sizeOf(values.shape);
  }
  /** The mean so far; 0 of nothing. */
  result(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }
  /** Forgets everything. */
  resetState(): void {
    this.#sum = 0;
    this.#count = 0;
  }
}

/** The share of right predictions: of classes by the largest along the last axis, of one output by 0.5. */
export class Accuracy {
  readonly #mean = new Mean();
  /** Adds a batch: labels that are whole numbers, [batch], probabilities [batch, classes], or 0 and 1; and predictions. */
  updateState(yTrue: Tensor, yPred: Tensor): void {
    const classes = yPred.shape.length > 1 ? yPred.shape[yPred.shape.length - 1] : 1;
    const found = classes > 1 ? ops.argmax(yPred, -1) : ops.gt(yPred, 0.5);
    const isWide = classes > 1 && yTrue.shape.length === yPred.shape.length && yTrue.shape[yTrue.shape.length - 1] > 1;
    const wanted = ops.reshape(isWide ? ops.argmax(yTrue, -1) : yTrue, found.shape);
    this.#mean.updateState(ops.eq(ops.cast(found, "float32"), ops.cast(wanted, "float32")) as Tensor);
  }
  /** The share so far. */
  result(): number {
    return this.#mean.result();
  }
  /** Forgets everything. */
  resetState(): void {
    this.#mean.resetState();
  }
}

/** The share of right classes: labels are whole numbers, predictions probabilities or logits [batch, classes]. */
export class SparseCategoricalAccuracy extends Accuracy {}
/** The share of right classes: labels and predictions are [batch, classes]. */
export class CategoricalAccuracy extends Accuracy {}
/** The share of predictions on the right side of a threshold, by default 0.5. */
export class BinaryAccuracy {
  readonly #mean = new Mean();
  readonly threshold: number;
  constructor({ threshold = 0.5 }: { readonly threshold?: number } = {}) {
    this.threshold = threshold;
  }
  /** Adds a batch: labels 0 and 1, and predictions in the same shape. */
  updateState(yTrue: Tensor, yPred: Tensor): void {
    const found = ops.cast(ops.gt(yPred, this.threshold), "float32");
    this.#mean.updateState(ops.eq(found, ops.reshape(ops.cast(yTrue, "float32"), found.shape)) as Tensor);
  }
  /** The share so far. */
  result(): number {
    return this.#mean.result();
  }
  /** Forgets everything. */
  resetState(): void {
    this.#mean.resetState();
  }
}
/** The mean of (yTrue - yPred)². */
export class MeanSquaredError {
  readonly #mean = new Mean();
  /** Adds a batch. */
  updateState(yTrue: Tensor, yPred: Tensor): void {
    this.#mean.updateState(ops.square(ops.sub(yPred, yTrue)) as Tensor);
  }
  /** The mean so far. */
  result(): number {
    return this.#mean.result();
  }
  /** Forgets everything. */
  resetState(): void {
    this.#mean.resetState();
  }
}
