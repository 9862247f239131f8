// Every call that reference/make.py makes of PyTorch, in TypeScript.

import * as torch from "../../../src/library/torch/index.ts";
import { type Case, indexOf, type Operation, reference } from "../reference.ts";

const F = torch.nn.functional;
const reductions = ["mean", "sum", "none"] as const;

/** `name(options)` for the three ways of reducing a loss. */
function losses(name: string, loss: (reduction: torch.nn.Reduction) => Operation): Record<string, Operation> {
  return Object.fromEntries(reductions.map((reduction) => [`${name}(${reduction})`, loss(reduction)]));
}

/** Operations by the names of reference/operations. */
export const operations: Record<string, Operation> = {
  neg: (x) => x.neg(),
  abs: (x) => x.abs(),
  sign: (x) => x.sign(),
  square: (x) => x.square(),
  exp: (x) => x.exp(),
  expm1: (x) => x.expm1(),
  sin: (x) => x.sin(),
  cos: (x) => x.cos(),
  tanh: (x) => x.tanh(),
  sigmoid: (x) => x.sigmoid(),
  relu: (x) => x.relu(),
  floor: (x) => x.floor(),
  ceil: (x) => x.ceil(),
  round: (x) => x.round(),
  trunc: (x) => x.trunc(),
  isnan: (x) => x.isnan(),
  isfinite: (x) => x.isfinite(),
  softplus: (x) => F.softplus(x),
  log: (x) => x.log(),
  log2: (x) => x.log2(),
  sqrt: (x) => x.sqrt(),
  log1p: (x) => x.log1p(),
  rsqrt: (x) => x.rsqrt(),
  reciprocal: (x) => x.reciprocal(),

  add: (a, b) => a.add(b),
  sub: (a, b) => a.sub(b),
  mul: (a, b) => a.mul(b),
  div: (a, b) => a.div(b),
  pow: (a, b) => a.pow(b),
  maximum: (a, b) => torch.maximum(a, b),
  minimum: (a, b) => torch.minimum(a, b),
  remainder: (a, b) => a.remainder(b),
  floorDivide: (a, b) => a.floorDivide(b),
  eq: (a, b) => a.eq(b),
  ne: (a, b) => a.ne(b),
  lt: (a, b) => a.lt(b),
  le: (a, b) => a.le(b),
  gt: (a, b) => a.gt(b),
  ge: (a, b) => a.ge(b),
  logicalAnd: (a, b) => a.logicalAnd(b),
  logicalOr: (a, b) => a.logicalOr(b),
  logicalNot: (a) => a.logicalNot(),

  "x + 2": (x) => x.add(2),
  "2 + x": (x) => torch.add(2, x),
  "x - 2": (x) => x.sub(2),
  "2 - x": (x) => torch.sub(2, x),
  "x * 3": (x) => x.mul(3),
  "x / 4": (x) => x.div(4),
  "3 / x": (x) => torch.div(3, x),
  "x ** 2": (x) => x.pow(2),
  "x ** 3": (x) => x.pow(3),
  "2 ** x": (x) => torch.pow(2, x),
  "x ** 0.5": (x) => x.pow(0.5),
  "x ** -1": (x) => x.pow(-1),
  "x ** 0": (x) => x.pow(0),
  "x ** 1": (x) => x.pow(1),
  "x + 0.5": (x) => x.add(0.5),
  "x * 0.1": (x) => x.mul(0.1),
  "x > 1": (x) => x.gt(1),
  "x == 1": (x) => x.eq(1),
  "x % 2": (x) => x.remainder(2),

  cast: (x) => x.to("int32"),
  double: (x) => x.double(),
  "half of doubles": (x) => x.float().mul(0.5),
  bool: (x) => x.bool(),

  ...reduced("sum", (x, ...args) => x.sum(...args)),
  ...reduced("mean", (x, ...args) => x.mean(...args)),
  ...reduced("amax", (x, ...args) => x.amax(...args)),
  ...reduced("amin", (x, ...args) => x.amin(...args)),
  ...reduced("std", (x, ...args) => x.std(...args)),
  ...reduced("var", (x, ...args) => x.var(...args)),
  ...reduced("norm", (x, ...args) => x.norm(...args)),
  ...reduced("all", (x, ...args) => x.all(...args)),
  ...reduced("any", (x, ...args) => x.any(...args)),
  prod: (x) => x.prod(),
  "prod(0)": (x) => x.prod(0),
  "prod(1, keep)": (x) => x.prod(1, { keepdim: true }),
  argmax: (x) => x.argmax(),
  "argmax(0)": (x) => x.argmax(0),
  "argmax(1, keep)": (x) => x.argmax(1, { keepdim: true }),
  argmin: (x) => x.argmin(),
  "argmin(0)": (x) => x.argmin({ dim: 0 }),
  "argmin(1, keep)": (x) => x.argmin({ dim: 1, keepdim: true }),
  max: (x) => x.max(),
  min: (x) => x.min(),
  "max(0) values": (x) => x.max(0).values,
  "max(0) indices": (x) => x.max(0).indices,
  "max(1, keep) values": (x) => x.max({ dim: 1, keepdim: true }).values,
  "max(1, keep) indices": (x) => x.max(1, { keepdim: true }).indices,
  "min(0) values": (x) => x.min(0).values,
  "min(0) indices": (x) => x.min(0).indices,
  "min(1, keep) values": (x) => x.min({ dim: 1, keepdim: true }).values,
  "min(1, keep) indices": (x) => x.min(1, { keepdim: true }).indices,
  "norm(p=1)": (x) => x.norm({ p: 1 }),
  "var(correction=0)": (x) => x.var({ correction: 0 }),
  "cumsum(0)": (x) => x.cumsum(0),
  "cumsum(-1)": (x) => x.cumsum(-1),

  matmul: (a, b) => a.matmul(b),

  "reshape(3, -1)": (x) => x.reshape(3, -1),
  "reshape(-1)": (x) => x.reshape([-1]),
  "transpose(0, 1)": (x) => x.transpose(0, 1),
  "permute(2, 0, 1)": (x) => x.permute(2, 0, 1),
  flatten: (x) => x.flatten(),
  "flatten(1)": (x) => x.flatten(1),
  squeeze: (x) => x.squeeze(),
  "squeeze(0)": (x) => x.squeeze(0),
  "unsqueeze(-1)": (x) => x.unsqueeze(-1),
  "expand(2, 3)": (x) => x.expand(2, 3),
  "expand(-1, 4)": (x) => x.expand([-1, 4]),
  "T, reshape": (x) => x.T.reshape(-1),
  "flip(0)": (x) => x.flip(0),
  "repeat(2, 3)": (x) => x.repeat(2, 3),
  tril: (x) => x.tril(),
  "triu(1)": (x) => x.triu(1),
  diag: (x) => x.diag(),
  clone: (x) => x.clone(),
  cat: (...all) => torch.cat(all),
  "cat(1)": (...all) => torch.cat(all, 1),
  "cat three": (...all) => torch.cat(all, { dim: -1 }),
  stack: (...all) => torch.stack(all),
  "stack(-1)": (...all) => torch.stack(all, { dim: -1 }),
  "split(2)[1]": (x) => x.split(2)[1],
  "split([1, 3], 1)[1]": (x) => x.split([1, 3], 1)[1],
  "chunk(3)[2]": (x) => x.chunk(3)[2],

  "x[x > 0]": (x) => x.at(x.gt(0)),
  "x[mask]": (x, mask) => x.at(mask),
  "x[:, mask]": (x, mask) => x.at(":", mask),
  "x[i]": (x, i) => x.at(i),
  "x[i, j]": (x, i, j) => x.at(i, j),
  "gather(1)": (x, i) => x.gather(1, i),
  "gather(0)": (x, i) => x.gather(0, i),
  "indexSelect(1)": (x, i) => x.indexSelect(1, i),
  "x[-1 = x[0]]": (x) => x.detach().set([-1], x.at(0)),
  "x[:, [0, 1] = x[:, [2, 3]]]": (x) => x.detach().set([":", [0, 1]], x.at(":", [2, 3])),
  "x[x > 0 = 0]": (x) => x.detach().set([x.gt(0)], 0),
  "x[x < 0 = -x[x < 0]]": (x) => x.detach().set([x.lt(0)], x.at(x.lt(0)).neg()),
  "x[1: = x[:-1]]": (x) => x.detach().set(["1:"], x.at(":-1")),
  "x[..., 0 = x[:, 1]]": (x) => x.detach().set(["...", 0], x.at(":", 1)),

  where: (m, a, b) => torch.where(m, a, b),
  "where(m, x, 0)": (m, x) => torch.where(m, x, 0),
  "clamp(-1, 1)": (x) => x.clamp(-1, 1),
  "clamp(min=0)": (x) => x.clamp({ min: 0 }),
  "softmax(0)": (x) => x.softmax(0),
  "softmax(-1)": (x) => F.softmax(x, -1),
  "logSoftmax(0)": (x) => x.logSoftmax(0),
  "logSoftmax(-1)": (x) => F.logSoftmax(x, { dim: -1 }),
  "logsumexp(0)": (x) => x.logsumexp(0),
  "logsumexp(-1)": (x) => torch.logsumexp(x, -1),
  oneHot: (x) => F.oneHot(x, 4),
  ...losses("mseLoss", (reduction) => (x, y) => F.mseLoss(x, y, { reduction })),
  ...losses("l1Loss", (reduction) => (x, y) => new torch.nn.L1Loss({ reduction }).call(x, y)),
  ...losses("huberLoss", (reduction) => (x, y) => F.huberLoss(x, y, { reduction })),
  ...losses("crossEntropy", (reduction) => (x, y) => F.crossEntropy(x, y, { reduction })),
  ...losses("nllLoss", (reduction) => (x, y) => F.nllLoss(x, y, { reduction })),
  ...losses(
    "binaryCrossEntropyWithLogits",
    (reduction) => (x, y) => F.binaryCrossEntropyWithLogits(x, y.sigmoid(), { reduction }),
  ),
  "crossEntropy(mean) of probabilities": (x, y) => F.crossEntropy(x, y.softmax(-1)),
  "crossEntropy(sum) of probabilities": (x, y) => F.crossEntropy(x, y.softmax(-1), { reduction: "sum" }),
  "crossEntropy(none) of probabilities": (x, y) => F.crossEntropy(x, y.softmax(-1), { reduction: "none" }),
  "huberLoss(delta=0.5)": (x, y) => F.huberLoss(x, y, { delta: 0.5 }),
  linear: (x, w, b) => F.linear(x, w, b),
  conv2d: (x, w, b) => F.conv2d(x, w, b),
  "conv2d(stride=2, padding=(1, 2))": (x, w, b) => F.conv2d(x, w, b, { stride: 2, padding: [1, 2] }),
  "conv2d(dilation=2)": (x, w, b) => F.conv2d(x, w, b, { dilation: 2 }),
  "conv2d(groups=2)": (x, w, b) => F.conv2d(x, w, b, { groups: 2, padding: 1 }),
  "conv2d(float64)": (x, w, b) => F.conv2d(x, w, b),
  "maxPool2d(2)": (x) => F.maxPool2d(x, 2),
  "maxPool2d(3, stride=2, padding=1)": (x) => F.maxPool2d(x, 3, { stride: 2, padding: 1 }),
  "avgPool2d(2)": (x) => F.avgPool2d(x, 2),
  "avgPool2d((3, 2), stride=1, padding=(1, 1))": (x) => F.avgPool2d(x, [3, 2], { stride: 1, padding: [1, 1] }),
  "adaptiveAvgPool2d(1)": (x) => F.adaptiveAvgPool2d(x, 1),
  "adaptiveAvgPool2d((2, 4))": (x) => F.adaptiveAvgPool2d(x, [2, 4]),
  "layerNorm([4])": (x, w, b) => F.layerNorm(x, [4], w, b),
  "layerNorm([3, 4])": (x, w, b) => F.layerNorm(x, [3, 4], w, b),
  embedding: (i, w) => F.embedding(i, w),
  leakyRelu: (x) => F.leakyRelu(x),
  "leakyRelu(0.2)": (x) => F.leakyRelu(x, { negativeSlope: 0.2 }),
  elu: (x) => F.elu(x),
  "elu(0.5)": (x) => F.elu(x, { alpha: 0.5 }),
  silu: (x) => F.silu(x),
  "a tensor used twice": (x) => x.mul(x).add(x).sum().mul(x),
  "linear regression": (w, b, x, y) => x.matmul(w).add(b).sub(y).pow(2).div(2).mean(),
};

type Reducer = (x: torch.Tensor, dim?: number | number[], options?: { keepdim: boolean }) => torch.Tensor;

/** A reduction in all the places in which make.py reduces. */
function reduced(name: string, reduce: Reducer): Record<string, Operation> {
  return {
    [name]: (x) => reduce(x),
    [`${name}(0)`]: (x) => reduce(x, 0),
    [`${name}(-1)`]: (x) => reduce(x, -1),
    [`${name}(1, keep)`]: (x) => reduce(x, 1, { keepdim: true }),
    [`${name}(0, 2)`]: (x) => reduce(x, [0, 2]),
  };
}

/** What a name in the reference stands for. */
export const operationOf = (name: string): Operation | undefined => operations[name] ?? part(name);

/** The calls that PyTorch has made, by name. */
export const recorded = reference<Record<string, readonly Case[]>>("operations.json");

/** "x[1:, 0]" reads, "x[1:, 0 = 5]" writes. */
function part(name: string): Operation | undefined {
  const [, where, , value] = /^x\[(.*?)( = (-?\d+))?\]$/.exec(name) ?? [];
  if (where === undefined) return undefined;
  return value === undefined ? (x) => x.at(...indexOf(where)) : (x) => x.detach().set(indexOf(where), Number(value));
}
