// W1 in jax-js. Batches are picked from plain arrays: its own gather is slower.

import { grad, jit, numpy as np } from "@jax-js/jax";
import { kept, randn } from "../jax-js.ts";

const X = randn([1000, 2]).dataSync() as Float32Array;
const noise = randn([1000]).dataSync() as Float32Array;
const y = Float32Array.from(noise, (one, i) => 2 * X[2 * i] - 3.4 * X[2 * i + 1] + 4.2 + 0.01 * one);
let params = { w: randn([2, 1], 0.01), b: np.zeros([1]) };

const loss = ({ w, b }: typeof params, inputs: np.Array, targets: np.Array) =>
  np.square(np.matmul(inputs, w).add(b).sub(targets)).div(2).mean();
const step = jit((own: typeof params, inputs: np.Array, targets: np.Array) => {
  const { w, b } = grad(loss)(kept(own), inputs, targets);
  return { w: own.w.sub(w.mul(0.03)), b: own.b.sub(b.mul(0.03)) };
});

function shuffled(): Int32Array {
  const order = Int32Array.from({ length: 1000 }, (_, i) => i);
  for (let i = 999; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

function epoch(): void {
  const order = shuffled();
  for (let i = 0; i < 992; i += 32) {
    const [inputs, targets] = [new Float32Array(64), new Float32Array(32)];
    for (let k = 0; k < 32; k++) {
      const at = order[i + k];
      inputs[2 * k] = X[2 * at];
      inputs[2 * k + 1] = X[2 * at + 1];
      targets[k] = y[at];
    }
    params = step(params, np.array(inputs, { shape: [32, 2] }), np.array(targets, { shape: [32, 1] }));
  }
  params.b.ref.dataSync();
}

export const calls = { "": epoch };
