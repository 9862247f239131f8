// jax.random: numbers as functions of explicit keys, with JAX's own bits (threefry, partitionable layout).

export {
  bernoulli,
  bits,
  exponential,
  gumbel,
  laplace,
  logistic,
  multivariateNormal,
  normal,
  orthogonal,
  rademacher,
  randint,
  truncatedNormal,
  uniform,
} from "./random/distributions.ts";
export { foldIn, Key, key, PRNGKey, split } from "./random/keys.ts";
export { categorical, choice, permutation } from "./random/picks.ts";
