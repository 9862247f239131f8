// Learning real digits: each loss as PyTorch's, step by step from the same seed, and as many images told right in the end.
// The whole data sets are trained on by `npm run bench -- --only datasets`.

import { describe, expect, test } from "vitest";
import * as torch from "../../src/library/torch/index.ts";
import { digits, type Images, size } from "./datasets.ts";
import { lenet } from "./lenet.ts";
import { reference } from "./reference.ts";

const { nn } = torch;

interface Run {
  readonly count: number;
  readonly epochs: number;
  readonly batch: number;
  readonly lr: number;
  readonly losses: readonly number[];
  readonly right: number;
}

const models: Record<string, { readonly shape: readonly number[]; make(): torch.nn.Sequential }> = {
  "softmax regression": { shape: [784], make: () => new nn.Sequential(new nn.Linear(784, 10)) },
  "multilayer perceptron": {
    shape: [784],
    make: () => new nn.Sequential(new nn.Linear(784, 64), new nn.ReLU(), new nn.Linear(64, 10)),
  },
  LeNet: {
    shape: [1, 28, 28],
    make: lenet,
  },
};

function tensors({ pixels, labels }: Images, count: number, shape: readonly number[]): [torch.Tensor, torch.Tensor] {
  const X = torch
    .tensor(pixels.subarray(0, count * size))
    .float()
    .div(255)
    .sub(0.13)
    .div(0.31);
  return [X.reshape(count, ...shape), torch.tensor(labels.subarray(0, count)).long()];
}

describe("trains on digits as PyTorch does", () => {
  const runs = reference<Record<string, Run>>("datasets.json");
  const data = digits();
  for (const [name, { count, epochs, batch, lr, losses, right }] of Object.entries(runs))
    test(name, () => {
      const { shape, make } = models[name];
      torch.manualSeed(0);
      const net = make();
      const [X, y] = tensors(data.train, count, shape);
      const optimizer = new torch.optim.SGD(net.parameters(), { lr });
      const ours: number[] = [];
      for (let epoch = 0; epoch < epochs; epoch++)
        for (const order of torch.randperm(count).split(batch)) {
          optimizer.zeroGrad();
          const loss = nn.functional.crossEntropy(net.call(X.at(order)), y.at(order));
          loss.backward();
          optimizer.step();
          ours.push(loss.item());
        }
      expect(ours).toHaveLength(losses.length);
      for (const [step, loss] of losses.entries())
        expect(Math.abs(ours[step] - loss), `loss ${ours[step]} of step ${step} instead of ${loss}`).toBeLessThan(2e-4);
      const [Xt, yt] = tensors(data.test, 2000, shape);
      const told = torch.noGrad(() => net.call(Xt).argmax(1).eq(yt).float().mean().item());
      expect(Math.abs(told - right), `${told} told right instead of ${right}`).toBeLessThan(0.005);
    });
});
