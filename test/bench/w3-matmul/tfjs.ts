// W3 in TensorFlow.js.

import { forEachSize, matmulSizes } from "../sizes.ts";
import { randn, tf } from "../tfjs.ts";

export const calls = forEachSize(matmulSizes, (size) => {
  const [a, b] = [randn([size, size]), randn([size, size])];
  return () => tf.matMul(a, b).dispose();
});
