// W7 in our tensorflow dialect.

import * as tf from "../../../src/library/tensorflow/index.ts";

tf.random.setSeed(0);

function training(variables: readonly tf.Variable[], loss: () => tf.Tensor): () => void {
  return () => {
    const tape = new tf.GradientTape();
    const gradients = tape.gradient(tape.record(loss), variables);
    for (const [i, gradient] of gradients.entries()) variables[i].assignSub(gradient.mul(0.1));
  };
}

const weights = (count: number, size: number, stddev: number): tf.Variable[] =>
  Array.from({ length: count }, () => new tf.Variable(tf.random.normal([size, size], { stddev })));

function gru(hidden: number): () => void {
  const [Wxz, Whz, Wxr, Whr, Wxh, Whh] = weights(6, hidden, 0.05);
  const [bz, br, bh] = Array.from({ length: 3 }, () => new tf.Variable(tf.zeros([hidden])));
  const X = tf.random.normal([32, 32, hidden]);
  return training([Wxz, Whz, Wxr, Whr, Wxh, Whh, bz, br, bh], () => {
    let H = tf.zeros([32, hidden]);
    for (const x of X) {
      const Z = tf.sigmoid(tf.matmul(x, Wxz).add(tf.matmul(H, Whz)).add(bz));
      const R = tf.sigmoid(tf.matmul(x, Wxr).add(tf.matmul(H, Whr)).add(br));
      const candidate = tf.tanh(
        tf
          .matmul(x, Wxh)
          .add(tf.matmul(R.mul(H), Whh))
          .add(bh),
      );
      H = Z.mul(H).add(tf.subtract(1, Z).mul(candidate));
    }
    return tf.reduceMean(tf.square(H));
  });
}

function attention(size: number): () => void {
  const [Wq, Wk, Wv] = weights(3, size, 0.1);
  const X = tf.random.normal([32, 32, size]);
  return training([Wq, Wk, Wv], () => {
    const keys = tf.transpose(tf.matmul(X, Wk), [0, 2, 1]);
    const scores = tf.matmul(tf.matmul(X, Wq), keys).div(Math.sqrt(size));
    return tf.reduceMean(tf.square(tf.matmul(tf.nn.softmax(scores), tf.matmul(X, Wv))));
  });
}

export const calls = { "gru 64": gru(64), "gru 256": gru(256), attention: attention(64) };
