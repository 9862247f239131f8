// W4 in our tensorflow dialect.

import * as tf from "../../../src/library/tensorflow/index.ts";

const { layers, optimizers, Sequential } = tf.keras;

tf.random.setSeed(0);
const net = new Sequential([new layers.Dense(256, { activation: "relu" }), new layers.Dense(10)]);
const optimizer = new optimizers.SGD({ learningRate: 0.1 });
const X = tf.random.normal([256, 784]);
const y = tf.oneHot(tf.random.uniform([256], { maxval: 10, dtype: "int32" }), 10);

/** The mean cross-entropy, stable for large scores. */
function crossEntropy(scores: tf.Tensor): tf.Tensor {
  const shifted = scores.sub(tf.stopGradient(tf.reduceMax(scores, { axis: 1, keepdims: true })));
  const logSum = tf.math.log(tf.reduceSum(tf.exp(shifted), { axis: 1 }));
  return tf.reduceMean(logSum.sub(tf.reduceSum(shifted.mul(y), { axis: 1 })));
}

function step(): void {
  const tape = new tf.GradientTape();
  const loss = tape.record(() => crossEntropy(net.call(X)));
  const variables = net.trainableVariables;
  const gradients = tape.gradient(loss, variables);
  optimizer.applyGradients(gradients.map((one, i) => [one, variables[i]] as const));
}

export const calls = { "": step };
