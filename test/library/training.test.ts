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
  rmsprop: (p) => new optim.RMSprop(p, { lr: 0.02 }),
  "rmsprop, centered": (p) =>
    new optim.RMSprop(p, { lr: 0.02, alpha: 0.9, weightDecay: 0.05, momentum: 0.5, centered: true }),
  adagrad: (p) => new optim.Adagrad(p, { lr: 0.5 }),
  "adagrad, decay": (p) =>
    new optim.Adagrad(p, { lr: 0.5, lrDecay: 0.05, weightDecay: 0.1, initialAccumulatorValue: 0.1 }),
  adadelta: (p) => new optim.Adadelta(p),
  "adadelta, decay": (p) => new optim.Adadelta(p, { lr: 0.5, rho: 0.8, weightDecay: 0.1 }),
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

describe("a schedule's rates are PyTorch's", () => {
  const { lrScheduler } = optim;
  const makers: Record<string, (of: torch.optim.Optimizer) => torch.optim.lrScheduler.LRScheduler> = {
    LambdaLR: (of) => new lrScheduler.LambdaLR(of, (epoch) => 1 / (1 + epoch)),
    StepLR: (of) => new lrScheduler.StepLR(of, 4, { gamma: 0.5 }),
    MultiStepLR: (of) => new lrScheduler.MultiStepLR(of, [3, 9]),
    ExponentialLR: (of) => new lrScheduler.ExponentialLR(of, 0.9),
    CosineAnnealingLR: (of) => new lrScheduler.CosineAnnealingLR(of, 20, { etaMin: 0.01 }),
  };
  const { schedules } = reference<{ schedules: Record<string, [number, number][]> }>("training.json");
  for (const [name, rates] of Object.entries(schedules)) {
    test(name, () => {
      const [a, b] = [torch.zeros(1, { requiresGrad: true }), torch.zeros(1, { requiresGrad: true })];
      const scheduler = makers[name](new optim.SGD([{ params: [a] }, { params: [b], lr: 0.1 }], { lr: 1 }));
      for (const expected of rates) {
        for (const [i, rate] of scheduler.getLastLr().entries()) expect(rate).toBeCloseTo(expected[i], 12);
        scheduler.step();
      }
    });
  }
});

describe("groups of parameters", () => {
  test("have options of their own", () => {
    const [w, b] = [torch.ones(2, { requiresGrad: true }), torch.ones(1, { requiresGrad: true })];
    const optimizer = new optim.SGD([{ params: [w], weightDecay: 0.5 }, { params: [b] }], { lr: 0.1 });
    w.sum().add(b.sum()).backward();
    optimizer.step();
    expectClose(w.detach(), { shape: [2], dtype: "float32", data: [0.85, 0.85] }, 1e-6, "w");
    expectClose(b.detach(), { shape: [1], dtype: "float32", data: [0.9] }, 1e-6, "b");
    optimizer.zeroGrad();
    expect(w.grad).toBe(null);
  });

  test("are refused where they make no sense", () => {
    const w = torch.ones(2, { requiresGrad: true });
    expect(() => new optim.SGD([], { lr: 0.1 })).toThrow("optimizer got an empty parameter list");
    expect(() => new optim.SGD([w], { lr: -1 })).toThrow("Invalid learning rate: -1");
    expect(() => new optim.SGD([w.mul(2)], { lr: 1 })).toThrow("can't optimize a non-leaf Tensor");
    expect(() => new optim.SGD([{ params: [w] }, { params: [w] }], { lr: 1 })).toThrow("more than one parameter group");
    expect(() => new optim.SGD([w], { lr: 1, nesterov: true })).toThrow("Nesterov momentum requires");
  });
});

describe("gradients are kept from growing", () => {
  const withGradient = (...values: number[]) => {
    const p = torch.zeros(values.length, { requiresGrad: true });
    p.mul(torch.tensor(values)).sum().backward();
    return p;
  };
  test("together, by their length", () => {
    const params = [withGradient(3), withGradient(0, 4), torch.zeros(1, { requiresGrad: true })];
    expect(torch.nn.utils.clipGradNorm_(params, 1).item()).toBe(5);
    expect(params[0].grad?.item()).toBeCloseTo(0.6, 6);
    expect(params[1].grad?.at(1).item()).toBeCloseTo(0.8, 6);
    expect(params[2].grad).toBe(null);
    expect(torch.nn.utils.clipGradNorm_(params, 2).item()).toBeCloseTo(1, 5);
  });
  test("each by itself", () => {
    const p = withGradient(3, -0.5, -7);
    torch.nn.utils.clipGradValue_(p, 1);
    expect(p.grad?.tolist()).toEqual([1, -0.5, -1]);
  });
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
