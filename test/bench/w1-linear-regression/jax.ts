// W1 in our jax dialect: parameters are a tree that each step replaces.

import { type Array as JaxArray, jax, jnp } from "../../../src/library/jax/index.ts";

let key = jax.random.key(0);
const draw = (shape: readonly number[]) => {
  const [next, own] = jax.random.split(key);
  key = next;
  return jax.random.normal(own, shape);
};
const X = draw([1000, 2]);
const y = X.matmul(jnp.array([[2], [-3.4]]))
  .add(4.2)
  .add(draw([1000, 1]).mul(0.01));
let params = { w: draw([2, 1]).mul(0.01), b: jnp.zeros(1) };

const gradient = jax.grad(({ w, b }: typeof params, inputs: JaxArray, targets: JaxArray) =>
  inputs.matmul(w).add(b).sub(targets).pow(2).div(2).mean(),
);

export function step(own: typeof params, inputs: JaxArray, targets: JaxArray): typeof params {
  return jax.tree.map((p, g) => p.sub(g.mul(0.03)), own, gradient(own, inputs, targets));
}

export function epoch(take: typeof step): void {
  const [next, own] = jax.random.split(key);
  key = next;
  const order = jax.random.permutation(own, 1000);
  for (let i = 0; i < 992; i += 32) {
    const batch = order.at(`${i}:${i + 32}`);
    params = take(params, X.at(batch), y.at(batch));
  }
}

export const calls = { "": () => epoch(step) };
