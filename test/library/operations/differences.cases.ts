// Functions whose derivatives, first and second, finite differences tell.

import * as torch from "../../../src/library/torch/index.ts";
import * as transforms from "./transforms.cases.ts";

const F = torch.nn.functional;

export type Scalar = (...inputs: torch.Tensor[]) => torch.Tensor;

/** Numbers in (0.3, 1.7), far from kinks at 0 and from each other, the same in each run. */
export function numbers(shape: readonly number[], salt = 0): torch.Tensor {
  const size = shape.reduce((product, n) => product * n, 1);
  const values = Array.from({ length: size }, (_, i) => 1 + 0.7 * Math.sin(3.7 * i + 1.3 * salt + 0.5));
  return torch.tensor(values, { dtype: "float64" }).reshape(shape);
}

/** Sums what an operation gives, each element with its own weight, so that the gradient has no symmetries. */
export function weighted(y: torch.Tensor): torch.Tensor {
  return y.mul(numbers(y.shape, 9)).sum();
}

const own: Record<string, [Scalar, ...number[][]]> = {
  add: [(a, b) => a.add(b), [2, 3], [3]],
  sub: [(a, b) => a.sub(b), [3], [2, 1]],
  mul: [(a, b) => a.mul(b), [2, 3], [2, 1]],
  div: [(a, b) => a.div(b), [2, 3], [3]],
  "3 / x": [(a) => torch.div(3, a), [4]],
  "2 - x": [(a) => torch.sub(2, a), [4]],
  pow: [(a, b) => a.pow(b), [2, 3], [3]],
  "x ** 3": [(a) => a.pow(3), [3]],
  "2 ** x": [(a) => torch.pow(2, a), [3]],
  neg: [(a) => a.neg().mul(a), [3]],
  square: [(a) => a.square(), [3]],
  exp: [(a) => a.exp(), [3]],
  expm1: [(a) => a.expm1(), [3]],
  log: [(a) => a.log(), [3]],
  log2: [(a) => a.log2(), [3]],
  log1p: [(a) => a.log1p(), [3]],
  sqrt: [(a) => a.sqrt(), [3]],
  rsqrt: [(a) => a.rsqrt(), [3]],
  reciprocal: [(a) => a.reciprocal(), [3]],
  sin: [(a) => a.sin(), [3]],
  cos: [(a) => a.cos(), [3]],
  tanh: [(a) => a.tanh(), [3]],
  sigmoid: [(a) => a.sigmoid(), [3]],
  softplus: [(a) => F.softplus(a), [3]],
  abs: [(a) => a.sub(1.01).abs().mul(a), [3]],
  relu: [(a) => a.sub(1.01).relu().mul(a), [3]],
  clamp: [(a) => a.clamp(0.5, 1.5).mul(a), [5]],
  maximum: [(a, b) => torch.maximum(a, b).mul(a), [5], [5]],
  minimum: [(a, b) => torch.minimum(a, b).mul(b), [5], [5]],
  where: [(a, b) => torch.where(a.gt(1), a.mul(b), b.mul(b)), [4], [4]],
  sum: [(a) => a.sum(0).square(), [2, 3]],
  "sum of squares": [(a) => a.square().sum(), [2, 3]],
  mean: [(a) => a.mean({ dim: 1, keepdim: true }).mul(a), [2, 3]],
  prod: [(a) => a.prod(1), [2, 3]],
  amax: [(a) => a.amax(1).square(), [2, 3]],
  "max(dim)": [(a) => a.max(1).values.square(), [2, 3]],
  var: [(a) => a.var(1), [2, 3]],
  std: [(a) => a.std(), [2, 3]],
  norm: [(a) => a.norm(), [2, 3]],
  "norm of rows": [(a) => a.norm({ dim: 1, keepdim: true }).mul(a), [2, 3]],
  cumsum: [(a) => a.cumsum(0).square(), [3, 2]],
  matmul: [(a, b) => a.matmul(b), [2, 3], [3, 2]],
  "matmul with a vector": [(a, b) => a.matmul(b), [2, 3], [3]],
  "batched matmul": [(a, b) => a.matmul(b).square(), [2, 2, 3], [3, 2]],
  "transposed matmul": [(a, b) => a.T.matmul(b.T).square(), [3, 2], [2, 3]],
  dot: [(a, b) => a.matmul(b).square(), [3], [3]],
  softmax: [(a) => a.softmax(-1), [2, 3]],
  logSoftmax: [(a) => a.logSoftmax(0), [2, 3]],
  logsumexp: [(a) => a.logsumexp(1).square(), [2, 3]],
  crossEntropy: [(a) => F.crossEntropy(a, torch.tensor([1, 0], { dtype: "int32" })), [2, 3]],
  "crossEntropy of probabilities": [(a, b) => F.crossEntropy(a, b.softmax(-1)), [2, 3], [2, 3]],
  mseLoss: [(a, b) => F.mseLoss(a, b), [3], [3]],
  huberLoss: [(a, b) => F.huberLoss(a.mul(3), b, { delta: 0.7 }), [5], [5]],
  binaryCrossEntropy: [(a, b) => F.binaryCrossEntropyWithLogits(a, b.sigmoid()), [3], [3]],
  linear: [(x, w, b) => F.linear(x, w, b).square(), [2, 3], [2, 3], [2]],
  reshape: [(a) => a.reshape(3, 2).square(), [2, 3]],
  permute: [(a) => a.permute(1, 0).reshape(-1).square(), [2, 3]],
  expand: [(a) => a.expand(4, 3).square(), [3]],
  slice: [(a) => a.at("::2", "1:").square(), [3, 3]],
  "negative step": [(a) => a.at("::-1").mul(a), [3]],
  "list index": [(a) => a.at([0, 2, 0]).square(), [3, 2]],
  mask: [(a) => a.at(a.gt(1)).square(), [5]],
  gather: [
    (a) =>
      a
        .gather(
          1,
          torch.tensor(
            [
              [0, 0],
              [2, 1],
            ],
            { dtype: "int32" },
          ),
        )
        .square(),
    [2, 3],
  ],
  cat: [(a, b) => torch.cat([a, b], 1).square(), [2, 2], [2, 1]],
  stack: [(a, b) => torch.stack([a, b], 1).square(), [2], [2]],
  split: [(a) => a.split(2)[1].square(), [5]],
  flip: [(a) => a.flip(0).mul(a), [3]],
  repeat: [(a) => a.repeat(2, 2).square(), [2, 2]],
  tril: [(a) => a.tril().square(), [3, 3]],
  diag: [(a) => a.diag().square(), [3, 3]],
  clone: [(a) => a.clone().square(), [3]],
  "set in place": [(a, b) => a.mul(2).set(["0:2"], b).square(), [3], [2]],
  add_: [(a, b) => a.mul(2).add_(b).mul_(a).square(), [3], [3]],
};

// Single precision is too coarse for differences, and what is detached they do not leave out.
const left = ["cast", "detach"];

/** Functions, and the shapes of their inputs: these, and those of the transformations. */
export const cases: Readonly<Record<string, readonly [Scalar, ...(readonly number[])[]]>> = {
  ...Object.fromEntries(
    Object.entries(transforms.cases)
      .filter(([name]) => !left.includes(name))
      .map(([name, [call, ...shapes]]) => [`ops: ${name}`, [call as unknown as Scalar, ...shapes]] as const),
  ),
  ...own,
};
