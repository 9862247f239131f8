// W4 in TensorFlow.js.

import { randn, tf } from "../tfjs.ts";

const hidden = [tf.variable(randn([784, 256], 0.03)), tf.variable(tf.zeros([256]))];
const output = [tf.variable(randn([256, 10], 0.03)), tf.variable(tf.zeros([10]))];
const X = randn([256, 784]);
const y = tf.oneHot(tf.randomUniform([256], 0, 10, "int32"), 10);

function step(): void {
  tf.tidy(() => {
    const { grads } = tf.variableGrads(() => {
      const h = tf.relu(tf.add(tf.matMul(X, hidden[0]), hidden[1]));
      return tf.losses.softmaxCrossEntropy(y, tf.add(tf.matMul(h, output[0]), output[1])) as tf.Scalar;
    });
    for (const p of [...hidden, ...output]) p.assign(tf.sub(p, tf.mul(grads[p.name], 0.1)));
  });
}

export const calls = { "": step };
