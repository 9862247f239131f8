// W6 in TensorFlow.js.

import { elementwise } from "../sizes.ts";
import { randn, tf } from "../tfjs.ts";

export const calls = elementwise((size) => randn([size]), {
  add: (a, b) => tf.add(a, b).dispose(),
  sum: (a) => tf.sum(a).dispose(),
  exp: (a) => tf.exp(a).dispose(),
  tanh: (a) => tf.tanh(a).dispose(),
});
