// W3 in our tensorflow dialect.

import * as tf from "../../../src/library/tensorflow/index.ts";
import { forEachSize, matmulSizes } from "../sizes.ts";

export const calls = forEachSize(matmulSizes, (size) => {
  const [a, b] = [tf.random.normal([size, size]), tf.random.normal([size, size])];
  return () => void tf.matmul(a, b);
});
