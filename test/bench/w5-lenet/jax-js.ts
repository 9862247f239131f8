// W5 in jax-js.

import { lax, nn, numpy as np } from "@jax-js/jax";
import { classes, crossEntropy, randn, training } from "../jax-js.ts";

const params = {
  kernel0: randn([6, 1, 5, 5], 0.1),
  bias0: np.zeros([6, 1, 1]),
  kernel1: randn([16, 6, 5, 5], 0.1),
  bias1: np.zeros([16, 1, 1]),
  weight2: randn([400, 120], 0.1),
  bias2: np.zeros([120]),
  weight3: randn([120, 84], 0.1),
  bias3: np.zeros([84]),
  weight4: randn([84, 10], 0.1),
  bias4: np.zeros([10]),
};

/** A convolution, then the mean of each 2 × 2. */
function block(x: np.Array, kernel: np.Array, bias: np.Array, padding: number): np.Array {
  const around: [number, number] = [padding, padding];
  const h = nn.sigmoid(lax.convGeneralDilated(x, kernel, [1, 1], [around, around]).add(bias));
  const [batch, planes, height, width] = h.shape;
  return np.mean(h.reshape([batch, planes, height / 2, 2, width / 2, 2]), [3, 5]);
}

const step = training(
  params,
  (p, X, y) => {
    const images = block(block(X, p.kernel0, p.bias0, 2), p.kernel1, p.bias1, 0);
    const h = nn.sigmoid(np.matmul(images.reshape([64, 400]), p.weight2).add(p.bias2));
    const scores = np.matmul(nn.sigmoid(np.matmul(h, p.weight3).add(p.bias3)), p.weight4).add(p.bias4);
    return crossEntropy(scores, y);
  },
  randn([64, 1, 28, 28]),
  classes(64, 10),
);

export const calls = { "": step };
