// The book's linear regression from scratch, as tangled: given the same data and start, its four tabs learn the same, and PyTorch with them.

import { describe, expect, test } from "vitest";
import * as jaxBook from "../../../src/library/d2l/jax.ts";
import * as mxnetBook from "../../../src/library/d2l/mxnet.ts";
import * as torchBook from "../../../src/library/d2l/pytorch.ts";
import * as tensorflowBook from "../../../src/library/d2l/tensorflow.ts";
import { type Array as JaxArray, jnp, type nn } from "../../../src/library/jax/index.ts";
import { np } from "../../../src/library/mxnet/index.ts";
import * as tf from "../../../src/library/tensorflow/index.ts";
import * as torch from "../../../src/library/torch/index.ts";
import { type Recorded, type Regression, reference } from "../reference.ts";

const run = reference<Regression>("linear-regression.json");

/** Rows of a recorded matrix; a recorded vector is a column. */
function rows({ data, shape }: Recorded): number[][] {
  const [count = 0, width = 1] = shape;
  return Array.from({ length: count }, (_, i) => data.slice(i * width, (i + 1) * width).map(Number));
}

/** The minibatches as PyTorch had them: in order, in each epoch. */
function minibatches<T>(tensor: (values: number[][]) => T): { length: number; [Symbol.iterator](): Iterator<T[]> } {
  const X = rows(run.X);
  const y = rows(run.y);
  const batches: T[][] = [];
  for (let from = 0; from < X.length; from += run.batchSize) {
    const to = from + run.batchSize;
    batches.push([tensor(X.slice(from, to)), tensor(y.slice(from, to))]);
  }
  return batches;
}

interface Learned {
  readonly losses: number[];
  readonly w: number[];
  readonly b: number[];
}

/** What the board is told of training: the loss of each minibatch. */
function losses(model: { plot(key: string, value: { item(): number }, train: boolean): void }): number[] {
  const seen: number[] = [];
  model.plot = (_key, value, train) => {
    if (train) seen.push(value.item());
  };
  return seen;
}

const numbers = (tensor: { toArray(): unknown }): number[] => Array.from(tensor.toArray() as ArrayLike<number>);

const tabs: Record<string, () => Promise<Learned>> = {
  async mxnet() {
    const model = new mxnetBook.LinearRegressionScratch(2, run.lr);
    model.w.set(["..."], np.array(rows(run.w)));
    const seen = losses(model);
    const data = new mxnetBook.DataModule();
    data.trainDataloader = () => minibatches((values) => np.array(values));
    data.valDataloader = () => undefined;
    await new mxnetBook.Trainer({ maxEpochs: run.epochs }).fit(model, data);
    return { losses: seen, w: numbers(model.w), b: numbers(model.b) };
  },
  async pytorch() {
    const model = new torchBook.LinearRegressionScratch(2, run.lr);
    torch.noGrad(() => model.w.copy_(torch.tensor(rows(run.w))));
    const seen = losses(model);
    const data = new torchBook.DataModule();
    data.trainDataloader = () => minibatches((values) => torch.tensor(values));
    data.valDataloader = () => undefined;
    await new torchBook.Trainer({ maxEpochs: run.epochs }).fit(model, data);
    return { losses: seen, w: numbers(model.w.detach()), b: numbers(model.b.detach()) };
  },
  async tensorflow() {
    const model = new tensorflowBook.LinearRegressionScratch(2, run.lr);
    model.w.assign(tf.constant(rows(run.w)));
    const seen = losses(model);
    const data = new tensorflowBook.DataModule();
    data.trainDataloader = () => minibatches((values) => tf.constant(values));
    data.valDataloader = () => undefined;
    await new tensorflowBook.Trainer({ maxEpochs: run.epochs }).fit(model, data);
    return { losses: seen, w: numbers(model.w), b: numbers(model.b) };
  },
  async jax() {
    const model = new jaxBook.LinearRegressionScratch(2, run.lr);
    const seen = losses(model);
    const data = new jaxBook.DataModule();
    data.trainDataloader = () => minibatches((values) => jnp.array(values));
    data.valDataloader = () => undefined;
    const trainer = new jaxBook.Trainer({ maxEpochs: run.epochs });
    trainer.prepareModel = (prepared, key) => {
      jaxBook.Trainer.prototype.prepareModel.call(trainer, prepared, key);
      const params: nn.Params = { w: jnp.array(rows(run.w)), b: jnp.zeros([1]) };
      trainer.state = trainer.state.replace({ params });
    };
    await trainer.fit(model, data);
    const { w, b } = trainer.state.params as { w: JaxArray; b: JaxArray };
    return { losses: seen, w: numbers(w), b: numbers(b) };
  },
};

function expectNear(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of actual.entries()) expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(tolerance);
}

describe("linear regression from scratch", () => {
  for (const [tab, train] of Object.entries(tabs)) {
    test(`${tab} follows PyTorch`, async () => {
      const learned = await train();
      expectNear(learned.losses, run.losses, 1e-4);
      expectNear(learned.w, run.end.w.data.map(Number), 1e-6);
      expectNear(learned.b, run.end.b.data.map(Number), 1e-6);
    });
  }

  test("all four tabs end alike", async () => {
    const [first, ...others] = await Promise.all(Object.values(tabs).map((train) => train()));
    for (const { w, b } of others) {
      expectNear(w, first.w, 1e-6);
      expectNear(b, first.b, 1e-6);
    }
  });
});
