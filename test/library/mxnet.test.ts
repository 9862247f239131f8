// MXNet's dialect: what its users expect of names, defaults and errors.

import { describe, expect, test } from "vitest";
import { autograd, gluon, init, np, npx } from "../../src/library/mxnet/index.ts";

describe("autograd", () => {
  test("records inside of record alone", () => {
    const x = np.array([1, 2, 3]);
    x.attachGrad();
    expect(`${x.grad}`).toBe("[0. 0. 0.]");
    const y = autograd.record(() => x.mul(x).sum());
    y.backward();
    expect(`${x.grad}`).toBe("[2. 4. 6.]");
    expect(() => x.mul(2).backward()).toThrow(
      "cannot differentiate an array that was not computed inside autograd.record",
    );
  });

  test("writes the gradient anew, or adds to it, as grad_req says", () => {
    for (const [gradReq, expected] of [
      ["write", "[2.]"],
      ["add", "[4.]"],
    ] as const) {
      const x = np.ones(1);
      x.attachGrad(gradReq);
      for (let i = 0; i < 2; i++) autograd.record(() => x.mul(x)).backward();
      expect(`${x.grad}`).toBe(expected);
    }
  });

  test("pause leaves out, detach cuts off", () => {
    const x = np.array([3]);
    x.attachGrad();
    autograd.record(() => x.mul(autograd.pause(() => x.mul(x)))).backward();
    expect(`${x.grad}`).toBe("[9.]");
    autograd.record(() => x.mul(x.detach())).backward();
    expect(`${x.grad}`).toBe("[3.]");
  });

  test("knows whether it records and trains, also when a scope throws", () => {
    const state = () => [autograd.isRecording(), autograd.isTraining()];
    expect(state()).toEqual([false, false]);
    expect(autograd.record(state)).toEqual([true, true]);
    expect(autograd.record(state, { trainMode: false })).toEqual([true, false]);
    expect(autograd.record(() => autograd.pause(state))).toEqual([false, false]);
    expect(() =>
      autograd.record(() => {
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(state()).toEqual([false, false]);
  });

  test("refuses changes in place while it records", () => {
    const x = np.ones(2);
    x.attachGrad();
    expect(() => autograd.record(() => x.sub_(1))).toThrow("inplace operations (+=, -=, x[:]=, etc) are not supported");
    expect(`${x.sub_(1)}`).toBe("[0. 0.]");
    expect(`${x.grad}`).toBe("[0. 0.]");
    expect(() => np.array([1], { dtype: "int32" }).attachGrad()).toThrow("an array of int32 has no gradient");
  });
});

describe("gluon", () => {
  test("a dense layer waits for its first input, and says so", () => {
    const net = new gluon.nn.Dense(2);
    expect(() => net.forward(np.ones([1, 3]))).toThrow(
      "Parameter weight has not been initialized. Call initialize() of its block first.",
    );
    net.initialize(new init.Normal(0.01));
    expect(() => net.weight.data()).toThrow("is not there before its block has seen an input");
    expect(net.call(np.ones([4, 3])).shape).toEqual([4, 2]);
    expect(net.weight.data().shape).toEqual([2, 3]);
    expect(`${net.bias!.data()}`).toBe("[0. 0.]");
    // The blocks are types too.
    const layer: gluon.nn.Dense = net;
    expect(layer.units).toBe(2);
  });

  test("names the parameters of blocks in blocks", () => {
    const net = new gluon.nn.Sequential();
    net.add(new gluon.nn.Dense(3, { activation: "relu" }), new gluon.nn.Dense(1));
    net.initialize();
    net.call(np.ones([2, 4]));
    expect([...net.collectParams().keys()]).toEqual([
      "layers.0.weight",
      "layers.0.bias",
      "layers.1.weight",
      "layers.1.bias",
    ]);
  });

  test("the trainer divides by the batch size", () => {
    const net = new gluon.nn.Dense(1);
    net.initialize(new init.Constant(1));
    const X = np.array([[1], [3]]);
    net.call(X);
    const trainer = new gluon.Trainer(net.collectParams(), "sgd", { learningRate: 0.5 });
    autograd.record(() => net.call(X).sum()).backward();
    trainer.step(2);
    // 1 - 0.5 · (1 + 3) / 2
    expect(`${net.weight.data()}`).toBe("[[0.]]");
    expect(`${net.bias!.data()}`).toBe("[-0.5]");
  });

  test("losses are one number an example", () => {
    const [prediction, label] = [np.array([[1], [5]]), np.array([[3], [2]])];
    expect(`${new gluon.loss.L2Loss().call(prediction, label)}`).toBe("[2.  4.5]");
    expect(`${new gluon.loss.L1Loss().call(prediction, label)}`).toBe("[2. 3.]");
    expect(`${new gluon.loss.HuberLoss().call(prediction, label)}`).toBe("[1.5 2.5]");
  });

  test("a data loader goes through all examples, the last batch smaller", () => {
    const dataset = new gluon.data.ArrayDataset(np.arange(5).reshape(5, 1), np.arange(5));
    const loader = new gluon.data.DataLoader(dataset, 2);
    expect(loader.length).toBe(3);
    expect([...loader].map(([X, y]) => `${X.shape} ${y}`)).toEqual(["2,1 [0. 1.]", "2,1 [2. 3.]", "1,1 [4.]"]);
    const shuffled = [...new gluon.data.DataLoader(dataset, 2, { shuffle: true })].flatMap(([, y]) => [...y.toArray()]);
    expect(shuffled.sort()).toEqual([0, 1, 2, 3, 4]);
    expect(() => new gluon.data.ArrayDataset(np.ones(2), np.ones(3))).toThrow("all arrays must have the same length");
  });
});

describe("np", () => {
  test("arrays print as MXNet's do", () => {
    const display = (a: np.NDArray) => (a as never as Record<symbol, () => unknown>)[Symbol.for("Jupyter.display")]();
    expect(display(np.array([1, 2.5]))).toEqual({ "text/plain": "array([1. , 2.5])" });
    expect(display(np.array([1, 2], { dtype: "int32" }))).toEqual({ "text/plain": "array([1, 2], dtype=int32)" });
    expect(display(np.ones([2, 2]))).toEqual({ "text/plain": "array([[1., 1.],\n       [1., 1.]])" });
  });

  test("the same seed gives the same numbers", () => {
    const draw = () => {
      np.random.seed(7);
      return `${np.random.normal(0, 1, [2, 2])} ${np.random.uniform(0, 1, [2])}`;
    };
    expect(draw()).toBe(draw());
  });

  test("shapes that do not fit are said with the operation", () => {
    expect(() => np.ones([2, 3]).dot(np.ones([2, 3]))).toThrow(
      "matmul: shapes [2, 3] and [2, 3] cannot be multiplied (3 and 2 differ)",
    );
    expect(() => np.ones([2]).add(np.ones([3]))).toThrow(/add.*\[2\].*\[3\]/);
  });

  test("npx has what NumPy has not", () => {
    expect(`${npx.relu(np.array([-1, 2]))}`).toBe("[0. 2.]");
    expect(npx.softmax(np.ones([1, 4])).tolist()).toEqual([[0.25, 0.25, 0.25, 0.25]]);
  });
});

test("arrays have the methods that NumPy's have", () => {
  const x = np.array([
    [3, 1, 2],
    [0, 5, 4],
  ]);
  expect(x.argmin({ axis: 1 }).tolist()).toEqual([1, 0]);
  expect([x.all().item(), x.any().item()]).toEqual([0, 1]);
  expect(x.clip(1, 3).tolist()).toEqual([
    [3, 1, 2],
    [1, 3, 3],
  ]);
  expect(x.sort().tolist()).toEqual([
    [1, 2, 3],
    [0, 4, 5],
  ]);
  expect(x.argsort(0).at(0).tolist()).toEqual([1, 0, 0]);
  expect(x.swapaxes(0, 1).shape).toEqual([3, 2]);
  expect(x.take(np.array([2, 0], { dtype: "int32" }), 1).tolist()).toEqual([
    [2, 3],
    [4, 0],
  ]);
  expect(x.at(0).repeat(2).tolist()).toEqual([3, 3, 1, 1, 2, 2]);
  expect(x.ravel().asnumpy()).toEqual([3, 1, 2, 0, 5, 4]);
  const copy = np.zeros([2, 3]);
  expect(x.copyto(copy)).toBe(copy);
  expect(copy.asInCtx(x.ctx).tolist()).toEqual(x.tolist());
});

test("several heads are differentiated at once", () => {
  const x = np.array([1, 2]);
  x.attachGrad();
  const heads = autograd.record(() => [x.mul(x), x.mul(3)]);
  autograd.backward(heads, [np.ones(2), np.array([1, 10])]);
  expect(x.grad?.tolist()).toEqual([5, 34]);
});

test("npx.save and npx.load keep an array, a list and a record", () => {
  const [a, b] = [np.array([1, 2]), np.array([[3]])];
  const listed = npx.load(npx.save([a, b])) as (typeof a)[];
  expect(listed.map((one) => one.tolist())).toEqual([[1, 2], [[3]]]);
  expect((npx.load(npx.save(a)) as (typeof a)[])[0]?.tolist()).toEqual([1, 2]);
  const named = npx.load(npx.save({ w: a, b })) as Record<string, typeof a>;
  expect([named.w?.tolist(), named.b?.tolist()]).toEqual([[1, 2], [[3]]]);
});
