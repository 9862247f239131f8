// What MXNet's NumPy and TensorFlow call by other names than PyTorch: each beside the PyTorch dialect, whose values are PyTorch's.

import { beforeEach, describe, expect, test } from "vitest";
import { gluon, np } from "../../src/library/mxnet/index.ts";
import type { Tensor } from "../../src/library/tensor/index.ts";
import * as tf from "../../src/library/tensorflow/index.ts";
import * as torch from "../../src/library/torch/index.ts";

beforeEach(() => {
  torch.manualSeed(0);
});

function expectSame(actual: Tensor, wanted: torch.Tensor, tolerance = 1e-5): void {
  expect(actual.shape).toEqual(wanted.shape);
  const apart = torch.tensor(actual).double().sub(wanted.double()).abs();
  expect(apart.numel() === 0 ? 0 : apart.max().item()).toBeLessThan(tolerance);
}

describe("np", () => {
  const [x, y] = [torch.randn(3, 4), torch.randn(3, 4)];
  const [a, b] = [np.array(x), np.array(y)];
  const bits = torch.tensor([5, 3, 12], { dtype: "int32" });
  const cases: Record<string, () => readonly [Tensor, torch.Tensor]> = {
    absolute: () => [np.absolute(a), x.abs()],
    rint: () => [np.rint(a), x.round()],
    log10: () => [np.log10(np.absolute(a)), x.abs().log10()],
    arctan2: () => [np.arctan2(a, b), x.atan2(y)],
    arcsinh: () => [np.arcsinh(a), x.asinh()],
    arccosh: () => [np.arccosh(np.absolute(a).add(1)), x.abs().add(1).acosh()],
    arctanh: () => [np.arctanh(np.tanh(a)), x],
    degrees: () => [np.degrees(a), x.rad2deg()],
    radians: () => [np.radians(a), x.deg2rad()],
    hypot: () => [np.hypot(a, b), x.hypot(y)],
    fmod: () => [np.fmod(a, 0.5), x.fmod(0.5)],
    isinf: () => [np.isinf(np.divide(a, 0)), torch.ones(3, 4)],
    logicalXor: () => [np.logicalXor(np.greater(a, 0), np.greater(b, 0)), x.gt(0).logicalXor(y.gt(0))],
    bitwiseAnd: () => [np.bitwiseAnd(np.array(bits), 6), bits.bitwiseAnd(6)],
    bitwiseOr: () => [np.bitwiseOr(np.array(bits), 6), bits.bitwiseOr(6)],
    bitwiseXor: () => [np.bitwiseXor(np.array(bits), 6), bits.bitwiseXor(6)],
    nanToNum: () => [np.nanToNum(np.array([np.nan, 1]), { nan: 7 }), torch.tensor([7, 1])],
    cumprod: () => [np.cumprod(a, 1), x.cumprod(1)],
    quantile: () => [np.quantile(a, 0.3, { axis: 0 }), x.quantile(0.3, 0)],
    percentile: () => [np.percentile(a, 30), x.quantile(0.3)],
    average: () => [
      np.average(a, { axis: 1, weights: np.array([1, 2, 3, 4]) }),
      x.matmul(torch.tensor([0.1, 0.2, 0.3, 0.4])),
    ],
    unique: () => [np.unique(np.sign(a)), x.sign().unique()],
    bincount: () => [np.bincount(np.array(bits), { minlength: 15 }), bits.bincount({ minlength: 15 })],
    histogram: () => [np.histogram(a, 4, { range: [-1, 1] })[0], x.histc(4, { min: -1, max: 1 })],
    nonzero: () => [np.nonzero(np.greater(a, 0))[1]!, x.gt(0).nonzero().at(":", 1)],
    vdot: () => [np.vdot(a, b), x.mul(y).sum()],
    inner: () => [np.inner(a, b), torch.inner(x, y)],
    trace: () => [np.trace(np.array(x.at(":", ":3"))), x.at(":", ":3").trace()],
    ravel: () => [np.ravel(a), x.ravel()],
    moveaxis: () => [np.moveaxis(a, 0, 1), x.t()],
    roll: () => [np.roll(a, 1, { axis: 1 }), x.roll(1, 1)],
    append: () => [np.append(a, b), torch.cat([x.ravel(), y.ravel()])],
    pad: () => [
      np.pad(a, [
        [1, 0],
        [0, 2],
      ]),
      torch.nn.functional.pad(x, [0, 2, 1, 0]),
    ],
    meshgrid: () => [
      np.meshgrid([np.arange(3), np.arange(2)])[1]!,
      torch.meshgrid(torch.arange(3), torch.arange(2), { indexing: "xy" })[1]!,
    ],
    columnStack: () => [np.columnStack([np.arange(3), a]), torch.columnStack([torch.arange(3), x])],
    eye: () => [np.eye(3, { m: 4, k: 1 }), torch.diag(torch.ones(3), 1).at(":3")],
    pinv: () => [np.linalg.pinv(a), x.pinverse()],
    svd: () => [np.linalg.svd(a)[1], torch.linalg.svdvals(x)],
    qr: () => [np.linalg.qr(a)[1], torch.linalg.qr(x).R],
    eigh: () => [np.linalg.eigh(np.dot(a, a.T))[0], torch.linalg.eigvalsh(x.mm(x.t()))],
    slogdet: () => [np.linalg.slogdet(np.dot(a, a.T))[1], x.mm(x.t()).logdet()],
  };
  test.each(Object.entries(cases))("%s", (_name, make) => expectSame(...make(), 1e-4));
});

describe("tf", () => {
  const [x, y] = [torch.randn(3, 4), torch.randn(3, 4)];
  const [a, b] = [tf.constant(x), tf.constant(y)];
  const cases: Record<string, () => readonly [Tensor, torch.Tensor]> = {
    asin: () => [tf.asin(tf.tanh(a)), x.tanh().asin()],
    acos: () => [tf.acos(tf.tanh(a)), x.tanh().acos()],
    atan2: () => [tf.atan2(a, b), x.atan2(y)],
    sinh: () => [tf.sinh(a), x.sinh()],
    cosh: () => [tf.cosh(a), x.cosh()],
    asinh: () => [tf.asinh(a), x.asinh()],
    acosh: () => [tf.acosh(tf.add(tf.abs(a), 1)), x.abs().add(1).acosh()],
    atanh: () => [tf.atanh(tf.tanh(a)), x],
    isInf: () => [tf.math.isInf(a), torch.zeros(3, 4)],
    logicalXor: () => [tf.math.logicalXor(tf.greater(a, 0), tf.greater(b, 0)), x.gt(0).logicalXor(y.gt(0))],
    xlogy: () => [tf.math.xlogy(a, tf.abs(b)), x.xlogy(y.abs())],
    divideNoNan: () => [tf.math.divideNoNan(a, tf.zerosLike(a)), torch.zeros(3, 4)],
    bincount: () => [tf.math.bincount(tf.constant([1, 3, 1], { dtype: "int32" })), torch.tensor([0, 2, 0, 1])],
    sequenceMask: () => [
      tf.sequenceMask(tf.constant([1, 3])),
      torch.tensor([
        [1, 0, 0],
        [1, 1, 1],
      ]),
    ],
    meshgrid: () => [
      tf.meshgrid(tf.range(3), tf.range(2))[0]!,
      torch.meshgrid(torch.arange(3), torch.arange(2), { indexing: "xy" })[0]!,
    ],
    mapFn: () => [tf.mapFn((row) => tf.reduceSum(row), a), x.sum(1)],
    eye: () => [tf.eye(2, { numColumns: 3 }), torch.eye(2, 3)],
    "linalg.matvec": () => [tf.linalg.matvec(a, tf.ones([4])), x.sum(1)],
    "linalg.norm": () => [tf.linalg.norm(a, { ord: 1, axis: 0 }), x.norm(1, 0)],
    "linalg.bandPart": () => [tf.linalg.bandPart(a, 1, 0), x.tril().triu(-1)],
    "linalg.pinv": () => [tf.linalg.pinv(a), x.pinverse()],
    "linalg.svd": () => [tf.linalg.svd(a).s, torch.linalg.svdvals(x)],
    "linalg.qr": () => [tf.linalg.qr(a).r, torch.linalg.qr(x).R],
    "linalg.eigh": () => [tf.linalg.eigh(tf.matmul(a, tf.transpose(a))).e, torch.linalg.eigvalsh(x.mm(x.t()))],
  };
  test.each(Object.entries(cases))("%s", (_name, make) => expectSame(...make(), 1e-4));

  test("metrics", () => {
    const right = new tf.metrics.BinaryAccuracy({ threshold: 0.2 });
    right.updateState(tf.constant([1, 0, 1]), tf.constant([0.3, 0.1, 0.1]));
    expect(right.result()).toBeCloseTo(2 / 3, 6);
    const error = new tf.metrics.MeanSquaredError();
    error.updateState(tf.constant([1, 3]), tf.constant([1, 1]));
    expect(error.result()).toBe(2);
  });
  test("schedules are made with new, too", () => {
    const { PiecewiseConstantDecay } = tf.optimizers.schedules;
    const schedule = new PiecewiseConstantDecay({ boundaries: [1], values: [1, 0.1] });
    expect([0, 1, 2].map(schedule)).toEqual([1, 1, 0.1]);
  });
});

describe("gluon", () => {
  const { nn, data } = gluon;
  test("transposed convolutions", () => {
    const module = new torch.nn.ConvTranspose2d(4, 6, 3, { stride: 2, padding: 1, outputPadding: 1, groups: 2 });
    const layer = new nn.Conv2DTranspose(6, 3, { strides: 2, padding: 1, outputPadding: 1, groups: 2 });
    layer.initialize();
    const x = torch.randn(2, 4, 3, 5);
    layer.call(np.array(x));
    layer.weight.setData(np.array(module.weight.detach()));
    layer.bias!.setData(np.array(module.bias!.detach()));
    expectSame(layer.call(np.array(x)), module.call(x).detach());
  });
  test("blocks side by side", () => {
    const net = new nn.HybridConcatenate({ axis: 1 });
    net.add(new nn.Identity(), new nn.Flatten());
    expect(net.call(np.ones([2, 3])).shape).toEqual([2, 6]);
    expect(net.at(-1)).toBeInstanceOf(nn.Flatten);
  });
  test("what an epoch leaves over begins the next one", () => {
    const loader = new data.DataLoader(new data.ArrayDataset(np.arange(5)), 2, { lastBatch: "rollover" });
    const epoch = () => [...loader].map(([x]) => x!.tolist());
    expect(loader.length).toBe(2);
    expect(epoch()).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(loader.length).toBe(3);
    expect(epoch()).toEqual([
      [4, 0],
      [1, 2],
      [3, 4],
    ]);
    expect(epoch()).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });
  test("batches of any examples", () => {
    const words = new data.SimpleDataset(["a", "bc", "def"]).transform((word) => word.length);
    const loader = new data.DataLoader(words, 2, { batchifyFn: (lengths) => Math.max(...lengths) });
    expect([...loader]).toEqual([2, 3]);
    expect(() => new data.DataLoader(words, 2, { shuffle: true, sampler: new data.RandomSampler(3) })).toThrow(
      "sampler",
    );
  });
});
