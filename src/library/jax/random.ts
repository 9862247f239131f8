// jax.random: numbers as functions of explicit keys, with JAX's own bits (threefry, partitionable layout).
// Gamma, beta, Dirichlet and Poisson numbers come by a name of their own: `import { random } from "octavo/jax"`, `random.gamma(key, 2)`.

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
