// W6 in our tensorflow dialect.

import * as tf from "../../../src/library/tensorflow/index.ts";
import { elementwise } from "../sizes.ts";

export const calls = elementwise((size) => tf.random.normal([size]), {
  add: (a, b) => void tf.add(a, b),
  sum: (a) => void tf.reduceSum(a),
  exp: (a) => void tf.exp(a),
  tanh: (a) => void tf.tanh(a),
});
