// What the JAX tab's library has by hand: names for tensors that all four tabs share. The rest comes out of the book.

import { type Array, jax, jnp, type Key } from "../../jax/index.ts";

/** An array of the tab's framework. */
export type Tensor = Array;
/** The framework's own, by these names. */
export const {
  abs,
  arange,
  array: tensor,
  cos,
  exp,
  linspace,
  log,
  matmul,
  ones,
  reshape,
  sin,
  sqrt,
  tanh,
  zeros,
} = jnp;

/** Standard normal, from a key. */
export const normal = (key: Key, shape: readonly number[]): Tensor => jax.random.normal(key, shape);
/** The sum of all elements. */
export const reduceSum = (a: Tensor): Tensor => a.sum();
/** The mean of all elements. */
export const reduceMean = (a: Tensor): Tensor => a.mean();
/** Tensors one after the other along an axis. */
export const concat = (tensors: readonly Tensor[], axis = 0): Tensor => jnp.concatenate(tensors, { axis });
