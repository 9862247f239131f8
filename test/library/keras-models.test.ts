// Keras's functional models, layers with their own `build`, attention, cells in layers, and datasets; values are held to the PyTorch dialect's.

import { beforeEach, describe, expect, test } from "vitest";
import * as tf from "../../src/library/tensorflow/index.ts";
import * as torch from "../../src/library/torch/index.ts";

const { layers } = tf.keras;

function expectNear(actual: tf.Tensor, wanted: torch.Tensor | tf.Tensor, tolerance = 1e-5): void {
  expect(actual.shape).toEqual(wanted.shape);
  expect(torch.tensor(actual).sub(torch.tensor(wanted).detach()).abs().max().item()).toBeLessThan(tolerance);
}

beforeEach(() => {
  tf.random.setSeed(0);
  torch.manualSeed(0);
});

describe("functional models", () => {
  test("go from inputs to outputs, share layers, and train", () => {
    const inputs = tf.keras.Input({ shape: [4] });
    expect(`${inputs}`).toBe("<KerasTensor: shape=(None, 4) dtype=float32>");
    const dense = new layers.Dense(4, { activation: "relu" });
    const once = dense.call(inputs);
    const both = new layers.Add().call([once, dense.call(once)]);
    const model = new tf.keras.Model({ inputs, outputs: new layers.Dense(1).call(both) });
    expect(model.trainableVariables.length).toBe(4);
    const x = tf.random.normal([16, 4]);
    const h = dense.call(x);
    const last = model.graphLayers[2] as tf.keras.layers.Dense;
    expectNear(model.call(x), last.call(tf.add(h, dense.call(h))));
    model.compile({ optimizer: "sgd", loss: "mse" });
    const { history } = model.fit(x, tf.reduceSum(x, { axis: 1, keepdims: true }), { epochs: 20 });
    expect(history.loss!.at(-1)!).toBeLessThan(history.loss![0]! / 2);
    expect(model.predict(x).shape).toEqual([16, 1]);
  });
  test("have several inputs and outputs, and hand training on", () => {
    const [a, b] = [tf.keras.Input({ shape: [2] }), tf.keras.Input({ shape: [3] })];
    const joined = new layers.Concatenate().call([a, b]);
    const outputs = [new layers.Dropout(0.5).call(joined), new layers.Dense(2).call(joined)];
    const model = new tf.keras.Model<tf.Tensor[]>({ inputs: [a, b], outputs });
    const given = [tf.ones([4, 2]), tf.ones([4, 3])];
    expect(model.call(given).map(({ shape }) => shape)).toEqual([
      [4, 5],
      [4, 2],
    ]);
    expectNear(model.call(given)[0]!, tf.ones([4, 5]));
    expect(tf.reduceMin(model.call(given, { training: true })[0]!).item()).toBe(0);
    expect(() => model.call(given[0]!)).toThrow("expects 2 input(s), but it received 1 input tensors");
  });
  test("say what is wrong", () => {
    const [a, b] = [tf.keras.Input({ shape: [2] }), tf.keras.Input({ shape: [2] })];
    const sum = new layers.Add().call([a, b]);
    expect(() => new tf.keras.Model({ inputs: a, outputs: sum })).toThrow("Graph disconnected");
    expect(() => new tf.keras.Model({ inputs: a, outputs: tf.square(a) })).toThrow("layers.Lambda(fn)");
    expect(() => new layers.Add().call(a)).toThrow("at least 2 inputs. Add received 1.");
    class Empty extends tf.keras.Model {}
    expect(() => new Empty().call(tf.ones([1, 2]))).toThrow("Empty has none");
  });
  test("are summed up as Keras does", () => {
    const model = new tf.keras.Sequential([
      tf.keras.Input({ shape: [784] }),
      new layers.Dense(64, { activation: "relu" }),
      new layers.BatchNormalization(),
      new layers.Dense(10),
    ]);
    model.name = "mlp";
    const [first, norm, last] = model.layers.map(({ name }) => name);
    const lines: string[] = [];
    model.summary({ printFn: (line) => lines.push(line) });
    expect(lines.join("\n")).toBe(
      [
        'Model: "mlp"',
        "_".repeat(65),
        " Layer (type)                Output Shape              Param #   ",
        "=".repeat(65),
        `${` ${first} (Dense)`.padEnd(29)}(None, 64)                50240     `,
        " ".repeat(65),
        `${` ${norm} (BatchNormalization)`.slice(0, 29).padEnd(29)}(None, 64)                256       `,
        " ".repeat(65),
        `${` ${last} (Dense)`.padEnd(29)}(None, 10)                650       `,
        " ".repeat(65),
        "=".repeat(65),
        "Total params: 51,146",
        "Trainable params: 51,018",
        "Non-trainable params: 128",
        "_".repeat(65),
      ].join("\n"),
    );
    const unbuilt = new tf.keras.Sequential([new layers.Dense(1)]);
    expect(() => unbuilt.summary()).toThrow("This model has not yet been built");
  });
});

describe("own layers", () => {
  class MyDense extends tf.keras.layers.Layer {
    weight!: tf.Variable;
    bias!: tf.Variable;
    constructor(readonly units: number) {
      super();
    }
    override build([, inputs]: readonly number[]): void {
      const regularizer = tf.keras.regularizers.L2(0.5);
      this.weight = this.addWeight({ shape: [inputs!, this.units], initializer: "ones", regularizer });
      this.bias = this.addWeight({ shape: [this.units], initializer: "zeros" });
    }
    override call(x: tf.Tensor): tf.Tensor {
      return tf.nn.relu(tf.add(tf.matmul(x, this.weight), this.bias));
    }
  }
  test("are built by their first input", () => {
    const layer = new MyDense(3);
    expect(layer.built).toBe(false);
    expect(layer.call(tf.ones([2, 5])).numpy()).toEqual([
      [5, 5, 5],
      [5, 5, 5],
    ]);
    expect(layer.variables.map(({ shape }) => shape)).toEqual([[5, 3], [3]]);
    expect(layer.losses.map((one) => one.item())).toEqual([7.5]);
  });
  test("are frozen, and saved", () => {
    const make = () => new tf.keras.Sequential([new MyDense(3), new layers.Dense(2)]);
    const [model, other] = [make(), make()];
    const x = tf.random.normal([2, 4]);
    model.call(x);
    other.call(x);
    model.layers[0]!.trainable = false;
    expect(model.trainableVariables.length).toBe(2);
    expect(model.nonTrainableVariables.length).toBe(2);
    other.loadWeights(model.saveWeights());
    expect(other.call(x).numpy()).toEqual(model.call(x).numpy());
  });
});

test("attention with several heads is PyTorch's", () => {
  const module = new torch.nn.MultiheadAttention(6, 2, { batchFirst: true });
  const layer = new layers.MultiHeadAttention({ numHeads: 2, keyDim: 3 });
  const [q, v] = [torch.randn(2, 4, 6), torch.randn(2, 5, 6)];
  layer.call(tf.constant(q), tf.constant(v));
  const rows = module.inProjWeight!.detach().split(6);
  layer.setWeights([
    ...rows.flatMap((row, i) => [
      tf.constant(row.t().reshape(6, 2, 3)),
      tf.constant(module.inProjBias!.detach().split(6)[i]!.reshape(2, 3)),
    ]),
    tf.constant(module.outProj.weight.detach().t().reshape(2, 3, 6)),
    tf.constant(module.outProj.bias!.detach()),
  ]);
  const visible = torch.rand(4, 5).gt(0.3);
  visible.set([":", 0], 1);
  const [wanted, weights] = module.call(q, v, v, { attnMask: visible.logicalNot(), averageAttnWeights: false });
  const mask = tf.constant(visible.unsqueeze(0));
  const [output, scores] = layer.callWithScores(tf.constant(q), tf.constant(v), { attentionMask: mask });
  expectNear(output, wanted);
  expectNear(scores, weights!);
  const [causal] = module.call(q, q, q, { attnMask: torch.ones(4, 4).triu(1).bool() });
  expectNear(layer.call(tf.constant(q), tf.constant(q), { useCausalMask: true }), causal);
});

describe("recurrent layers of cells", () => {
  test("are those of the same kind", () => {
    for (const [cell, layer] of [
      [new layers.GRUCell(4), new layers.GRU(4, { returnSequences: true, returnState: true })],
      [new layers.LSTMCell(4), new layers.LSTM(4, { returnSequences: true, returnState: true })],
    ] as const) {
      const x = tf.random.normal([2, 5, 3]);
      const rnn = new layers.RNN(cell, { returnSequences: true, returnState: true });
      const [output, ...states] = rnn.call(x) as tf.Tensor[];
      layer.call(x);
      layer.setWeights(rnn.getWeights());
      const [wanted, ...last] = layer.call(x) as tf.Tensor[];
      expectNear(output!, wanted!);
      states.forEach((state, i) => {
        expectNear(state, last[i]!);
      });
    }
  });
  test("stand on top of each other, and go both ways", () => {
    const x = tf.random.normal([2, 5, 3]);
    const stacked = new layers.RNN([new layers.GRUCell(4), new layers.LSTMCell(6)], { returnState: true });
    const [output, ...states] = stacked.call(x) as tf.Tensor[];
    expect([output!.shape, ...states.map(({ shape }) => shape)]).toEqual([
      [2, 6],
      [2, 4],
      [2, 6],
      [2, 6],
    ]);
    const both = new layers.Bidirectional((options) => new layers.GRU(4, options), { returnSequences: true });
    const y = both.call(x);
    expectNear(tf.constant(y.at("...", ":4")), both.forwardLayer.call(x) as tf.Tensor);
    const back = tf.reverse(both.backwardLayer.call(x) as tf.Tensor, [1]);
    expectNear(tf.constant(y.at("...", "4:")), back);
  });
});

describe("datasets", () => {
  const values = (data: tf.data.Dataset) => [...data].map((parts) => parts.map((one) => one.numpy()));
  test("are numbered, filtered, joined and taken apart", () => {
    const data = tf.data.Dataset.range(4);
    expect(values(data.enumerate(7))).toEqual([
      [7, 0],
      [8, 1],
      [9, 2],
      [10, 3],
    ]);
    expect(values(data.filter((x) => tf.greater(x, 1)))).toEqual([[2], [3]]);
    expect(values(data.take(1).concatenate(data.skip(3)))).toEqual([[0], [3]]);
    expect(values(data.batch(3).unbatch())).toEqual(values(data));
    expect(tf.data.Dataset.fromTensors(tf.ones([2])).cardinality()).toBe(1);
  });
  test("are shuffled through a small buffer", () => {
    const mixed = values(tf.data.Dataset.range(20).shuffle(3)).map(([x]) => x as number);
    expect([...mixed].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    mixed.forEach((x, i) => {
      expect(x).toBeLessThan(i + 3);
    });
    expect(() => tf.data.Dataset.range(3).shuffle(0)).toThrow("buffer_size must be greater than zero");
  });
});

test("a tape can watch nothing by itself", () => {
  const [v, w] = [new tf.Variable([3]), new tf.Variable([2])];
  const tape = new tf.GradientTape({ watchAccessedVariables: false, persistent: true });
  tape.watch(v);
  const y = tape.record(() => tf.multiply(v, w));
  expect(tape.gradient(y, v).numpy()).toEqual([2]);
  expect(() => tape.gradient(y, w)).toThrow("is the source watched?");
  expect(tape.gradient(y, w, { unconnectedGradients: "zero" }).numpy()).toEqual([0]);
});

describe("callbacks", () => {
  const fitted = (options: tf.keras.FitOptions) => {
    const model = new tf.keras.Sequential([new tf.keras.layers.Dense(1, { kernelInitializer: "zeros" })]);
    model.compile({ optimizer: new tf.keras.optimizers.SGD({ learningRate: 0.1 }), loss: "meanSquaredError" });
    const x = tf.constant([[1], [2]]);
    return { model, history: model.fit(x, tf.constant([[2], [4]]), { shuffle: false, ...options }).history };
  };
  const { LambdaCallback, LearningRateScheduler, EarlyStopping } = tf.keras.callbacks;

  test("are told of the epochs", () => {
    const told: unknown[] = [];
    const callback = new LambdaCallback({
      onTrainBegin: () => told.push("begin"),
      onEpochEnd: (epoch, logs) => told.push([epoch, Object.keys(logs)]),
      onTrainEnd: () => told.push("end"),
    });
    fitted({ epochs: 2, callbacks: [callback] });
    expect(told).toEqual(["begin", [0, ["loss"]], [1, ["loss"]], "end"]);
  });

  test("set the rate", () => {
    const { model } = fitted({ epochs: 3, callbacks: [new LearningRateScheduler((_, rate) => rate / 2)] });
    expect(model.optimizer.learningRate).toBeCloseTo(0.0125, 12);
  });

  test("stop, and put the best weights back", () => {
    const stopping = new EarlyStopping({ monitor: "loss", minDelta: 1e9, patience: 2, restoreBestWeights: true });
    const { model, history } = fitted({ epochs: 9, callbacks: [stopping] });
    expect(history.loss).toHaveLength(3);
    const { model: best } = fitted({ epochs: 1 });
    expect(model.getWeights().map((one) => one.tolist())).toEqual(best.getWeights().map((one) => one.tolist()));
    expect(() => fitted({ callbacks: [new EarlyStopping()] })).toThrow(
      "Early stopping conditioned on metric `valLoss`",
    );
  });
});

test("names of functions, initializers, penalties and devices are TensorFlow's", () => {
  const x = tf.constant([-3, 0.5, 8]);
  const { activations, regularizers, utils } = tf.keras;
  expect(activations.relu6(x).tolist()).toEqual([0, 0.5, 6]);
  expect(activations.hardSigmoid(tf.constant([-3, 0, 8])).tolist()).toEqual([0, 0.5, 1]);
  expect(activations.swish(x).tolist()).toEqual(tf.nn.silu(x).tolist());
  expect(
    regularizers
      .l1L2({ l1: 1, l2: 2 })(tf.constant([-1, 2]))
      .item(),
  ).toBe(13);
  expect(utils.toCategorical(tf.constant([0, 2])).tolist()).toEqual([
    [1, 0, 0],
    [0, 0, 1],
  ]);
  expect(tf.device("/CPU:0", () => 3)).toBe(3);
  expect(() => tf.device("/GPU:0", () => 3)).toThrow("Could not satisfy device specification '/GPU:0'");
  expect(tf.config.listPhysicalDevices("GPU")).toEqual([]);
  expect(new tf.constantInitializer(3)).toBeInstanceOf(tf.keras.initializers.Constant);
});
