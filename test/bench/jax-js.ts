// jax-js on its WebAssembly backend, with `jit` wherever a step can have it. Its arrays are used once, `.ref` keeps one for another use.
// It computes what is read, so that every call reads a result.

import { defaultDevice, grad, init, jit, nn, numpy as np, random } from "@jax-js/jax";

await init("wasm");
defaultDevice("wasm");

let key = random.key(0);

/** A normal array. */
export function randn(shape: number[], stddev = 1): np.Array {
  const [next, own] = random.split(key, 2);
  key = next;
  return random.normal(own, shape).mul(stddev);
}

/** Arrays by name, as a step takes them. */
export type Params = { [name: string]: np.Array };

/** The same arrays for another use. */
export function kept<T extends Params>(tree: T): T {
  return Object.fromEntries(Object.entries(tree).map(([name, one]) => [name, one.ref])) as T;
}

/** The mean cross-entropy of scores, [batch, classes], for rows that have a 1 at their class. */
export function crossEntropy(scores: np.Array, rows: np.Array): np.Array {
  const batch = scores.shape[0];
  return np.sum(nn.logSoftmax(scores).mul(rows)).div(-batch);
}

/** So many rows with a 1 at a random place of `count`. */
export function classes(batch: number, count: number): np.Array {
  const rows = new Float32Array(batch * count);
  for (let i = 0; i < batch; i++) rows[i * count + Math.floor(Math.random() * count)] = 1;
  return np.array(rows, { shape: [batch, count] });
}

/** A step of gradient descent from `params` on, its result read. */
export function training(
  params: Params,
  loss: (params: Params, ...inputs: np.Array[]) => np.Array,
  ...inputs: readonly np.Array[]
): () => void {
  const step = jit((own: Params, ...given: np.Array[]): Params => {
    const gradients: Params = grad(loss)(kept(own), ...given);
    return Object.fromEntries(Object.keys(own).map((name) => [name, own[name].sub(gradients[name].mul(0.1))]));
  });
  let current = params;
  return () => {
    current = step(current, ...inputs.map((one) => one.ref));
    for (const one of Object.values(current).slice(0, 1)) one.ref.dataSync();
  };
}
