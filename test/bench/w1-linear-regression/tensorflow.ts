// W1 in our tensorflow dialect.

import * as tf from "../../../src/library/tensorflow/index.ts";

tf.random.setSeed(0);
const X = tf.random.normal([1000, 2]);
const y = tf
  .matmul(X, tf.constant([[2], [-3.4]]))
  .add(4.2)
  .add(tf.random.normal([1000, 1], { stddev: 0.01 }));
const w = new tf.Variable(tf.random.normal([2, 1], { stddev: 0.01 }));
const b = new tf.Variable(tf.zeros([1]));
const places = tf.range(1000, { dtype: "int32" });

function epoch(): void {
  const order = tf.random.shuffle(places);
  for (let i = 0; i < 992; i += 32) {
    const batch = order.at(`${i}:${i + 32}`);
    const [inputs, targets] = [X.at(batch), y.at(batch)];
    const tape = new tf.GradientTape();
    const loss = tape.record(() => tf.reduceMean(tf.matmul(inputs, w).add(b).sub(targets).pow(2).div(2)));
    const [dw, db] = tape.gradient(loss, [w, b]);
    w.assignSub(dw.mul(0.03));
    b.assignSub(db.mul(0.03));
  }
}

export const calls = { "": epoch };
