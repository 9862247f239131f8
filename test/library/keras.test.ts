// Keras's layers, losses and optimizers beside those of the PyTorch dialect, which are held to PyTorch's values; tf.function, fit, data.

import { beforeEach, describe, expect, test } from "vitest";
import type { Tensor } from "../../src/library/tensor/index.ts";
import * as tf from "../../src/library/tensorflow/index.ts";
import * as torch from "../../src/library/torch/index.ts";

const { layers, losses, optimizers, initializers } = tf.keras;

function expectNear(actual: Tensor, wanted: Tensor, tolerance = 1e-6): void {
  expect(actual.shape).toEqual(wanted.shape);
  expect(torch.tensor(actual).sub(torch.tensor(wanted)).abs().max().item()).toBeLessThan(tolerance);
}

/** [N, C, H, W] -> [N, H, W, C] */
const last = (a: Tensor): torch.Tensor => torch.tensor(a).permute(0, 2, 3, 1);

/** Output and gradient of a layer of images and of a module. `input` is [N, C, H, W]. */
function expectSameImages(layer: tf.keras.layers.Layer, module: torch.nn.Module, input: torch.Tensor): void {
  const x = input.clone().requiresGrad_();
  const expected = module.call(x);
  expected.pow(2).sum().backward();
  const images = tf.constant(last(input));
  const tape = new tf.GradientTape();
  tape.watch(images);
  const output = tape.record(() => layer.call(images, { training: true }));
  expectNear(output, last(expected));
  const again = new tf.GradientTape();
  const loss = again.record(() => tf.reduceSum(tf.square(layer.call(images, { training: true }))));
  expectNear(again.gradient(loss, images), last(x.grad!), 1e-4);
}

beforeEach(() => {
  tf.random.setSeed(0);
  torch.manualSeed(0);
});

describe("layers of images", () => {
  const images = () => torch.randn(2, 3, 6, 5);
  test("Conv2D", () => {
    const input = images();
    const layer = new layers.Conv2D(4, [3, 2], { strides: 2 });
    layer.call(tf.constant(last(input)));
    const module = new torch.nn.Conv2d(3, 4, [3, 2], { stride: 2 });
    layer.kernel!.assign(module.weight.detach().permute(2, 3, 1, 0));
    layer.bias!.assign(module.bias!.detach());
    expectSameImages(layer, module, input);
  });
  test("Conv2D with the same size", () => {
    const input = images();
    const layer = new layers.Conv2D(4, 3, { padding: "same", useBias: false });
    layer.call(tf.constant(last(input)));
    const module = new torch.nn.Conv2d(3, 4, 3, { padding: 1, bias: false });
    layer.kernel!.assign(module.weight.detach().permute(2, 3, 1, 0));
    expectSameImages(layer, module, input);
    // Of an odd border the larger part comes after.
    const one = tf.constant([
      [
        [[1], [2]],
        [[3], [4]],
      ],
    ]);
    const sum = tf.nn.conv2d(one, tf.ones([2, 2, 1, 1]), { padding: "SAME" });
    expect(tf.reshape(sum, [2, 2]).numpy()).toEqual([
      [10, 6],
      [7, 4],
    ]);
  });
  test("pooling", () => {
    expectSameImages(new layers.MaxPool2D(), new torch.nn.MaxPool2d(2), images());
    expectSameImages(
      new layers.AvgPool2D({ poolSize: 3, strides: 2 }),
      new torch.nn.AvgPool2d(3, { stride: 2 }),
      images(),
    );
    const x = tf.reshape(tf.range(9), [1, 3, 3, 1]);
    const means = tf.nn.avgPool2d(x, { ksize: 2, strides: 2, padding: "SAME" });
    expect(tf.reshape(means, [4]).numpy()).toEqual([2, 3.5, 6.5, 8]);
    const largest = tf.nn.maxPool2d(tf.math.negative(x), { ksize: 2, strides: 2, padding: "SAME" });
    expect(tf.reshape(largest, [4]).numpy()).toEqual([-0, -2, -6, -8]);
    expect(new layers.GlobalAvgPool2D().call(x).numpy()).toEqual([[4]]);
  });
  test("BatchNormalization, whose statistics move in training alone", () => {
    const input = images();
    const layer = new layers.BatchNormalization({ momentum: 0.9, epsilon: 1e-5 });
    layer.call(tf.constant(last(input)), { training: true });
    const module = new torch.nn.BatchNorm2d(3);
    module.call(input);
    expectNear(layer.movingMean!, module.runningMean);
    expect(layer.trainableVariables.length).toBe(2);
    expect(layer.nonTrainableVariables.length).toBe(2);
    module.eval();
    layer.movingVariance!.assign(module.runningVar);
    expectNear(layer.call(tf.constant(last(input))), last(module.call(input)));
  });
});

describe("layers of numbers", () => {
  test("Dense, LayerNormalization, Embedding, activations", () => {
    const x = torch.randn(4, 3);
    const dense = new layers.Dense(2, { activation: "gelu" });
    dense.call(tf.constant(x));
    const module = new torch.nn.Linear(3, 2);
    dense.kernel!.assign(module.weight.detach().t());
    dense.bias!.assign(module.bias!.detach());
    const erf = (a: torch.Tensor) => torch.tensor(tf.math.erf(tf.constant(a)));
    const linear = module.call(x).detach();
    expectNear(dense.call(tf.constant(x)), linear.mul(0.5).mul(erf(linear.mul(Math.SQRT1_2)).add(1)));
    expectNear(
      new layers.LayerNormalization({ epsilon: 1e-5 }).call(tf.constant(x)),
      new torch.nn.LayerNorm(3).call(x),
    );
    const table = new layers.Embedding(5, 2);
    expect(table.call(tf.constant([[1, 4]])).shape).toEqual([1, 2, 2]);
    expectNear(new layers.Activation("elu").call(tf.constant(x)), new torch.nn.ELU().call(x));
    expect(() => new layers.Dense(1, { activation: "rleu" as "relu" })).toThrow("Unknown activation function: rleu");
  });
  test("Dropout, in training alone", () => {
    const layer = new layers.Dropout(0.5);
    expect(layer.call(tf.ones([4])).numpy()).toEqual([1, 1, 1, 1]);
    const dropped = layer.call(tf.ones([1000]), { training: true });
    expect(new Set(dropped.numpy() as number[])).toEqual(new Set([0, 2]));
  });
  test("weights are read, set and penalized", () => {
    const net = new tf.keras.Sequential([
      new layers.Dense(2, { kernelRegularizer: tf.keras.regularizers.L2(0.5) }),
      new layers.Dense(1),
    ]);
    net.call(tf.ones([1, 3]));
    expect([net.countParams(), net.weights.length, net.losses.length]).toEqual([11, 4, 1]);
    expect(net.layers[0]!.losses[0]!.numpy()).toBeCloseTo(
      0.5 * (tf.reduceSum(tf.square(net.weights[0]!)).numpy() as number),
      5,
    );
    net.setWeights(net.getWeights().map((one) => tf.zerosLike(one)));
    expect(net.call(tf.ones([1, 3])).numpy()).toEqual([[0]]);
    expect(() => net.setWeights([])).toThrow("with a weight list of length 0, but the layer was expecting 4 weights");
  });
});

describe("recurrent layers", () => {
  const orders = { SimpleRNN: [0], GRU: [1, 0, 2], LSTM: [0, 1, 2, 3] } as const;
  const others = { SimpleRNN: "RNN", GRU: "GRU", LSTM: "LSTM" } as const;
  for (const name of ["SimpleRNN", "GRU", "LSTM"] as const)
    test(name, () => {
      const layer = new layers[name](4, { returnSequences: true, returnState: true });
      const x = torch.randn(2, 5, 3);
      layer.call(tf.constant(x));
      const module = new torch.nn[others[name]](3, 4, { batchFirst: true });
      // From PyTorch's order of gates to Keras's.
      const parts = (a: torch.Tensor) =>
        torch.cat(
          orders[name].map((_, i) =>
            a.at(`${4 * orders[name].indexOf(i as never)}:${4 * orders[name].indexOf(i as never) + 4}`),
          ),
        );
      layer.kernel!.assign(parts(module.weightIhL0.detach()).t());
      layer.recurrentKernel!.assign(parts(module.weightHhL0.detach()).t());
      const [biasIh, biasHh] = [module.biasIhL0!, module.biasHhL0!].map((one) => parts(one.detach()));
      layer.bias!.assign(name === "GRU" ? torch.stack([biasIh!, biasHh!]) : biasIh!.add(biasHh!));
      const [output, ...states] = layer.call(tf.constant(x)) as [tf.Tensor, ...tf.Tensor[]];
      const [wanted, ends] = module.call(x);
      expectNear(output, wanted);
      for (const [i, state] of states.entries())
        expectNear(state, (ends instanceof torch.Tensor ? ends : ends[i]!).at(0));
      // The cell goes the same way step by step.
      const cell = new layers[`${name}Cell`](4);
      let carried = cell.getInitialState(2);
      cell.call(tf.zeros([2, 3]), carried);
      cell.setWeights(layer.getWeights());
      for (let t = 0; t < 5; t++) {
        const [step, next] = cell.call(tf.constant(x.at(":", t)), carried);
        expectNear(step, torch.tensor(wanted).at(":", t));
        carried = next;
      }
      for (const [i, state] of states.entries()) expectNear(carried[i]!, state);
      expect(() => cell.call(tf.zeros([2, 3]))).toThrow(`${name}Cell: an input of shape [2, 3] needs a list of`);
    });
});

describe("losses", () => {
  const [x, y] = [
    tf.constant([
      [1, 2, 0.5],
      [0.1, -1, 2],
    ]),
    tf.constant([1, 2]),
  ];
  const wanted = torch.nn.functional.crossEntropy(torch.tensor(x), torch.tensor(y).to("int32"));
  test("of classes", () => {
    expectNear(new losses.SparseCategoricalCrossentropy({ fromLogits: true }).call(y, x), wanted);
    expectNear(new losses.SparseCategoricalCrossentropy().call(y, tf.nn.softmax(x)), wanted);
    const wide = tf.oneHot(tf.cast(y, "int32"), 3);
    expectNear(new losses.CategoricalCrossentropy({ fromLogits: true }).call(wide, x), wanted);
    expectNear(tf.reduceMean(tf.nn.sparseSoftmaxCrossEntropyWithLogits({ labels: y, logits: x })), wanted);
    const each = new losses.CategoricalCrossentropy({ fromLogits: true, reduction: "none" }).call(wide, x);
    expect(each.shape).toEqual([2]);
  });
  test("of numbers, and of yes and no", () => {
    const t = tf.constant([
      [1, 0, 1],
      [0, 1, 1],
    ]);
    const targets = torch.tensor(t);
    expectNear(
      new losses.BinaryCrossentropy({ fromLogits: true }).call(t, x),
      torch.nn.functional.binaryCrossEntropyWithLogits(torch.tensor(x), targets),
    );
    expectNear(
      new losses.BinaryCrossentropy().call(t, tf.sigmoid(x)),
      torch.nn.functional.binaryCrossEntropyWithLogits(torch.tensor(x), targets),
      1e-5,
    );
    expectNear(new losses.Huber().call(t, x), torch.nn.functional.huberLoss(torch.tensor(x), targets));
    expectNear(
      new losses.MeanSquaredError({ reduction: "sum" }).call(t, x),
      torch.nn.functional.mseLoss(torch.tensor(x), targets).mul(2),
    );
  });
});

describe("optimizers go PyTorch's way", () => {
  const ways: Record<string, [tf.keras.optimizers.Optimizer, (p: torch.Tensor[]) => torch.optim.Optimizer, number]> = {
    SGD: [
      new optimizers.SGD({ learningRate: 0.1, momentum: 0.9, nesterov: true }),
      (p) => new torch.optim.SGD(p, { lr: 0.1, momentum: 0.9, nesterov: true }),
      1e-5,
    ],
    Adam: [new optimizers.Adam({ learningRate: 0.05 }), (p) => new torch.optim.Adam(p, { lr: 0.05, eps: 1e-7 }), 1e-5],
    AdamW: [
      new optimizers.AdamW({ learningRate: 0.05, weightDecay: 0.1 }),
      (p) => new torch.optim.AdamW(p, { lr: 0.05, eps: 1e-7, weightDecay: 0.1 }),
      1e-5,
    ],
    RMSprop: [
      new optimizers.RMSprop({ learningRate: 0.01 }),
      (p) => new torch.optim.RMSprop(p, { lr: 0.01, alpha: 0.9, eps: 1e-7 }),
      1e-5,
    ],
    Adagrad: [
      new optimizers.Adagrad({ learningRate: 0.1, initialAccumulatorValue: 0 }),
      (p) => new torch.optim.Adagrad(p, { lr: 0.1, eps: 1e-7 }),
      1e-5,
    ],
    Adadelta: [
      new optimizers.Adadelta({ learningRate: 1 }),
      (p) => new torch.optim.Adadelta(p, { lr: 1, rho: 0.95, eps: 1e-7 }),
      1e-5,
    ],
  };
  for (const [name, [optimizer, theirs, tolerance]] of Object.entries(ways))
    test(name, () => {
      const start = torch.randn(3, 2);
      const variable = new tf.Variable(start);
      const w = start.clone().requiresGrad_();
      const other = theirs([w]);
      const scale = torch.tensor([
        [1, 2],
        [3, 4],
        [5, 6],
      ]);
      for (let i = 0; i < 20; i++) {
        const tape = new tf.GradientTape();
        const loss = tape.record(() => tf.reduceSum(tf.multiply(tf.square(variable), tf.constant(scale))));
        optimizer.applyGradients([[tape.gradient(loss, variable), variable]]);
        other.zeroGrad();
        w.pow(2).mul(scale).sum().backward();
        other.step();
      }
      expectNear(variable, w, tolerance);
      expect(optimizer.iterations).toBe(20);
    });
  test("with rates that change, and gradients that are cut", () => {
    const { schedules } = optimizers;
    const rates = (schedule: (step: number) => number) => [0, 1, 2, 3].map((step) => Number(schedule(step).toFixed(4)));
    expect(rates(schedules.ExponentialDecay({ initialLearningRate: 1, decaySteps: 2, decayRate: 0.25 }))).toEqual([
      1, 0.5, 0.25, 0.125,
    ]);
    expect(rates(schedules.PiecewiseConstantDecay({ boundaries: [1], values: [1, 0.1] }))).toEqual([1, 1, 0.1, 0.1]);
    expect(rates(schedules.CosineDecay({ initialLearningRate: 1, decaySteps: 2 }))).toEqual([1, 0.5, 0, 0]);
    expect(rates(schedules.PolynomialDecay({ initialLearningRate: 1, decaySteps: 2, endLearningRate: 0 }))).toEqual([
      1, 0.5, 0, 0,
    ]);
    const variable = new tf.Variable([0, 0]);
    new optimizers.SGD({
      learningRate: schedules.PiecewiseConstantDecay({ boundaries: [], values: [1] }),
      clipnorm: 1,
    }).applyGradients([[tf.constant([3, 4]), variable]]);
    expectNear(variable, tf.constant([-0.6, -0.8]));
  });
});

describe("tf.function", () => {
  const make = () => {
    tf.random.setSeed(1);
    const net = new tf.keras.Sequential([
      new layers.Conv2D(3, 3, { activation: "relu" }),
      new layers.BatchNormalization(),
      new layers.Flatten(),
      new layers.Dropout(0.2),
      new layers.Dense(2),
    ]);
    const optimizer = new optimizers.Adam({ learningRate: 0.01 });
    const lossOf = new losses.SparseCategoricalCrossentropy({ fromLogits: true });
    let traces = 0;
    const step = (X: tf.Tensor, y: tf.Tensor): tf.Tensor => {
      traces += 1;
      const tape = new tf.GradientTape();
      const loss = tape.record(() => lossOf.call(y, net.call(X, { training: true })));
      const variables = net.trainableVariables;
      optimizer.applyGradients(tape.gradient(loss, variables).map((one, i) => [one, variables[i]!] as const));
      return loss;
    };
    return { net, step, traces: () => traces };
  };
  const train = (net: tf.keras.Sequential, step: (X: tf.Tensor, y: tf.Tensor) => tf.Tensor) => {
    tf.random.setSeed(2);
    const seen = [1, 2, 3, 4, 5, 6].map(() =>
      step(tf.random.normal([4, 5, 5, 1]), tf.random.uniform([4], { maxval: 2, dtype: "int32" })).numpy(),
    );
    return [seen, net.getWeights().map((one) => one.numpy())];
  };
  test("changes no number, and calls the function twice", () => {
    const [eager, planned] = [make(), make()];
    const wanted = train(eager.net, eager.step);
    expect(train(planned.net, tf.function(planned.step))).toEqual(wanted);
    expect([eager.traces(), planned.traces()]).toEqual([6, 2]);
  });
});

describe("models", () => {
  const data = () => {
    const X = tf.random.normal([64, 2]);
    const y = tf.cast(tf.math.greater(tf.reduceSum(X, { axis: 1 }), 0), "float32");
    return { X, y };
  };
  test("are fitted, evaluated, and predict", () => {
    const { X, y } = data();
    const net = new tf.keras.Sequential([new layers.Dense(8, { activation: "tanh" }), new layers.Dense(2)]);
    net.compile({
      optimizer: new optimizers.Adam({ learningRate: 0.05 }),
      loss: new losses.SparseCategoricalCrossentropy({ fromLogits: true }),
      metrics: ["accuracy"],
    });
    const { history } = net.fit(X, y, { epochs: 20, batchSize: 16, validationData: [X, y] });
    expect(Object.keys(history)).toEqual(["loss", "accuracy", "valLoss", "valAccuracy"]);
    expect(history.loss!.at(-1)).toBeLessThan(0.2);
    const [loss, accuracy] = net.evaluate(X, y);
    expect(loss).toBeCloseTo(history.valLoss!.at(-1)!, 5);
    expect(accuracy).toBeGreaterThan(0.95);
    expect(net.predict(X, { batchSize: 10 }).shape).toEqual([64, 2]);
    expect(() => new tf.keras.Sequential().fit(X, y)).toThrow("You must compile your model");
  });
  test("datasets are mapped, zipped, cut and repeated", () => {
    const numbers = tf.data.Dataset.fromTensorSlices(tf.range(5));
    const list = (set: tf.data.Dataset) => [...set].map((one) => one.map((part) => part.numpy()));
    expect(list(numbers.map((x) => x.mul(2) as tf.Tensor).batch(2))).toEqual([[[0, 2]], [[4, 6]], [[8]]]);
    expect(list(numbers.batch(2, { dropRemainder: true }))).toEqual([[[0, 1]], [[2, 3]]]);
    expect(list(numbers.skip(1).take(2).repeat(2))).toEqual([[1], [2], [1], [2]]);
    expect(list(tf.data.Dataset.zip(numbers, numbers.skip(3)))).toEqual([
      [0, 3],
      [1, 4],
    ]);
    expect([numbers.batch(2).length, numbers.skip(1).take(9).length]).toEqual([3, 4]);
    const shuffled = numbers.map((x) => x).shuffle({ bufferSize: 5 });
    expect(list(shuffled).flat().sort()).toEqual([0, 1, 2, 3, 4]);
  });
});

describe("functions", () => {
  const x = tf.constant([
    [3, 1, 2],
    [6, 5, 4],
  ]);
  const cases: Record<string, [() => tf.Tensor, unknown]> = {
    gather: [
      () => tf.gather(x, [2, 0], { axis: 1 }),
      [
        [2, 3],
        [4, 6],
      ],
    ],
    gatherNd: [
      () =>
        tf.gatherNd(
          x,
          tf.constant([
            [0, 1],
            [1, 2],
          ]),
        ),
      [1, 4],
    ],
    booleanMask: [() => tf.booleanMask(tf.constant([1, 2, 3]), tf.constant([true, false, true])), [1, 3]],
    tensorScatterNdUpdate: [
      () => tf.tensorScatterNdUpdate(tf.zeros([3]), tf.constant([[2], [0]]), tf.constant([5, 6])),
      [6, 0, 5],
    ],
    split: [() => tf.split(x, 3, { axis: 1 })[1]!, [[1], [5]]],
    unstack: [() => tf.unstack(x)[1]!, [6, 5, 4]],
    pad: [() => tf.pad(tf.constant([1, 2, 3]), [[2, 0]], { mode: "REFLECT" }), [3, 2, 1, 2, 3]],
    sort: [
      () => tf.sort(x, { direction: "DESCENDING" }),
      [
        [3, 2, 1],
        [6, 5, 4],
      ],
    ],
    "top k": [
      () => tf.math.topK(x, { k: 2 }).indices,
      [
        [0, 2],
        [0, 1],
      ],
    ],
    cumsum: [
      () => tf.cumsum(x, { axis: 1 }),
      [
        [3, 4, 6],
        [6, 11, 15],
      ],
    ],
    einsum: [() => tf.einsum("ij,ij->i", x, x), [14, 77]],
    "matmul transposed": [
      () => tf.matmul(x, x, { transposeB: true }),
      [
        [14, 31],
        [31, 77],
      ],
    ],
    clipByNorm: [() => tf.clipByNorm(tf.constant([3, 4]), 2.5), [1.5, 2]],
    clipByValue: [
      () => tf.clipByValue(x, 2, 5),
      [
        [3, 2, 2],
        [5, 5, 4],
      ],
    ],
    det: [
      () =>
        tf.linalg.det(
          tf.constant([
            [1, 2],
            [3, 4],
          ]),
        ),
      -2,
    ],
    unique: [() => tf.unique(tf.constant([4, 2, 4])).idx, [0, 1, 0]],
    reduceLogsumexp: [() => tf.reduceLogsumexp(tf.zeros([4])), Math.fround(Math.log(4))],
  };
  for (const [name, [run, wanted]] of Object.entries(cases)) test(name, () => expect(run().numpy()).toEqual(wanted));

  test("a Jacobian", () => {
    const at = tf.constant([1, 2]);
    const tape = new tf.GradientTape({ persistent: true });
    tape.watch(at);
    const y = tape.record(() => tf.concat([tf.square(at), tf.multiply(at, 3)]));
    expect(tape.jacobian(y, at).numpy()).toEqual([
      [2, 0],
      [0, 4],
      [3, 0],
      [0, 3],
    ]);
  });
  test("a gradient of one's own", () => {
    // Of x · y, with three times x's gradient and none by y.
    const odd = tf.customGradient((x: tf.Tensor, y: tf.Tensor) => [
      tf.multiply(x, y),
      (upstream) => [tf.multiply(tf.multiply(upstream, 3), tf.square(x)), null],
    ]);
    const [x, y] = [new tf.Variable([1, 2]), new tf.Variable([5, 6])];
    const outer = new tf.GradientTape();
    const first = outer.record(() => {
      const tape = new tf.GradientTape({ persistent: true });
      const product = tape.record(() => odd(x, y));
      expect(product.numpy()).toEqual([5, 12]);
      expect(tape.gradient(product, y, { unconnectedGradients: "zero" }).numpy()).toEqual([0, 0]);
      return tape.gradient(product, x);
    });
    expect(first.numpy()).toEqual([3, 12]);
    expect(outer.gradient(first, x).numpy()).toEqual([6, 12]);
    const short = tf.customGradient((a: tf.Tensor, b: tf.Tensor) => [tf.add(a, b), (upstream) => upstream]);
    const tape = new tf.GradientTape();
    const sum = tape.record(() => short(x, y));
    expect(() => tape.gradient(sum, x)).toThrow(
      "customGradient: expected 2 gradients, one for each argument, but got 1",
    );
  });
  test("random numbers", () => {
    const draws = tf.random.categorical(tf.math.log(tf.constant([[0.1, 0.9]])), 2000);
    expect(tf.reduceMean(tf.cast(draws, "float32")).numpy()).toBeCloseTo(0.9, 1);
    expect(tf.reduceMax(tf.abs(tf.random.truncatedNormal([5000]))).numpy()).toBeLessThanOrEqual(2);
    const orthogonal = new initializers.Orthogonal().call([4, 3]);
    expectNear(tf.matmul(orthogonal, orthogonal, { transposeA: true }), tf.eye(3), 1e-5);
    const he = new initializers.HeNormal().call([100, 200]);
    expect(tf.math.reduceStd(he).numpy()).toBeCloseTo(Math.sqrt(2 / 100), 2);
  });
});
