// TensorFlow's dialect: what its users expect of names, defaults and errors.

import { describe, expect, test } from "vitest";
import * as tf from "../../src/library/tensorflow/index.ts";

const display = (a: object) =>
  (a as Record<symbol, () => { "text/plain": string }>)[Symbol.for("Jupyter.display")]()["text/plain"];

describe("tf.GradientTape", () => {
  test("gives gradients by variables, and by what is watched", () => {
    const v = new tf.Variable([1, 2]);
    const x = tf.constant([3, 4]);
    const tape = new tf.GradientTape();
    const y = tape.record(() => {
      tape.watch(x);
      return tf.reduceSum(tf.multiply(v, x));
    });
    expect(tape.gradient(y, [v, x]).map((one) => one.numpy())).toEqual([
      [3, 4],
      [1, 2],
    ]);
  });

  test("is used once, unless it is persistent", () => {
    const v = new tf.Variable(3);
    const once = new tf.GradientTape();
    const y = once.record(() => v.mul(v));
    expect(once.gradient(y, v).numpy()).toBe(6);
    expect(() => once.gradient(y, v)).toThrow(
      "A non-persistent GradientTape can only be used to compute one set of gradients",
    );
    const tape = new tf.GradientTape({ persistent: true });
    const z = tape.record(() => v.mul(v));
    expect([tape.gradient(z, v).numpy(), tape.gradient(z, v).numpy()]).toEqual([6, 6]);
  });

  test("nests: gradients of gradients", () => {
    const x = new tf.Variable(2);
    const outer = new tf.GradientTape();
    const slope = outer.record(() => {
      const inner = new tf.GradientTape();
      const y = inner.record(() => x.mul(x).mul(x));
      return inner.gradient(y, x);
    });
    expect(slope.numpy()).toBe(12);
    expect(outer.gradient(slope, x).numpy()).toBe(12);
  });

  test("records nothing outside of it, and says when there is nothing", () => {
    const v = new tf.Variable(1);
    const y = v.mul(2);
    const tape = new tf.GradientTape();
    expect(() => tape.gradient(y, v)).toThrow("the target does not depend on source 0 of shape ()");
    const fixed = new tf.Variable(1, { trainable: false });
    const zero = new tf.GradientTape();
    const z = zero.record(() => fixed.mul(2));
    expect(zero.gradient(z, fixed, { unconnectedGradients: "zero" }).numpy()).toBe(0);
  });
});

describe("tf.Variable", () => {
  test("is changed in place, and its results are not", () => {
    const v = new tf.Variable([1, 2]);
    const before = v.value();
    const doubled = v.mul(2);
    v.assignAdd([1, 1]).assignSub(0.5);
    expect(v.numpy()).toEqual([1.5, 2.5]);
    expect([before.numpy(), doubled.numpy()]).toEqual([
      [1, 2],
      [2, 4],
    ]);
    expect(doubled).not.toBeInstanceOf(tf.Variable);
    expect(() => v.assign([1, 2, 3])).toThrow(/\[3\].*\[2\]|\[2\].*\[3\]/);
  });

  test("tensors are not", () => {
    expect(() => tf.constant([1, 2]).set([0], 5)).toThrow("'Tensor' object does not support item assignment");
  });

  test("both print as TensorFlow's do", () => {
    expect(display(tf.constant([1, 2]))).toBe(
      "<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>",
    );
    expect(display(tf.constant(1.5))).toBe("<tf.Tensor: shape=(), dtype=float32, numpy=1.5>");
    expect(display(tf.constant([[1], [2]], { dtype: "int32" }))).toBe(
      "<tf.Tensor: shape=(2, 1), dtype=int32, numpy=\narray([[1],\n       [2]], dtype=int32)>",
    );
    expect(display(new tf.Variable([1, 2]))).toBe(
      "<tf.Variable 'Variable:0' shape=(2,) dtype=float32, numpy=array([1., 2.], dtype=float32)>",
    );
    expect(`${tf.constant([1, 2])}`).toBe("tf.Tensor([1. 2.], shape=(2,), dtype=float32)");
    expect(`${tf.ones([2, 2])}`).toBe("tf.Tensor(\n[[1. 1.]\n [1. 1.]], shape=(2, 2), dtype=float32)");
  });
});

describe("keras", () => {
  const { layers, losses, optimizers, initializers } = tf.keras;

  test("a layer makes its variables at the first input", () => {
    const layer: tf.keras.layers.Dense = new layers.Dense(2, { kernelInitializer: new initializers.Zeros() });
    expect(layer.trainableVariables).toEqual([]);
    expect(layer.call(tf.ones([3, 4])).numpy()).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
    expect(layer.trainableVariables.map((one) => one.shape)).toEqual([[4, 2], [2]]);
  });

  test("a model finds the variables of its layers", () => {
    const net = new tf.keras.Sequential([new layers.Dense(3, { activation: "relu" }), new layers.Dense(1)]);
    net.call(tf.ones([1, 2]));
    expect(net.trainableVariables.map((one) => one.shape)).toEqual([[2, 3], [3], [3, 1], [1]]);
  });

  test("optimizers apply pairs of a gradient and its variable", () => {
    const v = new tf.Variable([1, 2]);
    new optimizers.SGD({ learningRate: 0.5 }).applyGradients([[tf.constant([2, 4]), v]]);
    expect(v.numpy()).toEqual([0, 0]);
    const adam = new optimizers.Adam({ learningRate: 0.1 });
    adam.applyGradients([[tf.constant([3, -7]), v]]);
    expect((v.numpy() as number[]).map((one) => Math.round(one * 1000) / 1000)).toEqual([-0.1, 0.1]);
  });

  test("losses take the target first, and are means", () => {
    const [yTrue, yPred] = [tf.constant([1, 2]), tf.constant([2, 5])];
    expect(new losses.MeanSquaredError().call(yTrue, yPred).numpy()).toBe(5);
    expect(new losses.MeanAbsoluteError().call(yTrue, yPred).numpy()).toBe(2);
  });
});

test("a dataset is shuffled, batched and gone through again", () => {
  const dataset = tf.data.Dataset.fromTensorSlices([tf.range(5), tf.range(5).mul(10)]);
  const batches = [...dataset.batch(2)].map((parts) => (parts as tf.Tensor[]).map((one) => one.numpy()));
  expect(batches).toEqual([
    [
      [0, 1],
      [0, 10],
    ],
    [
      [2, 3],
      [20, 30],
    ],
    [[4], [40]],
  ]);
});

test("the same seed gives the same numbers", () => {
  const draw = () => {
    tf.random.setSeed(3);
    return tf.random.normal([4]).numpy();
  };
  expect(draw()).toEqual(draw());
});
