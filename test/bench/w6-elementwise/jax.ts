// W6 in our jax dialect.

import { jax, jnp } from "../../../src/library/jax/index.ts";
import { elementwise } from "../sizes.ts";

export const calls = elementwise((size) => jax.random.normal(jax.random.key(size), [size]), {
  add: (a, b) => void jnp.add(a, b),
  sum: (a) => void jnp.sum(a),
  exp: (a) => void jnp.exp(a),
  tanh: (a) => void jnp.tanh(a),
});
