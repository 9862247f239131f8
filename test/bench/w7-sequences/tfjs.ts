// W7 in TensorFlow.js.

import { randn, tf } from "../tfjs.ts";

function training(variables: readonly tf.Variable[], loss: () => tf.Tensor): () => void {
  const step = () => {
    const { grads } = tf.variableGrads(() => loss() as tf.Scalar, [...variables]);
    for (const p of variables) p.assign(tf.sub(p, tf.mul(grads[p.name], 0.1)));
  };
  return () => void tf.tidy(step);
}

const weights = (count: number, size: number, deviation: number): tf.Variable[] =>
  Array.from({ length: count }, () => tf.variable(randn([size, size], deviation)));

function gru(hidden: number): () => void {
  const [Wxz, Whz, Wxr, Whr, Wxh, Whh] = weights(6, hidden, 0.05);
  const [bz, br, bh] = Array.from({ length: 3 }, () => tf.variable(tf.zeros([hidden])));
  const X = tf.unstack(randn([32, 32, hidden]));
  return training([Wxz, Whz, Wxr, Whr, Wxh, Whh, bz, br, bh], () => {
    let H: tf.Tensor = tf.zeros([32, hidden]);
    for (const x of X) {
      const Z = tf.sigmoid(tf.add(tf.add(tf.matMul(x, Wxz), tf.matMul(H, Whz)), bz));
      const R = tf.sigmoid(tf.add(tf.add(tf.matMul(x, Wxr), tf.matMul(H, Whr)), br));
      const candidate = tf.tanh(tf.add(tf.add(tf.matMul(x, Wxh), tf.matMul(tf.mul(R, H), Whh)), bh));
      H = tf.add(tf.mul(Z, H), tf.mul(tf.sub(1, Z), candidate));
    }
    return tf.mean(tf.square(H));
  });
}

function attention(size: number): () => void {
  const all = weights(3, size, 0.1);
  const X = randn([32 * 32, size]);
  return training(all, () => {
    const [q, k, v] = all.map((W) => tf.reshape(tf.matMul(X, W), [32, 32, size]));
    const scores = tf.div(tf.matMul(q, k, false, true), Math.sqrt(size));
    return tf.mean(tf.square(tf.matMul(tf.softmax(scores), v)));
  });
}

export const calls = { "gru 64": gru(64), "gru 256": gru(256), attention: attention(64) };
