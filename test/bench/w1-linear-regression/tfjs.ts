// W1 in TensorFlow.js.

import { randn, tf } from "../tfjs.ts";

const X = randn([1000, 2]) as tf.Tensor2D;
const y = tf.add(tf.add(tf.matMul(X, tf.tensor2d([[2], [-3.4]])), 4.2), randn([1000, 1], 0.01));
const w = tf.variable(randn([2, 1], 0.01)) as tf.Variable<tf.Rank.R2>;
const b = tf.variable(tf.zeros([1]));

function epoch(): void {
  const order = [...tf.util.createShuffledIndices(1000)];
  for (let i = 0; i < 992; i += 32)
    tf.tidy(() => {
      const batch = tf.tensor1d(order.slice(i, i + 32), "int32");
      const [inputs, targets] = [tf.gather(X, batch), tf.gather(y, batch)];
      const { grads } = tf.variableGrads(() =>
        tf.mean(tf.div(tf.square(tf.sub(tf.add(tf.matMul(inputs, w), b), targets)), 2)),
      );
      for (const p of [w, b]) p.assign(tf.sub(p as tf.Tensor, tf.mul(0.03, grads[p.name])));
    });
}

export const calls = { "": epoch };
