// torch.distributions beside PyTorch's: draws after a seed, logarithms of densities and their gradients, entropies, moments, divergences; and torch.autograd.Function.

import { describe, expect, test } from "vitest";
import * as torch from "../../src/library/torch/index.ts";
import { expectClose, load, type Recorded, reference } from "./reference.ts";

const D = torch.distributions;
const { distributions, divergences } = reference<{
  distributions: Record<
    string,
    {
      text: string;
      parameters: Recorded[];
      value: Recorded;
      logs: Recorded;
      gradients: (Recorded | null)[];
      draws: Recorded;
      moments: [Recorded, Recorded];
      entropy?: Recorded;
    }
  >;
  divergences: Record<string, Recorded>;
}>("densities.json");

const makers: Record<string, (a: torch.Tensor, b: torch.Tensor) => torch.distributions.Distribution> = {
  Normal: (a, b) => new D.Normal(a, b),
  LogNormal: (a, b) => new D.LogNormal(a, b),
  Uniform: (a, b) => new D.Uniform(a, b),
  Exponential: (a) => new D.Exponential(a),
  Laplace: (a, b) => new D.Laplace(a, b),
  Bernoulli: (a) => new D.Bernoulli(a),
  "Bernoulli(logits)": (a) => new D.Bernoulli({ logits: a }),
  Categorical: (a) => new D.Categorical(a),
  "Categorical(logits)": (a) => new D.Categorical({ logits: a }),
  OneHotCategorical: (a) => new D.OneHotCategorical(a),
  Multinomial: (a) => new D.Multinomial(10, a),
};

describe("a distribution", () => {
  for (const [name, one] of Object.entries(distributions))
    test(name, () => {
      const make = makers[name]!;
      const parameters = one.parameters.map((p) => load(p).requiresGrad_());
      const [a, b] = parameters as [torch.Tensor, torch.Tensor];
      const distribution = make(a, b);
      const logs = distribution.logProb(load(one.value));
      expectClose(logs, one.logs, 1e-5, "log density");
      logs.at(torch.isfinite(logs.detach())).sum().backward();
      for (const [i, gradient] of one.gradients.entries())
        if (gradient) expectClose(parameters[i]!.grad!, gradient, 1e-4, `gradient ${i}`);
      torch.manualSeed(3);
      expectClose(distribution.sample([4]), one.draws, 1e-6, "draws");
      expectClose(distribution.mean, one.moments[0], 1e-5, "mean");
      expectClose(distribution.variance, one.moments[1], 1e-5, "variance");
      if (one.entropy) expectClose(distribution.entropy(), one.entropy, 1e-5, "entropy");
      const [first, second] = one.parameters.map((p) => load(p).at(0)) as [torch.Tensor, torch.Tensor];
      if (one.text.includes("loc: 0.5, scale") || name === "Categorical")
        expect(`${make(first, second)}`).toBe(one.text);
    });

  test("says which parameter cannot be", () => {
    expect(() => new D.Normal(0, -1)).toThrow("Expected parameter scale of distribution Normal");
    expect(() => new D.Bernoulli(1.5)).toThrow("Expected parameter probs of distribution Bernoulli");
    expect(() => new D.Categorical({})).toThrow("Either `probs` or `logits` must be specified");
  });

  test("divergences", () => {
    const [a, b] = distributions.Normal!.parameters.map(load) as [torch.Tensor, torch.Tensor];
    const [three] = distributions.Categorical!.parameters.map(load) as [torch.Tensor];
    const { Normal, Categorical, Bernoulli } = D;
    const found = {
      Normal: D.klDivergence(new Normal(a, b), new Normal(0.5, 2)),
      Categorical: D.klDivergence(new Categorical(three), new Categorical({ logits: three.flip(0) })),
      Bernoulli: D.klDivergence(new Bernoulli(torch.tensor([0.25, 0.5])), new Bernoulli({ logits: a })),
    };
    for (const [name, one] of Object.entries(found)) expectClose(one, divergences[name]!, 1e-5, name);
  });
});

/** k x³, of which the derivative is told. */
class Cubes extends torch.autograd.Function {
  static forward(ctx: torch.autograd.FunctionContext, x: torch.Tensor, k: number): torch.Tensor {
    ctx.saveForBackward(x);
    ctx.k = k;
    return x.pow(3).mul(k);
  }
  static backward(ctx: torch.autograd.FunctionContext, dy: torch.Tensor): (torch.Tensor | null)[] {
    const [x] = ctx.savedTensors;
    return [
      x!
        .square()
        .mul(3 * (ctx.k as number))
        .mul(dy),
      null,
    ];
  }
}

describe("a function of one's own", () => {
  test("has the derivative that it tells, and that one's derivative", () => {
    const x = torch.tensor([1, 2], { requiresGrad: true });
    const y = Cubes.apply(x, 2);
    expect(`${y}`).toBe("tensor([ 2., 16.], grad_fn=<CubesBackward>)");
    const [slope] = torch.autograd.grad(y.sum(), x, { createGraph: true }) as [torch.Tensor];
    expect(slope.tolist()).toEqual([6, 24]);
    expect(torch.autograd.grad(slope.sum(), x)[0]?.tolist()).toEqual([12, 24]);
  });

  test("must tell one for each argument", () => {
    class Wrong extends torch.autograd.Function {
      static forward = (_: torch.autograd.FunctionContext, x: torch.Tensor, y: torch.Tensor) => x.mul(y);
      static backward = (_: torch.autograd.FunctionContext, dy: torch.Tensor) => dy;
    }
    const x = torch.ones(2, { requiresGrad: true });
    expect(() => Wrong.apply(x, x).sum().backward()).toThrow(
      "WrongBackward returned an incorrect number of gradients (expected 2, got 1)",
    );
  });
});
