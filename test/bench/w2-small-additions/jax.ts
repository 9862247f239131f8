// W2 in our jax dialect.

import { jax } from "../../../src/library/jax/index.ts";

const [first, second] = jax.random.split(jax.random.key(0));
const operands = { a: jax.random.normal(first, [10]), b: jax.random.normal(second, [10]) };

const chain = jax.grad(({ a, b }: typeof operands) => {
  let x = a;
  for (let i = 0; i < 100; i++) x = x.add(b);
  return x.sum();
});

export const calls = { "": () => void chain(operands) };
