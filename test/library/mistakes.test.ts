// What MXNet's, TensorFlow's and JAX's dialects say to likely mistakes; PyTorch's is in torch.test.ts. mistakes/*.txt is what one reads.

import { expect, test } from "vitest";
import { jax, jnp, nn, optax, TrainState } from "../../src/library/jax/index.ts";
import { autograd, gluon, np } from "../../src/library/mxnet/index.ts";
import * as tf from "../../src/library/tensorflow/index.ts";
import { told } from "./mistakes.ts";

/** A call as of somebody whom no types have warned. */
const untyped = (what: unknown) => what as never;

test("MXNet's", async () => {
  const dense = () => {
    const layer = new gluon.nn.Dense(1);
    layer.initialize();
    return layer;
  };
  const mistakes = {
    "shapes that do not broadcast": () => np.ones(2).add(np.ones(3)),
    "inner sizes that differ": () => np.dot(np.ones([2, 3]), np.ones([2, 3])),
    "a list in the place of an array": () => np.ones(2).mul(untyped([1, 2])),
    "backward outside of record": () => {
      const x = np.ones(2);
      x.attachGrad();
      x.mul(x).backward();
    },
    "backward twice": () => {
      const x = np.ones(2);
      x.attachGrad();
      const y = autograd.record(() => x.mul(x));
      y.backward();
      y.backward();
    },
    "a change in place while recording": () => {
      const x = np.ones(2);
      x.attachGrad();
      autograd.record(() => x.set([0], 5));
    },
    "a gradient of whole numbers": () => np.ones(2, { dtype: "int32" }).attachGrad(),
    "a layer without new": () => (untyped(gluon.nn.Dense) as (units: number) => unknown)(1),
    "a layer that was not initialized": () => new gluon.nn.Dense(1).call(np.ones([1, 2])),
    "parameters before the first input": () => dense().weight.data(),
    "another input than the first": () => {
      const layer = dense();
      layer.call(np.ones([1, 2]));
      layer.call(np.ones([1, 3]));
    },
    "an optimizer that is not there": () => new gluon.Trainer(dense().collectParams(), untyped("sdg")),
    "a batch of none": () => new gluon.Trainer(dense().collectParams(), "sgd").step(0),
    "labels that do not fit": () => new gluon.loss.L2Loss().call(np.ones([2, 1]), np.ones(3)),
    "examples without labels": () => new gluon.data.ArrayDataset(np.ones([3, 2]), np.ones(2)),
  };
  await expect(told(mistakes)).toMatchFileSnapshot("mistakes/mxnet.txt");
});

test("TensorFlow's", async () => {
  const { layers, optimizers } = tf.keras;
  const mistakes = {
    "shapes that do not broadcast": () => tf.add(tf.ones([2]), tf.ones([3])),
    "inner sizes that differ": () => tf.matmul(tf.ones([2, 3]), tf.ones([2, 3])),
    "a tensor that is written to": () => tf.ones([2]).set([0], 5),
    "a variable without new": () => (untyped(tf.Variable) as (value: number) => unknown)(1),
    "a value of another shape": () => new tf.Variable([1, 2]).assign([1, 2, 3]),
    "a sum of another shape": () => new tf.Variable([1]).assignAdd([1, 2]),
    "a tape that is used twice": () => {
      const v = new tf.Variable(1);
      const tape = new tf.GradientTape();
      const y = tape.record(() => v.mul(v));
      tape.gradient(y, v);
      tape.gradient(y, v);
    },
    "a target from outside of the tape": () => {
      const v = new tf.Variable([1, 2]);
      new tf.GradientTape().gradient(v.mul(2), v);
    },
    "a constant that is not watched": () => {
      const x = tf.constant(3);
      const v = new tf.Variable(1);
      const tape = new tf.GradientTape();
      tape.gradient(
        tape.record(() => v.mul(x)),
        [v, x],
      );
    },
    "sources that are no list": () => {
      const v = new tf.Variable(1);
      const tape = new tf.GradientTape();
      tape.gradient(
        tape.record(() => v.mul(v)),
        untyped({ v }),
      );
    },
    "a variable without its gradient": () =>
      new optimizers.SGD().applyGradients([[untyped(undefined), new tf.Variable([1, 2])]]),
    "a gradient of another shape": () => new optimizers.SGD().applyGradients([[tf.ones([2]), new tf.Variable(1)]]),
    "another input than the first": () => {
      const layer = new layers.Dense(1);
      layer.call(tf.ones([1, 2]));
      layer.call(tf.ones([1, 3]));
    },
    "batches of none": () => tf.data.Dataset.fromTensorSlices(tf.ones([3])).batch(0),
    "a buffer too small": () => tf.data.Dataset.fromTensorSlices(tf.ones([3])).shuffle({ bufferSize: 0 }),
    "a loss that is not there": () => new tf.keras.Sequential().compile({ loss: "hinge" as "mse" }),
    "examples without labels": () => tf.data.Dataset.fromTensorSlices([tf.ones([3, 2]), tf.ones([2])]),
  };
  await expect(told(mistakes)).toMatchFileSnapshot("mistakes/tensorflow.txt");
});

test("JAX's", async () => {
  const layer = new nn.Dense(1);
  const x = jnp.ones([1, 2]);
  const { params } = layer.init(jax.random.key(0), x);
  const mistakes = {
    "shapes that do not broadcast": () => jnp.ones(2).add(jnp.ones(3)),
    "inner sizes that differ": () => jnp.matmul(jnp.ones([2, 3]), jnp.ones([2, 3])),
    "a gradient of two numbers": () => jax.grad((a: typeof x) => a.mul(2))(jnp.ones(2)),
    "a gradient of nothing": () => jax.grad(untyped(() => undefined))(jnp.ones(2)),
    "an array that is written to": () => {
      (untyped(jnp.ones(2)) as number[])[0] = 5;
    },
    "a gradient of whole numbers": () => jax.grad((a: typeof x) => a.sum())(jnp.ones(2, { dtype: "int32" })),
    "a seed in the place of a key": () => jax.random.normal(untyped(42), [2]),
    "parameters that are missing": () => layer.apply({ params: {} }, x),
    "parameters that are not in params": () => layer.apply(untyped(params), x),
    "parameters of another shape": () => layer.apply({ params }, jnp.ones([1, 3])),
    "a module that has no parameters": () => layer.call(x),
    "trees that differ": () => jax.tree.map((a, b) => a.add(b), params, { kernel: jnp.ones([2, 1]) }),
    "gradients of other parameters": () =>
      TrainState.create({
        applyFn: (variables, ...inputs) => layer.apply(variables, ...inputs),
        params,
        tx: optax.sgd(0.1),
      }).applyGradients({ grads: { kernel: jnp.ones([2, 1]) } }),
  };
  await expect(told(mistakes)).toMatchFileSnapshot("mistakes/jax.txt");
});
