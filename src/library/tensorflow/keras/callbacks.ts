// tf.keras.callbacks: what is told of a fit while it goes on.

import type { Model } from "./model.ts";

/** Numbers of an epoch: "loss", "accuracy", "valLoss", … */
export type Logs = Readonly<Record<string, number>>;

/** Told of each epoch, and of the beginning and end; one extends it. */
export class Callback {
  /** The model that is fitted. */
  declare model: Model<unknown>;
  /** Before the first epoch. */
  onTrainBegin(): void {}
  /** After the last epoch. */
  onTrainEnd(): void {}
  /** Before an epoch, counted from 0. */
  onEpochBegin(_epoch: number): void {}
  /** After an epoch, with its numbers. */
  onEpochEnd(_epoch: number, _logs: Logs): void {}
}

/** Calls functions: `new LambdaCallback({ onEpochEnd: (epoch, logs) => … })`. */
export class LambdaCallback extends Callback {
  constructor(functions: Partial<Pick<Callback, "onTrainBegin" | "onTrainEnd" | "onEpochBegin" | "onEpochEnd">>) {
    super();
    Object.assign(this, functions);
  }
}

/** Sets the optimizer's rate at the beginning of each epoch: `new LearningRateScheduler((epoch, rate) => rate * 0.9)`. */
export class LearningRateScheduler extends Callback {
  readonly schedule: (epoch: number, rate: number) => number;
  constructor(schedule: (epoch: number, rate: number) => number) {
    super();
    this.schedule = schedule;
  }
  override onEpochBegin(epoch: number): void {
    const { optimizer } = this.model;
    optimizer.learningRate = this.schedule(epoch, optimizer.learningRate);
  }
}

/** Options of EarlyStopping. */
export interface StoppingOptions {
  /** Which number is watched. Defaults to "valLoss". */
  readonly monitor?: string;
  /** How much is progress. Defaults to 0. */
  readonly minDelta?: number;
  /** Epochs without progress that are waited for. Defaults to 0. */
  readonly patience?: number;
  /** Whether the number should fall or rise; by default accuracies rise and others fall. */
  readonly mode?: "auto" | "min" | "max";
  /** Whether the weights of the best epoch are put back. Defaults to false. */
  readonly restoreBestWeights?: boolean;
}

/** Stops a fit when a number makes no progress any more. */
export class EarlyStopping extends Callback {
  readonly options: StoppingOptions;
  #best = Number.NaN;
  #waited = 0;
  #weights: ReturnType<Model<unknown>["getWeights"]> | undefined;
  constructor(options: StoppingOptions = {}) {
    super();
    this.options = options;
  }
  override onTrainBegin(): void {
    this.#best = Number.NaN;
    this.#waited = 0;
  }
  /** @throws RangeError when there is no such number. */
  override onEpochEnd(_epoch: number, logs: Logs): void {
    const { monitor = "valLoss", minDelta = 0, patience = 0, mode = "auto", restoreBestWeights } = this.options;
    const value = logs[monitor];
    if (value === undefined)
      throw new RangeError(
        `Early stopping conditioned on metric \`${monitor}\` which is not available. Available metrics are: ${Object.keys(logs).join(", ")}`,
      );
    const sign = mode === "max" || (mode === "auto" && /acc/i.test(monitor)) ? -1 : 1;
    if (Number.isNaN(this.#best) || sign * value < sign * this.#best - Math.abs(minDelta)) {
      this.#best = value;
      this.#waited = 0;
      if (restoreBestWeights) this.#weights = this.model.getWeights();
      return;
    }
    this.#waited += 1;
    if (this.#waited < Math.max(1, patience)) return;
    this.model.stopTraining = true;
    if (this.#weights) this.model.setWeights(this.#weights);
  }
}
