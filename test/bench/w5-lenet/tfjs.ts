// W5 in TensorFlow.js. Its WebAssembly has no derivative of a convolution by the kernel: there it fails.

import { randn, tf } from "../tfjs.ts";

const weight = (shape: number[]) => tf.variable(randn(shape, 0.1));
const bias = (size: number) => tf.variable(tf.zeros([size]));
const kernels = [weight([5, 5, 1, 6]), weight([5, 5, 6, 16])] as tf.Variable<tf.Rank.R4>[];
const weights = [weight([400, 120]), weight([120, 84]), weight([84, 10])];
const biases = [bias(6), bias(16), bias(120), bias(84), bias(10)];
const X = randn([64, 28, 28, 1]) as tf.Tensor4D;
const y = tf.oneHot(tf.randomUniform([64], 0, 10, "int32"), 10);

/** A convolution, then the mean of each 2 × 2. */
function block(x: tf.Tensor4D, i: number, padding: "same" | "valid"): tf.Tensor4D {
  const h = tf.sigmoid(tf.add(tf.conv2d(x, kernels[i], 1, padding), biases[i])) as tf.Tensor4D;
  return tf.avgPool(h, 2, 2, "valid");
}

function scores(): tf.Tensor {
  let h: tf.Tensor = tf.reshape(block(block(X, 0, "same"), 1, "valid"), [64, 400]);
  for (let i = 0; i < 2; i++) h = tf.sigmoid(tf.add(tf.matMul(h, weights[i]), biases[i + 2]));
  return tf.add(tf.matMul(h, weights[2]), biases[4]);
}

function step(): void {
  tf.tidy(() => {
    const { grads } = tf.variableGrads(() => tf.losses.softmaxCrossEntropy(y, scores()) as tf.Scalar);
    for (const p of [...kernels, ...weights, ...biases] as tf.Variable[])
      p.assign(tf.sub(p, tf.mul(grads[p.name], 0.1)));
  });
}

export const calls = { "": step };
