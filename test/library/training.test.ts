// Training follows PyTorch: every optimizer for a hundred steps, and linear regression from scratch, loss by loss.

import { describe, expect, test } from "vitest";
import * as torch from "../../src/library/torch/index.ts";
import { expectClose, load, type Recorded, type Regression, reference } from "./reference.ts";

const { optim } = torch;

const optimizers: Record<string, (params: torch.Tensor[]) => torch.optim.Optimizer> = {
  sgd: (p) => new optim.SGD(p, { lr: 0.05 }),
  momentum: (p) => new optim.SGD(p, { lr: 0.02, momentum: 0.9 }),
  decay: (p) => new optim.SGD(p, { lr: 0.05, weightDecay: 0.1 }),
  nesterov: (p) => new optim.SGD(p, { lr: 0.02, momentum: 0.9, weightDecay: 0.01, nesterov: true }),
  dampened: (p) => new optim.SGD(p, { lr: 0.02, momentum: 0.9, dampening: 0.5 }),
  adam: (p) => new optim.Adam(p, { lr: 0.1 }),
  "adam, decay": (p) => new optim.Adam(p, { lr: 0.05, betas: [0.8, 0.99], weightDecay: 0.1 }),
  adamw: (p) => new optim.AdamW(p, { lr: 0.05 }),
};

describe("an optimizer's hundred steps are PyTorch's", () => {
  const { bowl, begin, runs } = reference<{
    bowl: Recorded;
    begin: Recorded;
    runs: Record<string, { losses: number[]; end: Recorded }>;
  }>("training.json");
  for (const [name, { losses, end }] of Object.entries(runs)) {
    test(name, () => {
      const p = load(begin).requiresGrad_();
      const optimizer = optimizers[name]([p]);
      for (const expected of losses) {
        optimizer.zeroGrad();
        const loss = p.matmul(load(bowl)).matmul(p).div(2);
        loss.backward();
        optimizer.step();
        expect(Math.abs(loss.item() - expected)).toBeLessThanOrEqual(1e-4 * Math.max(1e-2, Math.abs(expected)));
      }
      expectClose(p.detach(), end, 1e-4, name);
    });
  }
});

describe("linear regression follows PyTorch's loss curve", () => {
  const run = reference<Regression>("linear-regression.json");
  const X = load(run.X);
  const y = load(run.y);

  function train(step: (inputs: torch.Tensor, targets: torch.Tensor) => number): void {
    let i = 0;
    for (let epoch = 0; epoch < run.epochs; epoch++) {
      for (let from = 0; from < X.length; from += run.batchSize) {
        const batch = `${from}:${from + run.batchSize}`;
        expect(Math.abs(step(X.at(batch), y.at(batch)) - run.losses[i++])).toBeLessThanOrEqual(1e-5);
      }
    }
    expect(i).toBe(run.losses.length);
  }

  test("from scratch", () => {
    const w = load(run.w).requiresGrad_();
    const b = load(run.b).requiresGrad_();
    train((inputs, targets) => {
      const loss = inputs.matmul(w).add(b).sub(targets).pow(2).div(2).mean();
      loss.backward();
      torch.noGrad(() => {
        for (const p of [w, b]) {
          p.sub_(p.grad!.mul(run.lr));
          p.grad!.zero_();
        }
      });
      return loss.item();
    });
    expectClose(w.detach(), run.end.w, 1e-6, "w");
    expectClose(b.detach(), run.end.b, 1e-6, "b");
  });

  test("with layers and an optimizer", () => {
    const net = new torch.nn.LazyLinear(1);
    net.materialize(2);
    net.weight.data.copy_(load(run.w).t());
    net.bias!.data.fill_(0);
    const loss = new torch.nn.MSELoss();
    const optimizer = new optim.SGD(net.parameters(), { lr: run.lr });
    train((inputs, targets) => {
      optimizer.zeroGrad();
      const l = loss.call(net.call(inputs), targets).div(2);
      l.backward();
      optimizer.step();
      return l.item();
    });
    expectClose(net.weight.detach().t(), run.end.w, 1e-5, "w");
  });
});
