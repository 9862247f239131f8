// The library of the book's MXNet tab: what its saved cells say. Written by `octavo tangle`: edit the chapters.

import { autograd, gluon, init, np } from "../mxnet/index.ts";
import * as d2l from "./base/mxnet.ts";

export * from "./base/mxnet.ts";

/**
 * Gives a class further methods; in them, `this` is an object of the class.
 *
 * Defined in "Adding Methods Later", chapters/linear-regression/oo-design.md.
 */
export function addToClass<T, M extends object>(
  target: abstract new (...args: never[]) => T,
  methods: M & ThisType<T & M>,
): void {
  const properties = Object.getOwnPropertyDescriptors(methods);
  Object.defineProperties(target.prototype, properties);
}

/**
 * What has hyperparameters: settings that are chosen, not learned.
 *
 * Defined in "Saving Hyperparameters", chapters/linear-regression/oo-design.md.
 */
export class HyperParameters {
  hparams: Readonly<Record<string, unknown>> = {};

  /** Makes properties of values, but for those to ignore, and notes them. */
  saveHyperparameters(values: object, ignore: readonly string[] = []): void {
    const saved = Object.fromEntries(
      Object.entries(values).filter(([name]) => !ignore.includes(name)),
    );
    this.hparams = { ...this.hparams, ...saved };
    Object.assign(this, saved);
  }
}

/**
 * The points of a line, and those that wait to become one.
 *
 * Defined in "A Board for Progress", chapters/linear-regression/oo-design.md.
 */
export interface GrowingLine extends Line {
  waiting: [number, number][];
}

/**
 * A plot that grows while something runs.
 *
 * Defined in "A Board for Progress", chapters/linear-regression/oo-design.md.
 */
export class ProgressBoard extends HyperParameters {
  declare readonly options: PlotOptions;
  /** The lines, by their labels. */
  lines = new Map<string, GrowingLine>();

  constructor(options: PlotOptions = {}) {
    super();
    this.saveHyperparameters({ options });
  }

  /** Adds a point to a line, to be drawn as the mean of `everyN`. */
  draw(x: number, y: number, label: string, everyN = 1): void {
    const empty: GrowingLine = { x: [], y: [], waiting: [] };
    const line = this.lines.get(label) ?? empty;
    this.lines.set(label, line);
    line.waiting.push([x, y]);
    if (line.waiting.length < everyN) return;
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    line.x.push(sum(line.waiting.map(([x]) => x)) / line.waiting.length);
    line.y.push(sum(line.waiting.map(([, y]) => y)) / line.waiting.length);
    line.waiting = [];
    display(this, { live: true });
  }

  /** The board as it stands. */
  [Symbol.for("Jupyter.display")](): Record<string, unknown> {
    const drawn = [...this.lines].filter(([, { x }]) => x.length > 0);
    const lines = drawn.map(([, line]) => line);
    const options: PlotOptions = {
      legend: drawn.map(([label]) => label),
      styles: ["line", "dashed", "dash-dot", "dotted"],
      ...this.options,
    };
    return new Plot(lines, options).bundle();
  }
}

/**
 * What is trained: parameters, predictions, a loss and an optimizer.
 *
 * Defined in "Models", chapters/linear-regression/oo-design.md.
 */
export class Module extends gluon.nn.Block {
  hparams: Readonly<Record<string, unknown>> = {};
  saveHyperparameters = HyperParameters.prototype.saveHyperparameters;
  /** Points on the board for each epoch. */
  plotTrainPerEpoch = 2;
  plotValidPerEpoch = 1;
  board = new ProgressBoard({ xlabel: "epoch" });
  trainer?: Trainer;
  net?: { call(X: d2l.Tensor): d2l.Tensor };

  /** The predictions. [examples, features] -> [examples, outputs] */
  forward(X: d2l.Tensor): d2l.Tensor {
    if (!this.net) throw new Error(`${this.constructor.name} has no net`);
    return this.net.call(X);
  }

  /** How bad predictions are: one number. */
  loss(yHat: d2l.Tensor, y: d2l.Tensor): d2l.Tensor {
    throw new Error(`${this.constructor.name} has no loss`);
  }

  trainingStep(batch: d2l.Tensor[]): d2l.Tensor {
    const [X, y] = batch;
    const loss = this.loss(this.forward(X), y);
    this.plot("loss", loss, true);
    return loss;
  }

  validationStep(batch: d2l.Tensor[]): void {
    const [X, y] = batch;
    this.plot("loss", this.loss(this.forward(X), y), false);
  }

  /** Puts a point on the board, one for each minibatch. */
  plot(key: string, value: d2l.Tensor, train: boolean): void {
    const { trainer } = this;
    if (!trainer) return;
    const { epoch, trainBatchIdx, numTrainBatches, numValBatches } = trainer;
    const x = train ? trainBatchIdx / numTrainBatches : epoch + 1;
    const everyN = train
      ? numTrainBatches / this.plotTrainPerEpoch
      : numValBatches / this.plotValidPerEpoch;
    const label = `${train ? "train" : "val"}_${key}`;
    this.board.draw(x, value.item(), label, Math.floor(everyN));
  }

  configureOptimizers(): Optimizer {
    throw new Error(`${this.constructor.name} has no optimizer`);
  }
}

/**
 * What changes parameters, as the training loop knows it.
 *
 * Defined in "Models", chapters/linear-regression/oo-design.md.
 */
export interface Optimizer {
  /** One step; gradients that are sums over a minibatch need its size. */
  step(batchSize: number): void;
}

/**
 * Minibatches. Each pass over it is an epoch of `length` batches.
 *
 * Defined in "Data", chapters/linear-regression/oo-design.md.
 */
export interface DataLoader extends Iterable<d2l.Tensor[]> {
  readonly length: number;
}

/**
 * Data for training and for validation.
 *
 * Defined in "Data", chapters/linear-regression/oo-design.md.
 */
export class DataModule extends HyperParameters {
  /** Examples in a minibatch. */
  batchSize = 32;

  getDataloader(train: boolean): DataLoader | undefined {
    throw new Error(`${this.constructor.name} has no getDataloader`);
  }

  trainDataloader(): DataLoader {
    const loader = this.getDataloader(true);
    if (!loader) throw new Error(`${this.constructor.name} trains nothing`);
    return loader;
  }

  valDataloader(): DataLoader | undefined {
    return this.getDataloader(false);
  }

  /**
   * A loader of the examples `from` up to, but not including, `to`.
   *
   * Defined in "The Same, More Concisely", chapters/linear-regression/synthetic-regression-data.md.
   */
  getTensorloader(
    tensors: d2l.Tensor[],
    train: boolean,
    from: number,
    to: number,
  ): DataLoader {
    const { batchSize } = this;
    const part = tensors.map((tensor) => tensor.at(`${from}:${to}`));
    const dataset = new gluon.data.ArrayDataset(...part);
    return new gluon.data.DataLoader(dataset, batchSize, { shuffle: train });
  }
}

/**
 * Trains models on data.
 *
 * Defined in "Training", chapters/linear-regression/oo-design.md.
 */
export class Trainer extends HyperParameters {
  declare readonly maxEpochs: number;
  declare model: Module;
  declare optim: Optimizer;
  declare trainDataloader: DataLoader;
  declare valDataloader: DataLoader | undefined;
  epoch = 0;
  trainBatchIdx = 0;
  valBatchIdx = 0;
  numTrainBatches = 0;
  numValBatches = 0;

  constructor(options: { maxEpochs: number }) {
    super();
    this.saveHyperparameters(options);
  }

  prepareData(data: DataModule): void {
    this.trainDataloader = data.trainDataloader();
    this.valDataloader = data.valDataloader();
    this.numTrainBatches = this.trainDataloader.length;
    this.numValBatches = this.valDataloader?.length ?? 0;
  }

  prepareModel(model: Module): void {
    model.trainer = this;
    this.model = model;
    this.optim = model.configureOptimizers();
  }

  /** Goes through the training data `maxEpochs` times. */
  async fit(model: Module, data: DataModule): Promise<void> {
    this.prepareData(data);
    this.prepareModel(model);
    for (this.epoch = 0; this.epoch < this.maxEpochs; this.epoch++) {
      this.fitEpoch();
      await new Promise((painted) => setTimeout(painted));
    }
  }

  /** Defined in "Training", chapters/linear-regression/linear-regression-scratch.md; first in "Training", chapters/linear-regression/oo-design.md. */
  fitEpoch(): void {
    for (const batch of this.trainDataloader) {
      const loss = autograd.record(() =>
        this.model.trainingStep(this.prepareBatch(batch)),
      );
      loss.backward();
      this.optim.step(1);
      this.trainBatchIdx += 1;
    }
    for (const batch of this.valDataloader ?? []) {
      this.model.validationStep(this.prepareBatch(batch));
      this.valBatchIdx += 1;
    }
  }

  /** Defined in "Training", chapters/linear-regression/linear-regression-scratch.md. */
  prepareBatch(batch: d2l.Tensor[]): d2l.Tensor[] {
    return batch;
  }
}

/**
 * What synthetic data are made from.
 *
 * Defined in "Making the Data", chapters/linear-regression/synthetic-regression-data.md.
 */
export interface SyntheticOptions {
  /** True weights. [features] */
  w: d2l.Tensor;
  /** True offset. */
  b: number;
  /** Standard deviation of the noise; defaults to 0.01. */
  noise?: number;
  /** Numbers of examples; 1000 each by default. */
  numTrain?: number;
  numVal?: number;
  /** Defaults to 32. */
  batchSize?: number;
}

/**
 * Examples of a linear function, with noise.
 *
 * Defined in "Making the Data", chapters/linear-regression/synthetic-regression-data.md.
 */
export class SyntheticRegressionData extends DataModule {
  declare readonly w: d2l.Tensor;
  declare readonly b: number;
  declare readonly noise: number;
  declare readonly numTrain: number;
  declare readonly numVal: number;
  /** Features, first those for training. [examples, features] */
  X: d2l.Tensor;
  /** Their labels. [examples, 1] */
  y: d2l.Tensor;

  constructor(options: SyntheticOptions) {
    super();
    const { w, b, noise = 0.01, batchSize = 32 } = options;
    const { numTrain = 1000, numVal = 1000 } = options;
    this.saveHyperparameters({ w, b, noise, numTrain, numVal, batchSize });
    const n = numTrain + numVal;
    this.X = np.random.normal(0, 1, [n, w.length]);
    const epsilon = np.random.normal(0, noise, [n, 1]);
    this.y = d2l.matmul(this.X, d2l.reshape(w, [-1, 1])).add(b).add(epsilon);
  }

  /** Defined in "The Same, More Concisely", chapters/linear-regression/synthetic-regression-data.md. */
  getDataloader(train: boolean): DataLoader {
    const { X, y, numTrain, numVal } = this;
    const [from, to] = train ? [0, numTrain] : [numTrain, numTrain + numVal];
    return this.getTensorloader([X, y], train, from, to);
  }
}

/**
 * Shows a value below the cell that runs; outside of a page, does nothing.
 *
 * Defined in "Showing Things Before the End", chapters/appendix/utilities.md.
 */
export function display(
  value: unknown,
  options: { live?: boolean } = {},
): void {
  const show: unknown = Reflect.get(globalThis, Symbol.for("octavo.display"));
  if (typeof show === "function") show(value, options);
}

/**
 * Lines over a pair of axes.
 *
 * Defined in "Plots", chapters/appendix/utilities.md.
 */
export class Plot {
  constructor(
    readonly lines: Line[],
    readonly options: PlotOptions = {},
  ) {}

  /** The plot in the formats in which it can be shown. */
  bundle(): Record<string, unknown> {
    const { xlabel, xlim, xscale, ylabel, ylim, yscale } = this.options;
    const { legend, styles, title, size = [350, 250] } = this.options;
    const series = this.lines.map(({ x, y }, i) => ({
      x,
      y,
      label: legend?.[i],
      style: styles?.[i] ?? "line",
    }));
    const said = series.map(
      ({ x, label = "a line" }) => `${label} (${x.length} points)`,
    );
    return {
      "text/plain": `Plot of ${said.join(", ")}`,
      "application/vnd.octavo.plot+json": {
        series,
        x: { label: xlabel, domain: xlim, scale: xscale },
        y: { label: ylabel, domain: ylim, scale: yscale },
        title,
        width: size[0],
        height: size[1],
      },
    };
  }

  [Symbol.for("Jupyter.display")](): Record<string, unknown> {
    return this.bundle();
  }
}

/**
 * The linear regression model implemented from scratch.
 *
 * Defined in "Defining the Model", chapters/linear-regression/linear-regression-scratch.md.
 */
export class LinearRegressionScratch extends Module {
  w: np.NDArray;
  b: np.NDArray;

  constructor(
    readonly numInputs: number,
    readonly lr: number,
    readonly sigma = 0.01,
  ) {
    super();
    this.saveHyperparameters({ numInputs, lr, sigma });
    this.w = d2l.normal(0, sigma, [numInputs, 1]);
    this.b = d2l.zeros([1]);
    this.w.attachGrad();
    this.b.attachGrad();
  }

  /** [examples, features] -> [examples, 1] */
  forward(X: d2l.Tensor): d2l.Tensor {
    return d2l.matmul(X, this.w).add(this.b);
  }

  /** Defined in "Defining the Loss Function", chapters/linear-regression/linear-regression-scratch.md. */
  loss(yHat: d2l.Tensor, y: d2l.Tensor): d2l.Tensor {
    const l = yHat.sub(d2l.reshape(y, yHat.shape)).pow(2).div(2);
    return d2l.reduceMean(l);
  }

  /** Defined in "Defining the Optimization Algorithm", chapters/linear-regression/linear-regression-scratch.md. */
  configureOptimizers(): Optimizer {
    return new SGD([this.w, this.b], this.lr);
  }
}

/**
 * Minibatch stochastic gradient descent.
 *
 * Defined in "Defining the Optimization Algorithm", chapters/linear-regression/linear-regression-scratch.md.
 */
export class SGD extends HyperParameters {
  constructor(readonly params: d2l.Tensor[], readonly lr: number) {
    super();
    this.saveHyperparameters({ params, lr });
  }

  step(batchSize: number): void {
    for (const param of this.params) {
      if (param.grad) param.sub_(param.grad.mul(this.lr));
    }
  }
}

/**
 * Linear regression with the framework's own layer, loss and optimizer.
 *
 * Defined in "Defining the Model", chapters/linear-regression/linear-regression-concise.md.
 */
export class LinearRegression extends Module {
  net = new gluon.nn.Dense(1);

  constructor(readonly lr: number) {
    super();
    this.saveHyperparameters({ lr });
    this.net.initialize(new init.Normal(0.01));
  }

  /** Defined in "Defining the Loss Function", chapters/linear-regression/linear-regression-concise.md. */
  loss(yHat: d2l.Tensor, y: d2l.Tensor): d2l.Tensor {
    return new gluon.loss.L2Loss().call(yHat, y).mean();
  }

  /** Defined in "Defining the Optimization Algorithm", chapters/linear-regression/linear-regression-concise.md. */
  configureOptimizers(): Optimizer {
    const params = this.collectParams();
    return new gluon.Trainer(params, "sgd", { learningRate: this.lr });
  }

  /**
   * The weights and the offset.
   *
   * Defined in "Training", chapters/linear-regression/linear-regression-concise.md.
   */
  getWB(): [d2l.Tensor, d2l.Tensor] {
    return [this.net.weight.data(), this.net.bias!.data()];
  }
}

/**
 * How a line is drawn.
 *
 * Defined in "Plots", chapters/appendix/utilities.md.
 */
export type LineStyle = "line" | "dashed" | "dash-dot" | "dotted" | "points";

/**
 * One line of a plot.
 *
 * Defined in "Plots", chapters/appendix/utilities.md.
 */
export interface Line {
  x: number[];
  y: number[];
}

/**
 * What may be said about a plot; all of it is optional.
 *
 * Defined in "Plots", chapters/appendix/utilities.md.
 */
export interface PlotOptions {
  xlabel?: string;
  ylabel?: string;
  /** The range of an axis; by default that of the data. */
  xlim?: [number, number];
  ylim?: [number, number];
  xscale?: "linear" | "log";
  yscale?: "linear" | "log";
  /** A name for each line. */
  legend?: string[];
  /** A style for each line. */
  styles?: LineStyle[];
  title?: string;
  /** Width and height in pixels; defaults to 350 by 250. */
  size?: [number, number];
}

/**
 * Numbers in a list, in a typed array, or in a tensor of one axis.
 *
 * Defined in "Plots", chapters/appendix/utilities.md.
 */
export type Numbers = ArrayLike<number> | d2l.Tensor;

/**
 * Numbers as a list.
 *
 * Defined in "Plots", chapters/appendix/utilities.md.
 */
export function toNumbers(values: Numbers): number[] {
  return Array.from("toArray" in values ? values.toArray() : values);
}

/**
 * Whether these are lists of numbers, rather than numbers.
 *
 * Defined in "Plots", chapters/appendix/utilities.md.
 */
export function areLists(x: Numbers | Numbers[]): x is Numbers[] {
  return Array.isArray(x) && typeof x[0] !== "number";
}

/**
 * Plots curves: all over the same `x`, or each over its own of a list.
 *
 * Defined in "Plots", chapters/appendix/utilities.md.
 */
export function plot(
  x: Numbers | Numbers[],
  ys: Numbers[],
  options: PlotOptions = {},
): Plot {
  const lines = ys.map((y, i) => ({
    x: toNumbers(areLists(x) ? x[i] : x),
    y: toNumbers(y),
  }));
  return new Plot(lines, options);
}

/**
 * Measures durations, in seconds.
 *
 * Defined in "Timing", chapters/appendix/utilities.md.
 */
export class Timer {
  times: number[] = [];
  started = performance.now();

  start(): void {
    this.started = performance.now();
  }

  /** Ends a measurement and gives it. */
  stop(): number {
    const seconds = (performance.now() - this.started) / 1000;
    this.times.push(seconds);
    return seconds;
  }

  sum(): number {
    return this.times.reduce((sum, time) => sum + time, 0);
  }

  avg(): number {
    return this.sum() / this.times.length;
  }
}

/**
 * The elements in random order.
 *
 * Defined in "Lists", chapters/appendix/utilities.md.
 */
export function shuffle<T>(list: readonly T[]): T[] {
  const shuffled = [...list];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const any = Math.floor(Math.random() * (last + 1));
    [shuffled[last], shuffled[any]] = [shuffled[any], shuffled[last]];
  }
  return shuffled;
}

/**
 * Pairs of what stands at the same place in two lists.
 *
 * Defined in "Lists", chapters/appendix/utilities.md.
 */
export function zip<A, B>(as: readonly A[], bs: readonly B[]): [A, B][] {
  return as.map((a, i) => [a, bs[i]]);
}
