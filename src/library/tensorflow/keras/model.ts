// tf.keras.Model: a layer of layers that can be fitted; and layers one after the other.

import * as ops from "../../ops/index.ts";
import { itemOf, readSafetensors, writeSafetensors } from "../../tensor/index.ts";
import { Dataset } from "../data.ts";
import { concat } from "../functions.ts";
import { GradientTape } from "../gradient-tape.ts";
import { fromArray, type Tensor } from "../tensor.ts";
import type { Callback } from "./callbacks.ts";
import { type CallOptions, Layer } from "./layer.ts";
import { type Loss, named } from "./losses.ts";
import { Accuracy } from "./metrics.ts";
import { Adadelta, Adagrad, Adam, AdamW, type Optimizer, RMSprop, SGD } from "./optimizers.ts";
import { summaryOf } from "./summary.ts";
import { KerasTensor, layersBetween, run } from "./symbolic.ts";

/** What `compile` is told. */
export interface CompileOptions {
  /** An optimizer, or its name: "rmsprop" by default. */
  readonly optimizer?: Optimizer | keyof typeof optimizers;
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
  /** Told of each epoch; see `tf.keras.callbacks`. */
  readonly callbacks?: readonly Callback[];
  /** 1 prints each epoch's numbers. Defaults to 0, where Keras prints them. */
  readonly verbose?: 0 | 1;
}

/** For each epoch: "loss", "accuracy", and of the validation "valLoss", "valAccuracy". */
export interface History {
  readonly history: Readonly<Record<string, number[]>>;
}

const optimizers = {
  sgd: SGD,
  adam: Adam,
  adamw: AdamW,
  rmsprop: RMSprop,
  adagrad: Adagrad,
  adadelta: Adadelta,
} as const;

/** From where to where a functional model goes. */
export interface GraphOptions {
  readonly inputs: Tensor | readonly Tensor[];
  readonly outputs: Tensor | readonly Tensor[];
}

const listOf = (given: Tensor | readonly Tensor[]): readonly Tensor[] =>
  Array.isArray(given) ? (given as readonly Tensor[]) : [given as Tensor];

/**
 * A layer of layers: override `call`, take Sequential, or call layers with an Input and say where the model begins and ends:
 *
 *   const inputs = tf.keras.Input({ shape: [4] });
 *   const hidden = new layers.Dense(8, { activation: "relu" }).call(inputs);
 *   const model = new tf.keras.Model({ inputs, outputs: new layers.Dense(1).call(hidden) });
 *
 * With several outputs `call` gives a list: `new tf.keras.Model<Tensor[]>(…)`.
 */
export class Model<Output = Tensor> extends Layer<Output> {
  readonly #graph: GraphOptions | undefined;
  /** Of a functional model: the layers between inputs and outputs. */
  declare readonly graphLayers: readonly Layer<unknown>[];

  /** @throws Error when the outputs do not come from the inputs. */
  constructor(graph?: GraphOptions) {
    super();
    this.#graph = graph;
    if (graph === undefined) return;
    const { inputs, outputs } = graph;
    Object.defineProperty(this, "graphLayers", {
      value: layersBetween(listOf(inputs), listOf(outputs)),
      enumerable: true,
    });
  }

  /** The output for an input, or for a list of several. @throws Error for a model that has none of its own and no graph. */
  override call(
    given: Tensor | readonly Tensor[],
    ...more: (Tensor | readonly Tensor[] | CallOptions | undefined)[]
  ): Output {
    if (this.#graph === undefined)
      throw new Error(
        `Unimplemented \`tf.keras.Model.call()\`: if you intend to create a Model with the Functional API, please provide inputs and outputs arguments. Otherwise, subclass Model with an overridden call method: ${this.constructor.name} has none.`,
      );
    const { inputs, outputs } = this.#graph;
    const values = listOf(given);
    if (values.length !== listOf(inputs).length)
      throw new RangeError(
        `Layer "${this.name}" expects ${listOf(inputs).length} input(s), but it received ${values.length} input tensors.`,
      );
    const results = run(listOf(inputs), listOf(outputs), values, more[0]);
    return (Array.isArray(outputs) ? results : results[0]) as Output;
  }

  /** Prints the layers with the shapes of their outputs and the numbers of their parameters. @throws Error before the first call. */
  // biome-ignore lint/suspicious/noConsole: Keras prints it, too.
  summary({ printFn = console.log }: { readonly printFn?: (line: string) => void } = {}): void {
    for (const line of summaryOf(this as Model<unknown>)) printFn(line);
  }

  /** The values of all variables, as the bytes of a `.safetensors` file. */
  saveWeights(): Uint8Array<ArrayBuffer> {
    return writeSafetensors(Object.fromEntries(this.variables.map((one, i) => [`${i}`, one])));
  }
  /** Takes the values that `saveWeights` gave of a model of the same layers. @throws RangeError for another number or other shapes. */
  loadWeights(bytes: Uint8Array): void {
    const { tensors } = readSafetensors(bytes);
    const values = Object.entries(tensors).sort(([a], [b]) => Number(a) - Number(b));
    this.setWeights(values.map(([, { storage, shape, dtype }]) => fromArray(storage.array, shape, dtype)));
  }
  #compiled: { readonly optimizer: Optimizer; readonly loss: Loss; readonly isCounting: boolean } | undefined;

  /** Says how the model is fitted. */
  compile({ optimizer = "rmsprop", loss, metrics = [] }: CompileOptions): void {
    if (typeof loss === "string" && !(loss in named))
      throw new RangeError(`Unknown loss function: ${loss}; there are ${Object.keys(named).join(", ")}`);
    if (typeof optimizer === "string" && !(optimizer in optimizers))
      throw new RangeError(`Unknown optimizer: ${optimizer}; there are ${Object.keys(optimizers).join(", ")}`);
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
    const { callbacks = [], epochs = 1 } = options;
    for (const one of callbacks) one.model = this as Model<unknown>;
    this.stopTraining = false;
    for (const one of callbacks) one.onTrainBegin();
    const history: Record<string, number[]> = {};
    const add = (name: string, value: number) => {
      history[name] = [...(history[name] ?? []), value];
    };
    for (let epoch = 0; epoch < epochs && !this.stopTraining; epoch++) {
      for (const one of callbacks) one.onEpochBegin(epoch);
      const counts = this.#counts();
      for (const [inputs, targets] of data) {
        const tape = new GradientTape();
        const [value, outputs] = tape.record(() => {
          const predictions = this.call(inputs, { training: true }) as Tensor;
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
      const logs = Object.fromEntries(Object.entries(history).map(([name, values]) => [name, values[epoch]]));
      if (options.verbose === 1) {
        const numbers = Object.entries(logs).map(([name, value]) => `${name}: ${value.toFixed(4)}`);
        // biome-ignore lint/suspicious/noConsole: Keras prints it, too.
        console.log(`Epoch ${epoch + 1}/${epochs} - ${numbers.join(" - ")}`);
      }
      for (const one of callbacks) one.onEpochEnd(epoch, logs);
    }
    for (const one of callbacks) one.onTrainEnd();
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
      parts.push(this.call(inputs, { training: false }) as Tensor);
    return concat(parts);
  }

  /** Whether `fit` stops after the epoch that is under way: for callbacks. */
  stopTraining = false;

  /** What `compile` was told to fit with. @throws Error before `compile`. */
  get optimizer(): Optimizer {
    return this.#settings().optimizer;
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
      const outputs = this.call(inputs, { training: false }) as Tensor;
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
  constructor(list: readonly (Layer | KerasTensor)[] = []) {
    super();
    this.layers = [];
    for (const one of list) this.add(one);
  }
  /** Appends; an Input, which must come first, tells the shapes, so that all variables are there. */
  add(layer: Layer | KerasTensor): void {
    if (layer instanceof KerasTensor) this.#input = layer;
    else this.layers.push(layer);
    if (this.#input !== undefined && this.layers.length > 0) this.call(this.#input);
  }
  #input: KerasTensor | undefined;

  override call(x: Tensor, options?: CallOptions): Tensor {
    return this.layers.reduce(
      (value, layer) => (options === undefined ? layer.call(value) : layer.call(value, options)),
      x,
    );
  }
}
