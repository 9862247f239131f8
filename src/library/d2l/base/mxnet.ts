// What the MXNet tab's library has by hand: names for tensors that all four tabs share. The rest comes out of the book.

import { type NDArray, np } from "../../mxnet/index.ts";

/** An array of the tab's framework. */
export type Tensor = NDArray;
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
} = np;

/** Normal with this mean and standard deviation. */
export const normal = (mean: number, std: number, shape: number | readonly number[]): Tensor =>
  np.random.normal(mean, std, shape);
/** The sum of all elements. */
export const reduceSum = (a: Tensor): Tensor => a.sum();
/** The mean of all elements. */
export const reduceMean = (a: Tensor): Tensor => a.mean();
/** Tensors one after the other along an axis. */
export const concat = (tensors: readonly Tensor[], axis = 0): Tensor => np.concatenate(tensors, { axis });
