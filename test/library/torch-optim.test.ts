// The PyTorch dialect's schedulers beside PyTorch's rates, and optimizers that stop and go on.

import { expect, test } from "vitest";
import * as torch from "../../src/library/torch/index.ts";
import { reference } from "./reference.ts";

const { lrScheduler: S } = torch.optim;
const { rates, losses, kept, paths, texts } = reference<{
  paths: Record<string, number[]>;
  texts: string[];
  rates: Record<string, number[][]>;
  losses: number[];
  kept: Record<string, Record<string, number | number[]>>;
}>("optim.json");

type Sgd = torch.optim.SGD;
const schedulers: Record<string, (o: Sgd) => { step(): void }> = {
  LambdaLR: (o) => new S.LambdaLR(o, [(e) => 0.9 ** e, (e) => 1 / (e + 1)]),
  MultiplicativeLR: (o) => new S.MultiplicativeLR(o, () => 0.95),
  StepLR: (o) => new S.StepLR(o, 7, { gamma: 0.5 }),
  MultiStepLR: (o) => new S.MultiStepLR(o, [3, 9, 9, 20]),
  ExponentialLR: (o) => new S.ExponentialLR(o, 0.9),
  CosineAnnealingLR: (o) => new S.CosineAnnealingLR(o, 12, { etaMin: 0.01 }),
  LinearLR: (o) => new S.LinearLR(o, { startFactor: 0.25, totalIters: 8 }),
  ConstantLR: (o) => new S.ConstantLR(o, { factor: 0.5, totalIters: 4 }),
  PolynomialLR: (o) => new S.PolynomialLR(o, { totalIters: 10, power: 2 }),
  CosineAnnealingWarmRestarts: (o) => new S.CosineAnnealingWarmRestarts(o, 4, { tMult: 2, etaMin: 0.001 }),
  OneCycleLR: (o) => new S.OneCycleLR(o, { maxLr: 1, totalSteps: 30 }),
  "OneCycleLR(linear)": (o) =>
    new S.OneCycleLR(o, {
      maxLr: 2,
      epochs: 4,
      stepsPerEpoch: 10,
      pctStart: 0.4,
      annealStrategy: "linear",
      divFactor: 10,
      finalDivFactor: 100,
    }),
  SequentialLR: (o) =>
    new S.SequentialLR(o, [new S.LinearLR(o, { startFactor: 0.1, totalIters: 4 }), new S.ExponentialLR(o, 0.8)], {
      milestones: [5],
    }),
};

function expectRates(found: readonly number[][], wanted: readonly number[][]): void {
  found.forEach((row, epoch) => {
    row.forEach((rate, i) => {
      expect(Math.abs(rate - wanted[epoch]![i]!), `epoch ${epoch}, group ${i}`).toBeLessThan(1e-9);
    });
  });
}

test.each(Object.entries(schedulers))("the rates of %s", (name, make) => {
  const optimizer = new torch.optim.SGD([{ params: [torch.zeros(2, { requiresGrad: true })] }], { lr: 0.1 });
  optimizer.addParamGroup({ params: [torch.zeros(1, { requiresGrad: true })], lr: 0.5 });
  const scheduler = make(optimizer);
  const found = [optimizer.paramGroups.map(({ lr }) => lr)];
  for (let i = 0; i < 30; i++) {
    scheduler.step();
    found.push(optimizer.paramGroups.map(({ lr }) => lr));
  }
  expectRates(found, rates[name]!);
});

test("the rates of ReduceLROnPlateau", () => {
  const optimizer = new torch.optim.SGD([torch.zeros(2, { requiresGrad: true })], { lr: 0.1 });
  const scheduler = new S.ReduceLROnPlateau(optimizer, { patience: 2, factor: 0.5, cooldown: 1 });
  const found = losses.map((loss) => {
    scheduler.step(loss);
    return [optimizer.paramGroups[0]!.lr];
  });
  expectRates(found, rates.ReduceLROnPlateau!);
});

test.each(
  Object.entries<(p: torch.Tensor[]) => torch.optim.Optimizer>({
    Adamax: (p) => new torch.optim.Adamax(p, { lr: 0.05 }),
    RAdam: (p) => new torch.optim.RAdam(p, { lr: 0.05, weightDecay: 0.1 }),
    Rprop: (p) => new torch.optim.Rprop(p),
  }),
)("a hundred steps of %s", (name, make) => {
  const w = torch.tensor([1, -2], { requiresGrad: true });
  const optimizer = make([w]);
  const found = paths[name]!.map(() => {
    optimizer.zeroGrad();
    const [a, b] = [w.at(0), w.at(1)];
    const loss = a
      .sub(0.5)
      .pow(2)
      .add(b.add(a.mul(0.1)).pow(2).mul(3));
    loss.backward();
    optimizer.step();
    return loss.item();
  });
  for (const [i, loss] of found.entries())
    expect(Math.abs(loss - paths[name]![i]!), `step ${i}`).toBeLessThan(1e-4 * Math.max(0.1, paths[name]![i]!));
});

test("optimizers say what PyTorch's say of their options", () => {
  const w = torch.ones(1);
  const adagrad = new torch.optim.Adagrad([{ params: [w], lr: 0.5 }, { params: [torch.ones(1)] }], {
    weightDecay: 1e-5,
  });
  // Those that choose another way to the same numbers have no place here.
  const without = (text: string) => text.replace(/^ +(differentiable|foreach|maximize): .*\n/gm, "");
  expect([`${new torch.optim.Adadelta([w], { lr: 0.5 })}`, `${adagrad}`]).toEqual(texts.map(without));
});

const optimizers: Record<string, (p: torch.Tensor[]) => torch.optim.Optimizer> = {
  SGD: (p) => new torch.optim.SGD(p, { lr: 0.1, momentum: 0.9 }),
  Adam: (p) => new torch.optim.Adam(p),
  AdamW: (p) => new torch.optim.AdamW(p),
  RMSprop: (p) => new torch.optim.RMSprop(p, { momentum: 0.9, centered: true }),
  Adagrad: (p) => new torch.optim.Adagrad(p),
  Adadelta: (p) => new torch.optim.Adadelta(p),
};

function train(w: torch.Tensor, optimizer: torch.optim.Optimizer, steps: number): void {
  for (let i = 0; i < steps; i++)
    optimizer.step(() => {
      optimizer.zeroGrad();
      const loss = w.square().sum();
      loss.backward();
      return loss;
    });
}

const camelCase = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

test.each(Object.entries(optimizers))("what %s keeps is PyTorch's, and another goes on from it", (name, make) => {
  const w = torch.tensor([1, -2], { requiresGrad: true });
  const optimizer = make([w]);
  train(w, optimizer, 3);
  const state = optimizer.stateDict();
  const own = state.state[0]!;
  for (const [key, value] of Object.entries(kept[name]!)) {
    // PyTorch counts steps also where its rule does not read them.
    if (key === "step" && !("step" in own)) continue;
    const found = own[camelCase(key)];
    const numbers = found instanceof torch.Tensor ? [...found.toArray()] : [found as number];
    [value].flat().forEach((one, i) => {
      expect(Math.abs(numbers[i]! - one), key).toBeLessThan(1e-5 * Math.max(1, Math.abs(one)));
    });
  }

  const again = w.detach().clone().requiresGrad_();
  const next = make([again]);
  next.loadStateDict(torch.load(torch.save(state)));
  train(w, optimizer, 5);
  train(again, next, 5);
  expect(again.tolist()).toEqual(w.tolist());
});

test("state that does not fit is refused", () => {
  const [w, b] = [torch.ones(2, { requiresGrad: true }), torch.ones(3, { requiresGrad: true })];
  const one = new torch.optim.Adam([w]);
  train(w, one, 1);
  const two = new torch.optim.Adam([w, b]);
  expect(() => two.loadStateDict(one.stateDict())).toThrow("doesn't match the size of optimizer's group");
  expect(() => new torch.optim.Adam([b]).loadStateDict(one.stateDict())).toThrow(
    'loaded state dict has "expAvg" of shape [2] for a parameter of shape [3]',
  );
  expect(() => two.addParamGroup({ params: w })).toThrow("some parameters appear in more than one parameter group");
});

test("a scheduler goes on from its state", () => {
  const optimizer = new torch.optim.SGD([torch.zeros(2, { requiresGrad: true })], { lr: 1 });
  const scheduler = new S.StepLR(optimizer, 2, { gamma: 0.5 });
  for (let i = 0; i < 3; i++) scheduler.step();
  const other = new S.StepLR(new torch.optim.SGD([torch.zeros(2, { requiresGrad: true })], { lr: 7 }), 9);
  other.loadStateDict(scheduler.stateDict());
  other.step();
  expect(other.getLastLr()).toEqual([0.25]);
});
