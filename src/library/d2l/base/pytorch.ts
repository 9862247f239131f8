// What the PyTorch tab's library has by hand: names for tensors that all four tabs share. The rest comes out of the book.

import * as torch from "../../torch/index.ts";

/** An array of the tab's framework. */
export type Tensor = torch.Tensor;
/** The framework's own, by these names. */
export const { abs, cos, exp, linspace, log, matmul, normal, ones, reshape, sin, sqrt, tanh, tensor, zeros } = torch;

/** `arange(n)`, `arange(a, b, step)` */
export const arange = (start: number, end?: number, step = 1): Tensor =>
  end === undefined ? torch.arange(start) : torch.arange(start, end, step);
/** The sum of all elements. */
export const reduceSum = (a: Tensor): Tensor => a.sum();
/** The mean of all elements. */
export const reduceMean = (a: Tensor): Tensor => a.mean();
/** Tensors one after the other along an axis. */
export const concat = (tensors: readonly Tensor[], axis = 0): Tensor => torch.cat(tensors, { dim: axis });
