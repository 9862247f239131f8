// What networks are made of.

import * as nn from "../../../../src/library/nn/index.ts";
import * as torch from "../../../../src/library/torch/index.ts";
import type { Operation } from "../../reference.ts";

const F = torch.nn.functional;

const reductions = ["mean", "sum", "none"] as const;

/** `name(options)` for the three ways of reducing a loss. */
function losses(name: string, loss: (reduction: torch.nn.Reduction) => Operation): Record<string, Operation> {
  return Object.fromEntries(reductions.map((reduction) => [`${name}(${reduction})`, loss(reduction)]));
}

/** Operations by their names in reference/networks.json. */
export const networks: Readonly<Record<string, Operation>> = {
  where: (m, a, b) => torch.where(m, a, b),
  "where(m, x, 0)": (m, x) => torch.where(m, x, 0),
  oneHot: (x) => F.oneHot(x, 4),
  ...losses("mseLoss", (reduction) => (x, y) => F.mseLoss(x, y, { reduction })),
  ...losses("l1Loss", (reduction) => (x, y) => new torch.nn.L1Loss({ reduction }).call(x, y)),
  ...losses("huberLoss", (reduction) => (x, y) => F.huberLoss(x, y, { reduction })),
  ...losses("crossEntropy", (reduction) => (x, y) => F.crossEntropy(x, y, { reduction })),
  "crossEntropy of nn": (x, y) => nn.crossEntropy(x, y) as torch.Tensor,
  ...losses("nllLoss", (reduction) => (x, y) => F.nllLoss(x, y, { reduction })),
  ...losses(
    "binaryCrossEntropyWithLogits",
    (reduction) => (x, y) => F.binaryCrossEntropyWithLogits(x, y.sigmoid(), { reduction }),
  ),
  "crossEntropy(mean) of probabilities": (x, y) => F.crossEntropy(x, y.softmax(-1)),
  "crossEntropy(sum) of probabilities": (x, y) => F.crossEntropy(x, y.softmax(-1), { reduction: "sum" }),
  "crossEntropy(none) of probabilities": (x, y) => F.crossEntropy(x, y.softmax(-1), { reduction: "none" }),
  "huberLoss(delta=0.5)": (x, y) => F.huberLoss(x, y, { delta: 0.5 }),
  conv2d: (x, w, b) => F.conv2d(x, w, b),
  "conv2d(stride=2, padding=(1, 2))": (x, w, b) => F.conv2d(x, w, b, { stride: 2, padding: [1, 2] }),
  "conv2d(dilation=2)": (x, w, b) => F.conv2d(x, w, b, { dilation: 2 }),
  "conv2d(groups=2)": (x, w, b) => F.conv2d(x, w, b, { groups: 2, padding: 1 }),
  "conv2d(float64)": (x, w, b) => F.conv2d(x, w, b),
  convTranspose2d: (x, w, b) => F.convTranspose2d(x, w, b),
  "convTranspose2d(stride=2, groups=2)": (x, w) =>
    F.convTranspose2d(x, w, null, { stride: 2, padding: 1, outputPadding: [1, 0], groups: 2 }),
  "maxPool2d(2)": (x) => F.maxPool2d(x, 2),
  "maxPool2d(3, stride=2, padding=1)": (x) => F.maxPool2d(x, 3, { stride: 2, padding: 1 }),
  "avgPool2d(2)": (x) => F.avgPool2d(x, 2),
  "avgPool2d((3, 2), stride=1, padding=(1, 1))": (x) => F.avgPool2d(x, [3, 2], { stride: 1, padding: [1, 1] }),
  "adaptiveAvgPool2d(1)": (x) => F.adaptiveAvgPool2d(x, 1),
  "adaptiveAvgPool2d((2, 4))": (x) => F.adaptiveAvgPool2d(x, [2, 4]),
  "layerNorm([4])": (x, w, b) => F.layerNorm(x, [4], w, b),
  "layerNorm([3, 4])": (x, w, b) => F.layerNorm(x, [3, 4], w, b),
  embedding: (i, w) => F.embedding(i, w),
  "a tensor used twice": (x) => x.mul(x).add(x).sum().mul(x),
  "linear regression": (w, b, x, y) => x.matmul(w).add(b).sub(y).pow(2).div(2).mean(),

  "layerNorm([3])": (x, w, b) => F.layerNorm(x, [3], w, b),
  half: (x) => nn.half(x) as torch.Tensor,
  meanPerExample: (x) => nn.meanPerExample(x) as torch.Tensor,
  "binaryCrossEntropy(none)": (x, y) => nn.binaryCrossEntropyOfProbabilities(x.sigmoid(), y.sigmoid()) as torch.Tensor,
  "binaryCrossEntropy of 0 and 1": (x, y) => nn.binaryCrossEntropyOfProbabilities(x, y) as torch.Tensor,
};
