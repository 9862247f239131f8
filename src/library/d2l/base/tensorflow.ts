// What the TensorFlow tab's library has by hand: names for tensors that all four tabs share. The rest comes out of the book.

import * as tf from "../../tensorflow/index.ts";

/** An array of the tab's framework. */
export type Tensor = tf.Tensor;
/** The framework's own, by these names. */
export const { abs, constant: tensor, cos, exp, linspace, matmul, ones, reshape, sin, sqrt, tanh, zeros } = tf;
/** The natural logarithm. */
export const { log } = tf.math;

/** `arange(n)`, `arange(a, b, step)` */
export const arange = (start: number, end?: number, step = 1): Tensor =>
  end === undefined ? tf.range(start) : tf.range(start, end, step);
/** Normal with this mean and standard deviation. */
export const normal = (mean: number, std: number, shape: readonly number[]): Tensor =>
  tf.random.normal(shape, { mean, stddev: std });
/** The sum of all elements. */
export const reduceSum = (a: Tensor): Tensor => tf.reduceSum(a);
/** The mean of all elements. */
export const reduceMean = (a: Tensor): Tensor => tf.reduceMean(a);
/** Tensors one after the other along an axis. */
export const concat = (tensors: readonly Tensor[], axis = 0): Tensor => tf.concat(tensors, { axis });
