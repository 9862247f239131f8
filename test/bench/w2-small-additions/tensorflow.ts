// W2 in our tensorflow dialect.

import * as tf from "../../../src/library/tensorflow/index.ts";

const a = new tf.Variable(tf.random.normal([10]));
const b = new tf.Variable(tf.random.normal([10]));

function chain(): void {
  const tape = new tf.GradientTape();
  const y = tape.record(() => {
    let x: tf.Tensor = a;
    for (let i = 0; i < 100; i++) x = x.add(b);
    return tf.reduceSum(x);
  });
  tape.gradient(y, [a, b]);
}

export const calls = { "": chain };
