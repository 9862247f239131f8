// jax.random in full: `import { random } from "octavo/jax"`. What few programs draw is in a module of its own, which only those load who name it.

export { beta, cauchy, dirichlet, gamma, loggamma, poisson } from "./random/gamma.ts";
export * from "./random.ts";
