// Gluon's layers, losses and optimizers beside those of the PyTorch dialect, which are held to PyTorch's values; and hybridize.

import { beforeEach, describe, expect, test } from "vitest";
import type { NDArray } from "../../src/library/mxnet/index.ts";
import { autograd, gluon, init, lrScheduler, np, npx } from "../../src/library/mxnet/index.ts";
import type { Tensor } from "../../src/library/tensor/index.ts";
import * as torch from "../../src/library/torch/index.ts";

const { nn, rnn, loss } = gluon;
const toTorch = (a: Tensor): torch.Tensor => torch.tensor(a);

function expectNear(actual: Tensor, wanted: Tensor, tolerance = 1e-6): void {
  expect(actual.shape).toEqual(wanted.shape);
  const difference = toTorch(actual).sub(toTorch(wanted)).abs().max().item();
  expect(difference).toBeLessThan(tolerance);
}

/** Output and gradients of a block and of a module with its parameters, under a loss that counts elements unevenly. */
function expectSame(
  block: gluon.Block,
  module: torch.nn.Module,
  input: NDArray,
  names: Readonly<Record<string, string>>,
): void {
  const parameters = block.collectParams();
  const own = Object.fromEntries([...module.namedParameters(), ...module.namedBuffers()]);
  for (const [name, theirs] of Object.entries(names)) parameters.get(name)!.setData(np.array(own[theirs]!));
  const weights = (size: number): number[] => Array.from({ length: size }, (_, i) => Math.round(Math.sin(i) * 8) / 8);
  const x = torch.tensor(input).requiresGrad_();
  const expected = module.call(x);
  expected
    .mul(torch.tensor(weights(expected.numel())).reshape(expected.shape))
    .sum()
    .backward();
  input.attachGrad();
  let output!: NDArray;
  autograd
    .record(() => {
      output = block.call(input);
      return output.mul(np.array(weights(output.size)).reshape(output.shape)).sum();
    })
    .backward();
  expectNear(output, expected);
  expectNear(input.grad!, x.grad!, 1e-5);
  for (const [name, theirs] of Object.entries(names)) {
    const gradient = own[theirs]!.grad;
    if (gradient !== null) expectNear(parameters.get(name)!.grad(), gradient, 1e-5);
  }
}

beforeEach(() => {
  np.random.seed(0);
  torch.manualSeed(0);
});

describe("layers", () => {
  const started = <B extends gluon.Block>(block: B, input: NDArray): B => {
    block.initialize();
    block.call(input);
    return block;
  };
  const images = () => np.random.normal(0, 1, [2, 3, 6, 6]);
  const dense = { weight: "weight", bias: "bias" };
  const norm = { gamma: "weight", beta: "bias" };

  test("Dense", () => {
    const x = np.random.normal(0, 1, [4, 3]);
    expectSame(started(new nn.Dense(5), x), new torch.nn.Linear(3, 5), x, dense);
  });
  test("Conv2D", () => {
    const x = images();
    const block = new nn.Conv2D(4, [3, 2], { strides: 2, padding: 1 });
    expectSame(started(block, x), new torch.nn.Conv2d(3, 4, [3, 2], { stride: 2, padding: 1 }), x, dense);
  });
  test("pooling", () => {
    expectSame(new nn.MaxPool2D(), new torch.nn.MaxPool2d(2), images(), {});
    const [ours, theirs] = [new nn.AvgPool2D(3, { strides: 2, padding: 1 }), { stride: 2, padding: 1 }];
    expectSame(ours, new torch.nn.AvgPool2d(3, theirs), images(), {});
    expectSame(new nn.GlobalAvgPool2D(), new torch.nn.AdaptiveAvgPool2d([1, 1]), images(), {});
  });
  test("LayerNorm and Embedding", () => {
    const x = np.random.normal(0, 1, [4, 3]);
    expectSame(started(new nn.LayerNorm(), x), new torch.nn.LayerNorm(3), x, norm);
    const words = np.array(
      [
        [0, 2],
        [1, 1],
      ],
      { dtype: "int32" },
    );
    const [ours, theirs] = [started(new nn.Embedding(3, 4), words), new torch.nn.Embedding(3, 4)];
    ours.weight.setData(np.array(theirs.weight));
    expectNear(ours.call(words), theirs.call(torch.tensor(words)));
  });
  test("BatchNorm, whose statistics move in training alone", () => {
    const x = images();
    const [ours, theirs] = [
      started(new nn.BatchNorm({ momentum: 0.8 }), x),
      new torch.nn.BatchNorm2d(3, { momentum: 0.2 }),
    ];
    expectSame(ours, theirs, x, norm);
    expectNear(ours.runningMean.data(), theirs.runningMean);
    theirs.eval();
    // MXNet keeps the batch's own variance, PyTorch that of a sample.
    ours.runningVar.setData(np.array(theirs.runningVar));
    expectNear(ours.call(x), theirs.call(torch.tensor(x)));
  });
  test("activations", () => {
    const x = () => np.linspace(-3, 3, 13);
    expectSame(new nn.LeakyReLU(0.1), new torch.nn.LeakyReLU(0.1), x(), {});
    expectSame(new nn.ELU(), new torch.nn.ELU(), x(), {});
    expectSame(new nn.Swish(), new torch.nn.SiLU(), x(), {});
    expectSame(new nn.Activation("softplus" as never), new torch.nn.Softplus(), x(), {});
    expectNear(new nn.GELU().call(np.array([-1, 0, 2])), np.array([-0.15865526, 0, 1.9544997]));
  });
  test("Dropout, in training alone", () => {
    const block = new nn.Dropout(0.5);
    const x = np.ones([1000]);
    expect(block.call(x).tolist()).toEqual(x.tolist());
    const dropped = autograd.record(() => block.call(x));
    expect(new Set(dropped.tolist() as number[])).toEqual(new Set([0, 2]));
    expect(Math.abs(dropped.mean().item() - 1)).toBeLessThan(0.1);
  });
});

describe("recurrent layers", () => {
  for (const name of ["RNN", "GRU", "LSTM"] as const)
    test(`${name} of two layers and both ways, and its cell`, () => {
      const theirs = new torch.nn[name](3, 4, {
        numLayers: 2,
        bidirectional: true,
        ...(name === "RNN" && { nonlinearity: "relu" }),
      });
      const block = new rnn[name](4, { numLayers: 2, bidirectional: true });
      block.initialize();
      const x = np.random.normal(0, 1, [5, 2, 3]);
      block.call(x);
      const own = Object.fromEntries(theirs.namedParameters());
      for (const [layer, way] of [
        [0, "l"],
        [0, "r"],
        [1, "l"],
        [1, "r"],
      ] as const)
        for (const [ours, part] of [
          ["i2h_weight", "weightIh"],
          ["h2h_weight", "weightHh"],
          ["i2h_bias", "biasIh"],
          ["h2h_bias", "biasHh"],
        ])
          block
            .collectParams()
            .get(`${way}${layer}_${ours}`)!
            .setData(np.array(own[`${part}L${layer}${way === "r" ? "Reverse" : ""}`]!));
      const [output, states] = block.call(x, block.beginState(2)) as [NDArray, NDArray[]];
      const [wanted, last] = theirs.call(torch.tensor(x));
      expectNear(output, wanted);
      for (const [i, state] of states.entries()) expectNear(state, last instanceof torch.Tensor ? last : last[i]);
      expectNear(block.call(x) as NDArray, wanted);
      const cell = new rnn[`${name}Cell`](4);
      cell.initialize();
      expect(cell.call(x.at(0) as NDArray, cell.beginState(2))[0].shape).toEqual([2, 4]);
    });
});

describe("losses", () => {
  const prediction = () => np.random.normal(0, 1, [4, 3]);
  const each = { reduction: "none" } as const;
  test("of classes", () => {
    const x = prediction();
    const y = np.array([0, 2, 1, 1]);
    const wanted = torch.nn.functional.crossEntropy(torch.tensor(x), torch.tensor(y).to("int32"), each);
    expectNear(new loss.SoftmaxCrossEntropyLoss().call(x, y), wanted);
    const share = npx.oneHot(y.astype("int32"), 3);
    expectNear(new loss.SoftmaxCELoss({ sparseLabel: false }).call(x, share), wanted);
    expectNear(new loss.SoftmaxCELoss({ fromLogits: true }).call(npx.logSoftmax(x), y), wanted);
  });
  test("of yes and no", () => {
    const x = prediction();
    const y = np.array([
      [1, 0, 1],
      [0, 0, 1],
      [1, 1, 0],
      [0, 1, 0],
    ]);
    const wanted = torch.nn.functional.binaryCrossEntropyWithLogits(torch.tensor(x), torch.tensor(y), each).mean(1);
    expectNear(new loss.SigmoidBCELoss().call(x, y), wanted);
    expectNear(new loss.SigmoidBCELoss({ fromSigmoid: true }).call(npx.sigmoid(x), y), wanted);
    expect(new loss.HingeLoss().call(np.array([[0.5]]), np.array([[1]])).tolist()).toEqual([0.5]);
  });
  test("of distributions", () => {
    const p = npx.softmax(prediction());
    expectNear(new loss.KLDivLoss().call(np.log(p), p), np.zeros([4]));
  });
});

describe("the Trainer goes PyTorch's way", () => {
  const ways: Record<
    string,
    [gluon.OptimizerName, gluon.OptimizerParams, (p: torch.Tensor[]) => torch.optim.Optimizer]
  > = {
    sgd: [
      "sgd",
      { learningRate: 0.1, momentum: 0.9, wd: 0.01 },
      (p) => new torch.optim.SGD(p, { lr: 0.1, momentum: 0.9, weightDecay: 0.01 }),
    ],
    nag: ["nag", { learningRate: 0.05 }, (p) => new torch.optim.SGD(p, { lr: 0.05, momentum: 0.9, nesterov: true })],
    adam: ["adam", { learningRate: 0.05 }, (p) => new torch.optim.Adam(p, { lr: 0.05 })],
    adamw: ["adamw", { learningRate: 0.05, wd: 0.1 }, (p) => new torch.optim.AdamW(p, { lr: 0.05, weightDecay: 0.1 })],
    rmsprop: ["rmsprop", { learningRate: 0.01, rho: 0.9 }, (p) => new torch.optim.RMSprop(p, { lr: 0.01, alpha: 0.9 })],
    adagrad: ["adagrad", { learningRate: 0.1, epsilon: 1e-10 }, (p) => new torch.optim.Adagrad(p, { lr: 0.1 })],
    adadelta: ["adadelta", { learningRate: 1 }, (p) => new torch.optim.Adadelta(p, { lr: 1 })],
  };
  for (const [name, [optimizer, settings, theirs]] of Object.entries(ways))
    test(name, () => {
      const start = np.random.normal(0, 1, [3, 2]);
      const parameter = new gluon.Parameter("w", { shape: [3, 2] });
      parameter.initialize(new init.Zero());
      parameter.setData(start);
      const trainer = new gluon.Trainer([parameter], optimizer, settings);
      const w = torch.tensor(start).requiresGrad_();
      const other = theirs([w]);
      for (let i = 0; i < 20; i++) {
        autograd
          .record(() =>
            parameter
              .data()
              .square()
              .mul(
                np.array([
                  [1, 2],
                  [3, 4],
                  [5, 6],
                ]),
              )
              .sum(),
          )
          .backward();
        trainer.step(1);
        other.zeroGrad();
        w.pow(2)
          .mul(
            torch.tensor([
              [1, 2],
              [3, 4],
              [5, 6],
            ]),
          )
          .sum()
          .backward();
        other.step();
      }
      expectNear(parameter.data(), w, 1e-5);
    });

  test.each([4, 400])("divides gradients by the batch's size, then cuts them: of %i numbers", (size) => {
    const parameter = new gluon.Parameter("w", { shape: [size] });
    parameter.initialize(new init.Zero());
    const trainer = new gluon.Trainer([parameter], "sgd", { learningRate: 1, clipGradient: 2 });
    const slopes = Array.from({ length: size }, (_, i) => [1, -3, 10, -40][i % 4]!);
    autograd.record(() => parameter.data().mul(np.array(slopes)).sum()).backward();
    trainer.step(4);
    expect(parameter.data().tolist()).toEqual(slopes.map((_, i) => [-0.25, 0.75, -2, 2][i % 4]));
  });

  test("with rates that change", () => {
    const rates = (schedule: (update: number) => number) =>
      [0, 1, 2, 3, 4, 5].map((n) => Number(schedule(n).toFixed(4)));
    expect(rates(lrScheduler.FactorScheduler({ step: 2, factor: 0.5, baseLr: 1 }))).toEqual([1, 1, 1, 0.5, 0.5, 0.25]);
    expect(rates(lrScheduler.MultiFactorScheduler({ step: [1, 4], factor: 0.1, baseLr: 1 }))).toEqual([
      1, 1, 0.1, 0.1, 0.1, 0.01,
    ]);
    expect(rates(lrScheduler.CosineScheduler({ maxUpdate: 4, baseLr: 1, warmupSteps: 2 }))).toEqual([
      0, 0.5, 1, 0.5, 0, 0,
    ]);
    expect(rates(lrScheduler.PolyScheduler({ maxUpdate: 4, baseLr: 1 }))).toEqual([1, 0.5625, 0.25, 0.0625, 0, 0]);
    const trainer = new gluon.Trainer([], "sgd", { learningRate: 0.5 });
    trainer.setLearningRate(0.1);
    expect(trainer.learningRate).toBe(0.1);
  });
});

describe("hybridize", () => {
  const make = () => {
    np.random.seed(1);
    const net = new nn.HybridSequential();
    net.add(
      new nn.Conv2D(4, 3, { activation: "relu" }),
      new nn.BatchNorm(),
      new nn.MaxPool2D(),
      new nn.Dropout(0.3),
      new nn.Dense(3),
    );
    net.initialize(new init.Xavier());
    return net;
  };
  const train = (net: gluon.HybridBlock) => {
    np.random.seed(2);
    const trainer = new gluon.Trainer(net.collectParams(), "adam");
    const lossOf = new loss.SoftmaxCrossEntropyLoss();
    const losses = Array.from({ length: 6 }, () => {
      const [X, y] = [np.random.normal(0, 1, [4, 2, 8, 8]), np.random.randint(0, 3, [4])];
      const value = autograd.record(() => lossOf.call(net.call(X), y));
      value.backward();
      trainer.step(4);
      return value.mean().item();
    });
    const state = [...net.collectParams()].map(([name, one]) => [name, one.data().tolist()]);
    return [losses, state, net.call(np.ones([1, 2, 8, 8])).tolist()];
  };
  test("changes no number", () => {
    const [eager, planned] = [make(), make()];
    planned.hybridize();
    expect(train(planned)).toEqual(train(eager));
  });
  test("calls forward no more", () => {
    let calls = 0;
    class Counted extends nn.HybridBlock {
      override forward(x: NDArray): NDArray {
        calls += 1;
        return x.mul(2);
      }
    }
    const block = new Counted();
    block.hybridize();
    for (let i = 0; i < 5; i++) expect(block.call(np.array([i])).tolist()).toEqual([2 * i]);
    expect(calls).toBe(2);
    block.hybridize(false);
    block.call(np.ones([1]));
    expect(calls).toBe(3);
  });
});

test("parameters are saved and loaded, and refused where they do not fit", () => {
  const [from, to] = [new nn.Dense(2, { inUnits: 3 }), new nn.Dense(2, { inUnits: 3 })];
  for (const one of [from, to]) one.initialize();
  to.loadParameters(from.saveParameters());
  expect(to.weight.data().tolist()).toEqual(from.weight.data().tolist());
  expect(() => new nn.Dense(2, { inUnits: 4 }).loadParameters(from.saveParameters())).toThrow(
    "Parameter 'weight' has the shape [2, 4], but the file [2, 3]",
  );
  expect(() => new nn.Dense(2, { useBias: false }).loadParameters(from.saveParameters())).toThrow(
    "Parameter 'bias' loaded from the file is not present in this block",
  );
});

test("initializers", () => {
  const drawn = (one: init.Initializer) => {
    const out = new Float32Array(20000);
    one.fill(out, [100, 200]);
    return torch.tensor(out);
  };
  const bound = Math.sqrt(3 / 150);
  const uniform = drawn(new init.Xavier());
  expect(uniform.abs().max().item()).toBeLessThanOrEqual(bound);
  expect(uniform.std().item()).toBeCloseTo(bound / Math.sqrt(3), 3);
  expect(drawn(new init.MSRAPrelu("in", 0)).std().item()).toBeCloseTo(Math.sqrt(2 / 200), 3);
  expect(drawn(new init.One()).sum().item()).toBe(20000);
  expect(() => new init.Xavier().fill(new Float32Array(3), [3])).toThrow("requires at least 2D");
  for (const rndType of ["uniform", "normal"] as const) {
    const rows = np.zeros([4, 6]);
    new init.Orthogonal(2, rndType).fill(rows.storage.array, [4, 3, 2]);
    expectNear(np.dot(rows, rows.T), np.eye(4).mul(4), 1e-5);
    const columns = np.zeros([5, 3]);
    new init.Orthogonal(1, rndType).fill(columns.storage.array, [5, 3]);
    expectNear(np.dot(columns.T, columns), np.eye(3), 1e-6);
  }
});

test("npx", () => {
  const x = np.array([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(npx.pick(x, np.array([2, 0])).tolist()).toEqual([3, 4]);
  expect(npx.topk(x, { k: 2, retTyp: "value" }).tolist()).toEqual([
    [3, 2],
    [6, 5],
  ]);
  expect(npx.topk(x).tolist()).toEqual([[2], [2]]);
  const both = npx.topk(x, { k: 2, axis: 0, isAscend: true, retTyp: "both" });
  expect(both.map((one) => one.tolist())).toEqual([
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    [
      [0, 0, 0],
      [1, 1, 1],
    ],
  ]);
  expect(npx.sequenceMask(x, np.array([1, 2]), { axis: 1, value: -1 }).tolist()).toEqual([
    [1, -1, -1],
    [4, 5, -1],
  ]);
  expect(npx.sequenceMask(x, np.array([1, 2, 0])).tolist()).toEqual([
    [1, 2, 0],
    [0, 5, 0],
  ]);
  expect(npx.softmax(np.zeros([1, 4]), -1, { length: np.array([2]) }).tolist()).toEqual([[0.5, 0.5, 0, 0]]);
  expect(npx.maskedSoftmax(np.zeros([1, 3]), np.array([[1, 0, 1]])).tolist()).toEqual([[0.5, 0, 0.5]]);
  expect(npx.batchDot(x.reshape(2, 1, 3), x.reshape(2, 1, 3), { transposeB: true }).tolist()).toEqual([[[14]], [[77]]]);
  expect(npx.pooling(np.arange(4).reshape([1, 1, 2, 2]), { globalPool: true, poolType: "avg" }).tolist()).toEqual([
    [[[1.5]]],
  ]);
  expect(gluon.utils.splitAndLoad(x, [npx.cpu(), npx.cpu(1)]).map((one) => one.tolist())).toEqual([
    [[1, 2, 3]],
    [[4, 5, 6]],
  ]);
  expect(gluon.utils.clipGlobalNorm([x], 1)).toBeCloseTo(Math.sqrt(91));
  expect(x.square().sum().item()).toBeCloseTo(1, 5);
});

test("npx.batchNorm and npx.layerNorm", () => {
  const x = np.random.normal(0, 1, [4, 3]);
  const [gamma, beta] = [np.array([1, 2, 3]), np.array([0, 1, -1])];
  const running = () => [np.zeros([3]), np.ones([3])] as const;
  const normal = new torch.nn.BatchNorm1d(3, { eps: 1e-3 }).call(toTorch(x)).detach();
  const [mean, variance] = running();
  const scaled = autograd.record(() => npx.batchNorm(x, gamma, beta, mean, variance, { fixGamma: false }));
  expectNear(scaled, normal.mul(toTorch(gamma)).add(toTorch(beta)), 1e-5);
  expectNear(mean, toTorch(x).mean(0).mul(0.1), 1e-6);
  // By default gamma counts as ones; and outside of training nothing moves.
  const fixed = autograd.record(() => npx.batchNorm(x, gamma, beta, ...running()));
  expectNear(fixed, normal.add(toTorch(beta)), 1e-5);
  const [still, spread] = running();
  expectNear(npx.batchNorm(x, gamma, null, still, spread, { eps: 0 }), x);
  const held = autograd.record(() => npx.batchNorm(x, gamma, null, still, spread, { eps: 0, useGlobalStats: true }));
  expectNear(held, x);
  expect(still.tolist()).toEqual([0, 0, 0]);
  expectNear(
    npx.layerNorm(x, gamma, beta),
    torch.nn.functional.layerNorm(toTorch(x), [3], toTorch(gamma), toTorch(beta)),
    1e-5,
  );
  expect(() => npx.layerNorm(x, np.ones([4]), null)).toThrow("layerNorm: gamma of shape [4] for 3 channels");
});
