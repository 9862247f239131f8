// W3 in our jax dialect.

import { jax, jnp } from "../../../src/library/jax/index.ts";
import { forEachSize, matmulSizes } from "../sizes.ts";

export const calls = forEachSize(matmulSizes, (size) => {
  const [a, b] = [0, 1].map((seed) => jax.random.normal(jax.random.key(seed), [size, size]));
  return () => void jnp.matmul(a, b);
});
