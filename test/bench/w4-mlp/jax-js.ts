// W4 in jax-js.

import { nn, numpy as np } from "@jax-js/jax";
import { classes, crossEntropy, randn, training } from "../jax-js.ts";

const step = training(
  { a: randn([784, 256], 0.03), b: np.zeros([256]), c: randn([256, 10], 0.03), d: np.zeros([10]) },
  ({ a, b, c, d }, X, y) => crossEntropy(np.matmul(nn.relu(np.matmul(X, a).add(b)), c).add(d), y),
  randn([256, 784]),
  classes(256, 10),
);

export const calls = { "": step };
