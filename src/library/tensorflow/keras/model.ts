// tf.keras.Model: a layer of layers that can be fitted; and layers one after the other.

import * as ops from "../../ops/index.ts";
import { itemOf } from "../../tensor/index.ts";
import { Dataset } from "../data.ts";
import { concat } from "../functions.ts";
import { GradientTape } from "../gradient-tape.ts";
import type { Tensor } from "../tensor.ts";
import { type CallOptions, Layer } from "./layer.ts";
import { type Loss, named } from "./losses.ts";
import { Accuracy } from "./metrics.ts";
import { Adam, type Optimizer, RMSprop, SGD } from "./optimizers.ts";

/** What `compile` is told. */
export interface CompileOptions {
  /** An optimizer, or "sgd", "adam" or "rmsprop", which is the default. */
  readonly optimizer?: Optimizer | "sgd" | "adam" | "rmsprop";
  /** A loss, or its name. */
  readonly loss: Loss | keyof typeof named;
  /** "accuracy", if it is wanted. */
  readonly metrics?: readonly "accuracy"[];
}

/** What `fit` is told besides the data. */
export interface FitOptions {
  /** Defaults to 1. */
  readonly epochs?: number;
  /** Of tensors; datasets are in batches already. Defaults to 32. */
  readonly batchSize?: number;
  /** Of tensors: another order in each epoch. Defaults to true. */
  readonly shuffle?: boolean;
  readonly validationData?: Dataset | readonly [Tensor, Tensor];
}

/** For each epoch: "loss", "accuracy", and of the validation "valLoss", "valAccuracy". */
export interface History {
  readonly history: Readonly<Record<string, number[]>>;
}

const optimizers = { sgd: SGD, adam: Adam, rmsprop: RMSprop } as const;

/** A layer of layers: override `call`, or take Sequential. */
export abstract class Model extends Layer {
  #compiled: { readonly optimizer: Optimizer; readonly loss: Loss; readonly isCounting: boolean } | undefined;

  /** Says how the model is fitted. */
  compile({ optimizer = "rmsprop", loss, metrics = [] }: CompileOptions): void {
    this.#compiled = {
      optimizer: typeof optimizer === "string" ? new optimizers[optimizer]() : optimizer,
      loss: typeof loss === "string" ? new named[loss]() : loss,
      isCounting: metrics.includes("accuracy"),
    };
  }

  /** Fits the model to examples and targets, or to a dataset of such batches. @throws Error before `compile`. */
  fit(x: Tensor | Dataset, y?: Tensor | FitOptions, more: FitOptions = {}): History {
    const [data, options] = x instanceof Dataset ? [x, (y ?? {}) as FitOptions] : [batched(x, y as Tensor, more), more];
    const { optimizer, loss } = this.#settings();
    const history: Record<string, number[]> = {};
    const add = (name: string, value: number) => {
      history[name] = [...(history[name] ?? []), value];
    };
    for (let epoch = 0; epoch < (options.epochs ?? 1); epoch++) {
      const counts = this.#counts();
      for (const [inputs, targets] of data) {
        const tape = new GradientTape();
        const [value, outputs] = tape.record(() => {
          const predictions = this.call(inputs, { training: true });
          const penalties = this.losses.reduce(
            (sum, one) => ops.add(sum, one) as Tensor,
            loss.call(targets, predictions),
          );
          return [penalties, predictions] as const;
        });
        const variables = this.trainableVariables;
        const gradients = tape.gradient(value, variables);
        optimizer.applyGradients(gradients.map((gradient, i) => [gradient, variables[i]] as const));
        counts.add(targets, outputs, itemOf(value), inputs.shape[0]);
      }
      for (const [name, value] of counts.results()) add(name, value);
      if (options.validationData)
        for (const [name, value] of this.#measure(asDataset(options.validationData)))
          add(`val${name.charAt(0).toUpperCase()}${name.slice(1)}`, value);
    }
    return { history };
  }

  /** The loss over examples, and the accuracy if it is counted: `[loss, accuracy]`. @throws Error before `compile`. */
  evaluate(x: Tensor | Dataset, y?: Tensor, options: { readonly batchSize?: number } = {}): number[] {
    const data = x instanceof Dataset ? x : batched(x, y as Tensor, { ...options, shuffle: false });
    return this.#measure(data).map(([, value]) => value);
  }

  /** The outputs for examples, batch by batch. */
  predict(x: Tensor, { batchSize = 32 }: { readonly batchSize?: number } = {}): Tensor {
    const parts: Tensor[] = [];
    for (const [inputs] of Dataset.fromTensorSlices(x).batch(batchSize))
      parts.push(this.call(inputs, { training: false }));
    return concat(parts);
  }

  #settings() {
    if (!this.#compiled)
      throw new Error("You must compile your model before training/testing. Use `model.compile({ optimizer, loss })`.");
    return this.#compiled;
  }
  #measure(data: Dataset): [string, number][] {
    const counts = this.#counts();
    const { loss } = this.#settings();
    for (const [inputs, targets] of data) {
      const outputs = this.call(inputs, { training: false });
      counts.add(targets, outputs, itemOf(loss.call(targets, outputs)), inputs.shape[0]);
    }
    return counts.results();
  }
  #counts() {
    const { isCounting } = this.#settings();
    const accuracy = new Accuracy();
    let [total, examples] = [0, 0];
    return {
      add(targets: Tensor, outputs: Tensor, loss: number, size: number): void {
        total += loss * size;
        examples += size;
        if (isCounting) accuracy.updateState(targets, outputs);
      },
      results: (): [string, number][] => [
        ["loss", examples === 0 ? 0 : total / examples],
        ...(isCounting ? ([["accuracy", accuracy.result()]] as [string, number][]) : []),
      ],
    };
  }
}

function batched(x: Tensor, y: Tensor, { batchSize = 32, shuffle = true }: FitOptions): Dataset {
  const data = Dataset.fromTensorSlices([x, y]);
  return (shuffle ? data.shuffle({ bufferSize: x.shape[0] }) : data).batch(batchSize);
}

function asDataset(data: Dataset | readonly [Tensor, Tensor]): Dataset {
  return data instanceof Dataset ? data : batched(data[0], data[1], { shuffle: false });
}

/** Layers one after the other. */
export class Sequential extends Model {
  readonly layers: Layer[];
  constructor(list: readonly Layer[] = []) {
    super();
    this.layers = [...list];
  }
  /** Appends. */
  add(layer: Layer): void {
    this.layers.push(layer);
  }
  override call(x: Tensor, options?: CallOptions): Tensor {
    return this.layers.reduce(
      (value, layer) => (options === undefined ? layer.call(value) : layer.call(value, options)),
      x,
    );
  }
}
