// W2 in TensorFlow.js.

import { randn, tf } from "../tfjs.ts";

const operands = [randn([10]), randn([10])];

const gradients = tf.grads((a: tf.Tensor, b: tf.Tensor) => {
  let x = a;
  for (let i = 0; i < 100; i++) x = tf.add(x, b);
  return tf.sum(x);
});

export const calls = { "": () => void tf.tidy(() => void gradients(operands)) };
